// Numbers on a line: a scale with round ends, and an interval drawn on it.

import { drawn, el } from "../dom.js";
import { number } from "../words.js";

const STEPS = [1, 2, 2.5, 5, 10];

/** From the least to the greatest of `values`, widened to round `ticks`, of which there are about `most`. */
export function scaleOf(values, most = 4) {
  const known = values.filter(Number.isFinite);
  if (known.length === 0) return { low: 0, high: 1, ticks: [0, 1], at: (value) => value };
  let [low, high] = [Math.min(...known), Math.max(...known)];
  if (low === high) [low, high] = [low - Math.max(Math.abs(low) * 0.05, 1e-9), high + Math.max(Math.abs(high) * 0.05, 1e-9)];
  const raw = (high - low) / most;
  const power = 10 ** Math.floor(Math.log10(raw));
  const step = power * STEPS.find((one) => one * power >= raw * 0.999);
  const first = Math.floor(low / step + 1e-9);
  const last = Math.ceil(high / step - 1e-9);
  const ticks = Array.from({ length: last - first + 1 }, (_, nth) => (first + nth) * step);
  return { low: ticks[0], high: ticks.at(-1), ticks, at: (value) => (value - ticks[0]) / (ticks.at(-1) - ticks[0]) };
}

/** As many decimals as tell values of this size apart. */
export function figure(value, width = 0) {
  if (value === null || value === undefined) return "–";
  const text = value.toFixed(decimals(Math.max(Math.abs(value), Math.abs(width))));
  return Number(text) === 0 ? (0).toFixed(3) : text.replace("-", "−");
}

function decimals(size) {
  if (size >= 100) return 1;
  if (size >= 10) return 2;
  return size >= 0.01 || size === 0 ? 3 : Math.min(5, 1 - Math.floor(Math.log10(size)));
}

/** The ends of an interval, in figures; "–" where it has none. */
export function range(low, high) {
  if ((low ?? null) === null || (high ?? null) === null) return "–";
  return `${figure(low, high)} – ${figure(high, low)}`;
}

/** The same in brackets, after its value; "" where there is none. */
export function bracketed({ low, high }) {
  return low === null || high === null ? "" : ` (${range(low, high)})`;
}

/** A difference, with its sign. */
export function signed(value, width = 0) {
  const text = figure(value, width);
  return value > 0 && Number(text) !== 0 ? `+${text}` : text;
}

/** The interval and its value on `scale`, as wide as its place; the figures beside it say the same. */
export function intervalBar(scale, { value, low, high }) {
  const [x, from, to] = [value, low ?? value, high ?? value].map((one) => `${(100 * scale.at(one)).toFixed(2)}%`);
  return drawn("svg", { class: "interval", "aria-hidden": "true", height: 20, width: "100%" },
    drawn("line", { class: "ground", x1: "0%", x2: "100%", y1: 10, y2: 10 }),
    drawn("line", { class: "whisker", x1: from, x2: to, y1: 10, y2: 10 }),
    drawn("circle", { class: "dot", cx: x, cy: 10, r: 4.5 }));
}

/** The ticks of a scale, under bars that lie on it. */
export function axis(scale) {
  const marks = scale.ticks.map((tick) => {
    const label = el("span", {}, number(tick, 4));
    label.style.setProperty("--at", scale.at(tick));
    return label;
  });
  return el("span", { class: "axis", "aria-hidden": "true" }, marks);
}
