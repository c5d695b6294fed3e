// Which rows are shown, and in what order.
const EVERYTHING = { search: "", state: "", finding: "", truth: "", reading: "" };

function choiceOf(table) {
  return { ...EVERYTHING, base: 0, by: null, down: false, table, texts: null };
}

// The rows that are wanted, in the order asked for.
function chosenRows(choice) {
  const { table } = choice;
  const wanted = [inState(choice), ofFinding(choice), ofLabels(choice), withWords(choice)].filter(Boolean);
  const rows = [];
  for (let row = 0; row < table.n; row += 1) if (wanted.every((one) => one(row))) rows.push(row);
  return sorted(choice, rows);
}

const STATES = {
  right: (table) => (row) => table.given.right?.[row] === "1",
  wrong: (table) => (row) => table.given.right?.[row] === "0",
  fixed: (table, base) => (row) => table.bases[base]?.changes[row] === "+",
  broken: (table, base) => (row) => table.bases[base]?.changes[row] === "-",
};
STATES.better = STATES.fixed;
STATES.worse = STATES.broken;

function inState({ state, table, base }) {
  return state && STATES[state](table, base);
}

function ofFinding({ finding, table }) {
  if (finding === "") return null;
  const rows = new Set(table.given.findings[finding].rows);
  return (row) => rows.has(row);
}

function ofLabels({ truth, reading, table }) {
  if (truth === "" && reading === "") return null;
  const is = (codes, wanted) => (row) => wanted === "" || codes[row] === Number(wanted);
  const [reference, read] = [is(table.given.truth, truth), is(table.given.reading, reading)];
  return (row) => reference(row) && read(row);
}

function withWords(choice) {
  const words = choice.search.toLowerCase().split(/\s+/).filter(Boolean);
  if (!words.length) return null;
  choice.texts ??= Array.from({ length: choice.table.n }, (_, row) => everything(choice.table, row));
  return (row) => words.every((word) => choice.texts[row].includes(word));
}

function everything(table, row) {
  const cells = [table.prompt?.(row), ...table.references.map((one) => one(row)), table.output?.(row)];
  const said = table.bases.map((base) => base.output?.(row));
  const texts = [...cells, ...said].map(textOf);
  return [table.id(row), table.truth(row), table.reading(row), ...texts].filter(Boolean).join("\n").toLowerCase();
}

function sorted({ by, down, base, table }, rows) {
  const column = table.columns.find((one) => one.name === by);
  if (!column) return rows;
  const keys = new Array(table.n);
  for (const row of rows) keys[row] = column.order(row, base);
  const lacks = (key) => key === null || key === undefined || Number.isNaN(key);
  return rows.sort((one, other) => {
    const [a, b] = [keys[one], keys[other]];
    if (lacks(a) || lacks(b)) return lacks(a) - lacks(b) || one - other;
    return (a < b ? -1 : a > b ? 1 : 0) * (down ? -1 : 1) || one - other;
  });
}
