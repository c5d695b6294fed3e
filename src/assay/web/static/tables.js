// Tables that become cards on a phone: each cell can say what it is of.

import { el } from "./dom.js";

/** A table of `columns` ({head, number, wide}) and `rows` of cells (nodes or strings); the first cell heads its row. */
export function table(columns, rows, label) {
  const head = el("tr", { role: "row" }, columns.map(({ head: text, number }) => el("th", { role: "columnheader", scope: "col", class: number ? "num" : null }, text)));
  const body = rows.map((cells) => el("tr", { role: "row" }, cells.map((cell, nth) => cellOf(cell, columns[nth], nth === 0))));
  return el("table", { class: "stack", role: "table", "aria-label": label }, el("thead", { role: "rowgroup" }, head), el("tbody", { role: "rowgroup" }, body));
}

function cellOf(cell, { head, number, wide }, first) {
  const content = typeof cell === "number" ? String(cell) : cell ?? "";
  const kind = [number && "num", wide && "wide"].filter(Boolean).join(" ") || null;
  if (first) return el("th", { role: "rowheader", scope: "row", class: kind }, content);
  return el("td", { role: "cell", class: kind, "data-key": head }, content);
}
