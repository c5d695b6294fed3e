// One example, whole: what was asked, what should have been said, what was said, and the words in which they differ.
function readerOf(table, choice, grid) {
  const dialog = made("dialog", { className: "reader", "aria-labelledby": "reader-title" });
  const reader = { dialog, table, choice, grid, place: 0 };
  dialog.addEventListener("keydown", (event) => {
    const step = { ArrowLeft: -1, ArrowRight: 1, k: -1, j: 1 }[event.key];
    if (step && !event.ctrlKey && !event.metaKey && !event.altKey) turn(reader, step);
  });
  dialog.addEventListener("click", (event) => event.target === dialog && dialog.close());
  dialog.addEventListener("close", () => grid.element.focus({ preventScroll: true }));
  return reader;
}

function open(reader, place) {
  reader.place = place;
  fillIn(reader);
  reader.dialog.showModal();
  reader.dialog.querySelector(".text").focus();
}

function turn(reader, step) {
  const place = reader.place + step;
  if (place < 0 || place >= reader.grid.shown.length) return;
  reader.place = place;
  moveTo(reader.grid, place);
  const held = document.activeElement?.dataset?.step;
  fillIn(reader);
  (reader.dialog.querySelector(`[data-step="${held}"]:enabled`) ?? reader.dialog.querySelector(".text")).focus();
}

function fillIn(reader) {
  const { dialog, table, choice, grid, place } = reader;
  const row = grid.shown[place];
  const step = (name, by, off) => made("button", { type: "button", disabled: off, "data-step": by, on: { click: () => turn(reader, by) } }, say(name));
  const state = stateOf(table, row, choice.base).map(stateMark);
  const rated = table.given.ratings.filter(({ values }) => values[row] !== null).map(({ title, values }) =>
    made("span", { className: "figures" }, `${title[spoken.language]} ${values[row].toFixed(2)}`));
  const value = table.given.values ? made("span", { className: "figures" }, `${table.given.metric[spoken.language]} ${figureOf(table.value(row))}`) : null;
  dialog.replaceChildren(
    made("div", { className: "reader-head" },
      made("h3", { id: "reader-title" }, ...around(say("example", { id: "\0" }), table.id(row))),
      made("div", { className: "marks" }, ...state, value, ...rated),
      made("p", { className: "soft", role: "status" }, say("place", { place: counted(place + 1), shown: counted(grid.shown.length) })),
      made("div", { className: "steps" }, step("previous", -1, place === 0), step("next", 1, place === grid.shown.length - 1),
        made("button", { type: "button", on: { click: () => dialog.close() } }, say("close")))),
    made("div", { className: "text", tabIndex: 0, role: "region", "aria-labelledby": "reader-title" }, ...parts(table, row, choice.base)),
  );
}

// A sentence with somebody else's words in its gap, kept from turning the sentence round.
function around(sentence, words) {
  const [before, after] = sentence.split("\0");
  return [before, made("bdi", {}, words), after];
}

function parts(table, row, base) {
  const findings = table.findingsOf(row).map((finding) => made("li", {}, finding.title[spoken.language]));
  const labels = table.given.labels ? made("p", { className: "swap" }, made("bdi", {}, table.truth(row)), made("span", { "aria-hidden": "true" }, "→"), made("bdi", {}, table.reading(row))) : null;
  const [first, ...more] = table.references;
  const said = table.output?.(row);
  const before = table.bases[base]?.output?.(row);
  return [
    findings.length ? made("ul", { className: "remarks" }, ...findings) : null,
    labels,
    table.prompt && passage(say("prompt"), table.prompt(row)),
    labels ? (textOf(said) ?? "").trim() !== table.reading(row) && passage(say("output"), said) : side([say("reference"), first?.(row)], [say("output"), said]),
    ...more.map((one) => one(row)).filter((one) => one !== null).map((one) => passage(say("reference"), one)),
    before === undefined ? null : side([`${say("before")} (${table.bases[base].name})`, before], [say("candidate"), said]),
  ].filter(Boolean);
}

function passage(name, cell) {
  return cell === undefined ? null : made("section", {}, made("h4", {}, name), words([{ text: textOf(cell), same: true }]), remark(cell));
}

// Two texts side by side, what only one of them has marked in it.
function side([nameBefore, before], [nameAfter, after]) {
  if (before === undefined || after === undefined) return passage(nameBefore, before) ?? passage(nameAfter, after);
  const [a, b] = [textOf(before), textOf(after)];
  const [left, right] = a === null || b === null ? [[{ text: a, same: true }], [{ text: b, same: true }]] : difference(a, b);
  const alike = a !== null && a === b ? made("p", { className: "note" }, say("alike")) : null;
  const half = (name, runs, cell, tag) => made("section", {}, made("h4", {}, name), words(runs, tag), remark(cell));
  return made("div", { className: "halves" }, half(nameBefore, left, before, "del"), half(nameAfter, right, after, "ins"), alike);
}

function words(runs, tag) {
  const nothing = !runs.length || runs.every((run) => !run.text);
  if (nothing) return made("p", { className: "soft" }, say(runs[0]?.text === null ? "none" : "empty"));
  return made("bdi", { className: "words" }, ...runs.map((run) => (run.same ? run.text : made(tag, {}, seen(run.text)))));
}

function remark(cell) {
  return leftOut(cell) ? made("p", { className: "note" }, say("left-out", { n: counted(leftOut(cell)) })) : null;
}
