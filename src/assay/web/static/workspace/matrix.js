// Every run against every other: by how much the one of the row is above the one of the column, and whether that is real.

import { el } from "../dom.js";
import { say } from "../words.js";
import { pageOf } from "./runs.js";
import { range, signed } from "./scale.js";

/** The table; each cell leads to the examples of both. `places` are the runs in their order, the best first. */
export function matrix({ board, runs }, places) {
  const lower = lowerIsBetter(board, places);
  const pairs = new Map();
  for (const pair of board.pairs) {
    const [first, second] = [pair.first, pair.second].map((name) => board.models.findIndex((model) => model.name === name));
    pairs.set(`${first} ${second}`, pair);
    pairs.set(`${second} ${first}`, turned(pair));
  }
  const head = el("tr", {}, el("td", {}), places.map((place, rank) => el("th", { scope: "col", class: "num", title: board.models[place].name, "aria-label": board.models[place].name }, rank + 1)));
  const rows = places.map((row, rank) => el("tr", {}, el("th", { scope: "row" }, el("span", { class: "rank" }, rank + 1), el("span", { class: "matrix-name", title: runs[row].name }, el("bdi", {}, runs[row].name))), places.map((column) => (row === column ? el("td", { class: "self" }) : cell(pairs.get(`${row} ${column}`), runs[row], runs[column], lower)))));
  return el("div", { class: "sideways", tabindex: "0", role: "group", "aria-label": say("differences") }, el("table", { class: "matrix" }, el("thead", {}, head), el("tbody", {}, rows)));
}

function cell(pair, run, base, lower) {
  const better = pair.difference !== null && pair.difference > 0 !== lower;
  const kind = !pair.real ? "open" : better ? "better" : "worse";
  const told = `${run.name} − ${base.name}: ${signed(pair.difference, pair.high ?? 0)} (${range(pair.low, pair.high)}), ${say(`difference-${kind}`)}`;
  const link = el("a", { href: `${pageOf(run.id)}/against/${base.id}`, title: told, "aria-label": told }, signed(pair.difference, pair.high ?? 0));
  return el("td", { class: `num ${kind}` }, link);
}

/** The order has the best first: whether that is the lowest. */
function lowerIsBetter(board, places) {
  const value = (place) => board.models[place].metrics[board.primary].value;
  return value(places[0]) < value(places.at(-1));
}

function turned(pair) {
  const minus = (value) => (value === null ? null : -value);
  return { ...pair, difference: minus(pair.difference), low: minus(pair.high), high: minus(pair.low) };
}
