// A table of which only the rows in sight exist: as quick with a hundred thousand as with ten.
const BEYOND = 6; // rows that are drawn above and below those in sight
const WIDTHS = { prompt: "minmax(0, 2fr)", value: "5.5rem", state: "10rem" };

function gridOf(table, choice, { opened, sorts }) {
  const rows = made("div", { className: "rows", role: "rowgroup" });
  const heads = made("div", { className: "heads", role: "rowgroup" });
  const element = made("div", { className: "grid", role: "grid", tabIndex: 0, "aria-labelledby": "every-example" }, heads, rows);
  element.classList.toggle("with-reading", Boolean(table.given.labels));
  element.classList.toggle("with-ratings", table.given.ratings.length > 0);
  const widths = { ...WIDTHS, id: widthOfIds(table) };
  element.style.setProperty("--columns", table.columns.map((column) => widths[column.name] ?? (column.numeric ? "5.5rem" : "minmax(0, 1.4fr)")).join(" "));
  const grid = { element, rows, heads, table, choice, shown: [], active: -1, height: 40, sorts };
  element.addEventListener("scroll", () => requestAnimationFrame(() => draw(grid)), { passive: true });
  element.addEventListener("keydown", (event) => pressed(grid, event, opened));
  rows.addEventListener("click", (event) => {
    const row = event.target.closest("[role=row]");
    if (!row) return;
    moveTo(grid, Number(row.getAttribute("aria-rowindex")) - 2);
    opened(grid.active);
  });
  new ResizeObserver(() => draw(grid)).observe(element);
  return grid;
}

// As wide as the longest of the first ids, within reason.
function widthOfIds(table) {
  const lengths = Array.from({ length: Math.min(200, table.n) }, (_, row) => table.id(row).length);
  return `${0.55 * Math.max(6, Math.min(18, Math.max(...lengths)))}rem`;
}

function showRows(grid, shown) {
  Object.assign(grid, { shown, active: shown.length ? 0 : -1 });
  grid.element.scrollTop = 0;
  grid.element.setAttribute("aria-rowcount", shown.length + 1);
  drawHeads(grid);
  draw(grid);
}

function drawHeads(grid) {
  const { by, down } = grid.choice;
  const heads = grid.table.columns.map((column) => {
    const sort = by === column.name ? (down ? "descending" : "ascending") : "none";
    const label = say("order", { column: column.title() });
    const button = made("button", { type: "button", title: label, "data-sort": column.name, on: { click: () => grid.sorts(column) } }, column.title());
    return made("div", { role: "columnheader", className: column.numeric ? "num" : "", "aria-sort": sort }, button);
  });
  const held = document.activeElement?.dataset?.sort;
  grid.heads.replaceChildren(made("div", { role: "row", className: "row", "aria-rowindex": 1 }, ...heads));
  if (held) grid.heads.querySelector(`[data-sort="${held}"]`)?.focus();
}

function draw(grid) {
  const { element, rows, shown } = grid;
  grid.height = parseFloat(getComputedStyle(element).getPropertyValue("--row")) * parseFloat(getComputedStyle(document.documentElement).fontSize);
  rows.style.height = `${shown.length * grid.height}px`;
  const first = Math.max(0, Math.floor(element.scrollTop / grid.height) - BEYOND);
  const last = Math.min(shown.length, Math.ceil((element.scrollTop + element.clientHeight) / grid.height) + BEYOND);
  rows.replaceChildren(...Array.from({ length: Math.max(0, last - first) }, (_, i) => rowAt(grid, first + i)));
  const active = rows.querySelector(".active");
  if (active) element.setAttribute("aria-activedescendant", active.id);
  else element.removeAttribute("aria-activedescendant");
}

function rowAt(grid, place) {
  const { table, choice, shown } = grid;
  const cells = table.columns.map((column) => cellOf(table, column, shown[place], choice.base));
  const active = place === grid.active;
  const row = made("div", { role: "row", id: `row-${place}`, className: `row${active ? " active" : ""}`, "aria-rowindex": place + 2, "aria-selected": String(active) }, ...cells);
  row.style.transform = `translateY(${place * grid.height}px)`;
  return row;
}

function cellOf(table, column, row, base) {
  const cell = made("div", { role: "gridcell", className: `cell ${column.name}${column.numeric ? " num" : ""}`, "data-head": column.title() });
  if (column.name === "state") cell.append(...stateOf(table, row, base).map(stateMark));
  else cell.append(made("bdi", {}, column.text(row, base) ?? "–"));
  return cell;
}

const MARKS = { right: "✓", wrong: "✗", fixed: "↑", better: "↑", broken: "↓", worse: "↓" };
const GOOD = new Set(["right", "fixed", "better"]);

function stateMark(name) {
  return made("span", { className: `mark ${GOOD.has(name) ? "good" : "bad"}` }, made("span", { "aria-hidden": "true" }, `${MARKS[name]} `), say(name));
}

function moveTo(grid, place) {
  grid.active = Math.max(0, Math.min(grid.shown.length - 1, place));
  const { element, height, active } = grid;
  const head = grid.heads.offsetHeight;
  if (active * height < element.scrollTop) element.scrollTop = active * height;
  const bottom = (active + 1) * height + head - element.clientHeight;
  if (bottom > element.scrollTop) element.scrollTop = bottom;
  draw(grid);
}

function pressed(grid, event, opened) {
  if (event.target !== grid.element || event.ctrlKey || event.metaKey || event.altKey || !grid.shown.length) return;
  const leaf = Math.max(1, Math.floor(grid.element.clientHeight / grid.height) - 2);
  const steps = { ArrowDown: 1, ArrowUp: -1, PageDown: leaf, PageUp: -leaf, Home: -grid.shown.length, End: grid.shown.length };
  if (event.key in steps) moveTo(grid, grid.active + steps[event.key]);
  else if (event.key === "Enter" || event.key === " ") opened(grid.active);
  else return;
  event.preventDefault();
}
