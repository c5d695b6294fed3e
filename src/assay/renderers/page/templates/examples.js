// The table of every example: what is chosen above it, the table, and the example that is read.
function examplesOf(given) {
  const table = tableOf(given);
  const choice = choiceOf(table);
  const tools = made("div", { className: "tools", role: "search" });
  const found = made("p", { className: "found", role: "status" });
  const notes = made("div");
  const title = made("h2", { id: "every-example" });
  let reader = null;
  const grid = gridOf(table, choice, { opened: (place) => open(reader, place), sorts });
  reader = readerOf(table, choice, grid);
  const element = made("section", { className: "examples", "aria-labelledby": "every-example" }, title, notes, tools, found, grid.element, reader.dialog);

  function sorts(column) {
    if (choice.by !== column.name) Object.assign(choice, { by: column.name, down: false });
    else if (!choice.down) choice.down = true;
    else Object.assign(choice, { by: null, down: false });
    shown();
  }

  function shown() {
    showRows(grid, chosenRows(choice));
    found.textContent = grid.shown.length ? say("found", { shown: counted(grid.shown.length), n: counted(table.n) }) : say("nothing");
    const clear = tools.querySelector(".clear");
    if (clear) clear.hidden = Object.entries(EVERYTHING).every(([name, value]) => choice[name] === value);
  }

  function choose(changes) {
    Object.assign(choice, changes);
    drawTools(tools, table, choice, choose);
    shown();
  }

  function inLanguage() {
    title.textContent = say("title");
    const sentences = [say(given.labels ? "note" : "note-no-matrix"), given.cut && say("cut"), given.whole > table.n && say("not-all", { n: counted(table.n), whole: counted(given.whole) })];
    notes.replaceChildren(...sentences.filter(Boolean).map((text) => made("p", { className: "note" }, text)));
    drawTools(tools, table, choice, choose);
    shown();
    namers.forEach((name) => name());
    if (reader.dialog.open) fillIn(reader);
  }

  enterByMatrix(table, (i, j) => {
    choose({ ...EVERYTHING, truth: String(i), reading: String(j) });
    element.scrollIntoView({ block: "start" });
    grid.element.focus({ preventScroll: true });
  });
  return { element, inLanguage };
}

// What may be chosen; drawn anew at each choice but for the field for searching, which somebody is typing in.
function drawTools(tools, table, choice, choose) {
  const held = document.activeElement?.dataset?.tool;
  const search = tools.querySelector("input") ?? searchField(choice, choose);
  search.placeholder = say("search");
  search.setAttribute("aria-label", say("search"));
  if (search.value !== choice.search) search.value = choice.search;
  tools.replaceChildren(search, chips(table, choice, choose), ...selects(table, choice, choose),
    made("button", { type: "button", className: "clear", hidden: true, on: { click: () => { choose(EVERYTHING); search.focus(); } } }, say("clear")));
  if (held) tools.querySelector(`[data-tool="${held}"]`)?.focus();
}

function searchField(choice, choose) {
  let waits = 0;
  return made("input", { type: "search", autocomplete: "off", spellcheck: false, "data-tool": "search", on: { input: (event) => {
    clearTimeout(waits);
    waits = setTimeout(() => choose({ search: event.target.value }), choice.table.n > 5000 ? 150 : 0);
  } } });
}

function chips(table, choice, choose) {
  const judged = Boolean(table.given.right);
  const states = [judged && "wrong", judged && "right", table.bases.length && (judged ? "fixed" : "better"), table.bases.length && (judged ? "broken" : "worse")].filter(Boolean);
  if (!states.length) return made("span", { hidden: true });
  const chip = (state) => {
    const times = state ? howMany(table, state, choice.base) : table.n;
    const pressed = String(choice.state === state);
    return made("button", { type: "button", "aria-pressed": pressed, "data-tool": `state-${state}`, on: { click: () => choose({ state }) } }, `${say(state || "all")} `, made("span", { className: "figures" }, counted(times)));
  };
  return made("div", { className: "chips", role: "group", "aria-label": say("show") }, ...["", ...states].map(chip));
}

function howMany(table, state, base) {
  const key = `${state} ${base}`;
  if (!table.counts.has(key)) {
    const is = STATES[state](table, base);
    let times = 0;
    for (let row = 0; row < table.n; row += 1) times += is(row);
    table.counts.set(key, times);
  }
  return table.counts.get(key);
}

function selects(table, choice, choose) {
  const { labels, findings } = table.given;
  const read = labels && [...labels, say("no-label")];
  return [
    table.bases.length > 1 && select("base", table.bases.map((base) => base.name), null),
    findings.length > 0 && select("finding", findings.map((finding) => finding.title[spoken.language]), say("any")),
    labels && select("truth", labels, say("any"), "reference"),
    labels && select("reading", read, say("any")),
  ].filter(Boolean);

  function select(name, options, any, word = name) {
    const entries = options.map((text, i) => made("option", { value: String(i), selected: String(choice[name]) === String(i) }, text));
    if (any) entries.unshift(made("option", { value: "", selected: choice[name] === "" }, any));
    const change = (event) => choose({ [name]: name === "base" ? Number(event.target.value) : event.target.value });
    return made("label", {}, made("span", {}, say(word)), made("select", { "data-tool": name, on: { change } }, ...entries));
  }
}
