// Whether raters agree: each coefficient drawn with its interval on one scale, and what it means in words.

import { drawn, el } from "../dom.js";
import { say, spoken } from "../words.js";

const TENTATIVE = 0.667; // Krippendorff (2004).
const DEPENDABLE = 0.8;

/** One block for each criterion. */
export function agreementBlocks(criteria) {
  const low = Math.min(0, ...criteria.map(({ alpha }) => alpha?.low ?? 0));
  const from = Math.max(-1, Math.floor(low * 10) / 10);
  return criteria.map((one) => block(one, from));
}

function block({ title, items, alpha, within_one: near, said }, from) {
  const rows = [];
  if (alpha && alpha.value !== null) rows.push(row(say("alpha"), alpha, { from, levels: [TENTATIVE, DEPENDABLE], written: (value) => value.toFixed(2) }));
  if (near && near.value !== null) rows.push(row(say("within-one"), near, { from: 0, levels: [], written: percent }));
  return el("li", { class: "agreed" }, el("div", { class: "agreed-head" }, el("h3", { dir: "auto" }, title), el("span", { class: "soft" }, say("items", { n: items }))), el("p", {}, said), ...rows);
}

function row(name, { value, low, high }, { from, levels, written }) {
  const interval = low === null || high === null ? "" : say("interval", { low: written(low), high: written(high) });
  return el("div", { class: "measured" }, el("span", { class: "measured-name soft" }, name), el("span", { class: "measured-value" }, el("b", {}, written(value)), " ", el("span", { class: "soft" }, interval)), picture({ value, low, high }, from, levels));
}

function picture({ value, low, high }, from, levels) {
  const x = (at) => `${(100 * (Math.min(1, Math.max(from, at)) - from)) / (1 - from)}%`;
  const parts = [drawn("line", { class: "scale", x1: "0%", x2: "100%", y1: 14, y2: 14 })];
  for (const level of levels) parts.push(drawn("line", { class: "level", x1: x(level), x2: x(level), y1: 4, y2: 24 }));
  if (from < 0) parts.push(drawn("line", { class: "zero", x1: x(0), x2: x(0), y1: 8, y2: 20 }));
  if (low !== null && high !== null) parts.push(drawn("line", { class: "whisker", x1: x(low), x2: x(high), y1: 14, y2: 14 }));
  parts.push(drawn("circle", { class: "dot", cx: x(value), cy: 14, r: 5.5 }));
  return drawn("svg", { class: "picture", height: 28, width: "100%", "aria-hidden": "true" }, ...parts);
}

function percent(value) {
  return value.toLocaleString(spoken(), { style: "percent", maximumFractionDigits: 0 });
}
