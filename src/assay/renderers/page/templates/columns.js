// The examples, column by column as they lie in the page, and what a row says.
function tableOf(given) {
  const n = given.rows.length;
  const reader = (form) => {
    if (!form) return null;
    if (Array.isArray(form)) return (row) => form[row];
    return (row) => (form.codes[row] < 0 ? null : form.values[form.codes[row]]);
  };
  const output = reader(given.outputs);
  const bases = given.bases.map((base) => ({ ...base, output: likeThe(output, reader(base.output)) }));
  const ids = reader(given.ids);
  const table = {
    n,
    given,
    bases,
    output,
    prompt: reader(given.prompts),
    references: given.references.map(reader),
    id: (row) => (ids && textOf(ids(row))) || String(given.rows[row]),
    right: (row) => given.right?.[row],
    value: (row) => (given.values ? numberOf(given.values[row]) : null),
    truth: (row) => given.labels?.[given.truth[row]],
    reading: (row) => given.labels && (given.labels[given.reading[row]] ?? say("no-label")),
    findingsOf: (row) => given.findings.filter((finding) => finding.rows.includes(row)),
    counts: new Map(), // of each state
    change: (row, base) => bases[base]?.changes[row],
  };
  return { ...table, columns: columnsOf(table) };
}

// A base's output is 0 where it is the candidate's.
function likeThe(output, said) {
  return said && ((row) => (said(row) === 0 ? output(row) : said(row)));
}

// A cell is a text, nothing, or [head, characters left out, tail] of one that was cut.
function textOf(cell) {
  if (!Array.isArray(cell)) return cell ?? null;
  return cell[2] === undefined ? `${cell[0]}…` : `${cell[0]} … ${cell[2]}`;
}

function leftOut(cell) {
  return Array.isArray(cell) ? cell[1] : 0;
}

function numberOf(value) {
  return typeof value === "string" ? Number(value.replace("inf", "Infinity")) : value;
}

function figureOf(value) {
  if (value === null || value === undefined) return "–";
  if (!Number.isFinite(value)) return value > 0 ? "∞" : "−∞";
  const shown = Math.abs(value) >= 10 ? value.toFixed(2) : value.toPrecision(4).replace(/(\.\d\d\d\d)\d+$/, "$1");
  return shown.replace("-", "−");
}

// Right or wrong, and fixed or broken, by their sentences' names.
function stateOf(table, row, base) {
  const names = [];
  const right = table.right(row);
  if (right !== undefined) names.push(right === "1" ? "right" : "wrong");
  const change = table.change(row, base);
  const judged = right !== undefined;
  if (change === "+") names.push(judged ? "fixed" : "better");
  if (change === "-") names.push(judged ? "broken" : "worse");
  return names;
}

// Those that have something to show: {name, title(), text(row, base), order(row, base)}.
function columnsOf(table) {
  const { given } = table;
  const column = (name, text, order = text) => ({ name, text, order, title: () => say(name) });
  const saysMore = (read, label) => read && given.rows.some((_, row) => (textOf(read(row)) ?? "").trim() !== label(row));
  const found = [column("id", table.id, (row) => given.rows[row])];
  if (table.prompt) found.push(column("prompt", (row) => gist(table.prompt(row))));
  if (given.labels) {
    found.push(column("reference", table.truth), column("reading", table.reading));
    if (saysMore(table.output, (row) => given.labels[given.reading[row]])) found.push(column("output", (row) => textOf(table.output(row))));
  } else {
    if (table.references.length) found.push(column("reference", (row) => textOf(table.references[0](row))));
    if (table.output) found.push(column("output", (row) => textOf(table.output(row))));
  }
  if (table.bases.some((base) => base.output)) {
    found.push(column("before", (row, base) => textOf(table.bases[base].output?.(row))));
  }
  if (given.values) {
    const value = column("value", (row) => figureOf(table.value(row)), table.value);
    found.push({ ...value, title: () => given.metric[spoken.language], numeric: true });
  }
  given.ratings.forEach(({ title, values }, place) => {
    const rating = column(`rating-${place}`, (row) => values[row]?.toFixed(2), (row) => values[row]);
    found.push({ ...rating, title: () => title[spoken.language], numeric: true });
  });
  if (given.right || table.bases.length) {
    found.push(column("state", (row, base) => stateOf(table, row, base).map((one) => say(one)).join(", "), (row, base) => `${table.right(row) ?? ""}${"-=+.".indexOf(table.change(row, base))}`));
  }
  return found;
}

// The end of a prompt tells prompts apart; what stands before it is the same everywhere.
function gist(cell) {
  const text = textOf(cell);
  if (text === null) return null;
  const user = text.split(/<\|im_start\|>user|<\|start_header_id\|>user<\|end_header_id\|>|<start_of_turn>user|<\|user\|>|\[INST\]/).at(-1);
  const line = user.replace(/<\|[a-z_]+\|>(assistant)?|<end_of_turn>|<start_of_turn>model|\[\/INST\]/g, " ").replace(/\s+/g, " ").trim();
  return line.length > 160 ? `…${line.slice(-160)}` : line;
}
