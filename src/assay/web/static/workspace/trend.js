// A metric over the rounds: each value in the band that its examples leave open, and between two a line that says whether
// the change is real. Drawn anew for each width; every round is a link; Tab reaches one, and the arrow keys the others.

import { drawn, el } from "../dom.js";
import { number, say, spoken } from "../words.js";
import { pageOf, when } from "./runs.js";
import { bracketed, figure, scaleOf } from "./scale.js";

const HEIGHT = 220;
const EDGE = { top: 14, right: 18, bottom: 30, left: 46 };
const NARROW = 34; // pixels that a date takes at least, three times over

export class Trend {
  constructor(found) {
    this.found = found;
    this.rounds = found.rounds;
    this.changes = new Map();
    const known = this.rounds.flatMap(({ value, low, high }) => [value, low, high]).filter((one) => one !== null);
    this.least = known.every((one) => one >= 0) ? 0 : -Infinity;
    this.most = known.every((one) => one <= 1) ? 1 : known.every((one) => one <= 100) ? 100 : Infinity; // of shares, of points
    this.scale = scaleOf([...known, ...this.floor().flatMap(([, low, high]) => [low, high])]);
    this.told = el("p", { class: "told", role: "status" });
    this.place = el("div", { class: "trend-place" });
    this.node = el("figure", { class: "trend", role: "group", "aria-label": say("trend-label", { n: this.rounds.length, metric: found.title }) }, this.place, this.told);
    new ResizeObserver(([{ contentRect }]) => this.draw(contentRect.width)).observe(this.place);
    this.node.addEventListener("pointerover", ({ target }) => this.tell(target.closest("a")));
    this.node.addEventListener("focusin", ({ target }) => this.reached(target.closest("a")));
    this.node.addEventListener("keydown", (event) => this.step(event));
    this.at = this.rounds.length - 1; // the one that Tab reaches; the arrows go on from it
  }

  /** Now it is known which changes are real. */
  changed(changes) {
    for (const change of changes) this.changes.set(`${change.before} ${change.after}`, change);
    if (this.width) this.draw(this.width);
  }

  draw(width) {
    if (width <= 0) return;
    this.width = width;
    const held = document.activeElement?.closest?.(".trend a")?.getAttribute("href");
    this.inner = width - EDGE.left - EDGE.right;
    const height = HEIGHT + EDGE.top + EDGE.bottom;
    const picture = drawn("svg", { class: "trend-drawing", width, height, viewBox: `0 0 ${width} ${height}` }, ...this.grid(), ...this.bands(), ...this.lines(), ...this.dots(), ...this.dates());
    this.place.replaceChildren(picture);
    if (held) [...picture.querySelectorAll("a")].find((link) => link.getAttribute("href") === held)?.focus();
  }

  x(nth) {
    return EDGE.left + (this.rounds.length === 1 ? this.inner / 2 : (this.inner * nth) / (this.rounds.length - 1));
  }

  y(value) {
    return EDGE.top + HEIGHT * (1 - this.scale.at(value));
  }

  grid() {
    return this.scale.ticks.flatMap((tick) => [
      drawn("line", { class: "grid", x1: EDGE.left, x2: EDGE.left + this.inner, y1: this.y(tick), y2: this.y(tick) }),
      drawn("text", { class: "tick", x: EDGE.left - 8, y: this.y(tick) + 4, "text-anchor": "end", "aria-hidden": "true" }, number(tick, 4)),
    ]);
  }

  bands() {
    const known = this.rounds.map((run, nth) => [nth, run]).filter(([, { low, high }]) => low !== null && high !== null);
    const outer = this.found.floor ? [this.band("floor", this.floor())] : [];
    return [...outer, this.band("band", known.map(([nth, { low, high }]) => [nth, low, high]))];
  }

  /** Where another training run of each recipe would fall: no lower and no higher than the metric goes. */
  floor() {
    const half = this.found.floor?.half;
    if (half === undefined) return [];
    return this.rounds.map(({ value }, nth) => [nth, Math.max(this.least, value - half), Math.min(this.most, value + half)]);
  }

  band(kind, points) {
    const wide = points.length === 1 ? [-14, 14] : [0];
    const above = points.flatMap(([nth, , high]) => wide.map((off) => `${this.x(nth) + off},${this.y(high)}`));
    const below = points.flatMap(([nth, low]) => wide.map((off) => `${this.x(nth) + off},${this.y(low)}`)).reverse();
    return drawn("polygon", { class: kind, points: [...above, ...below].join(" ") });
  }

  lines() {
    return this.rounds.slice(1).map((run, before) => {
      const change = this.changes.get(`${this.rounds[before].id} ${run.id}`);
      const kind = !change ? "unknown" : !change.real ? "open" : change.better === null ? "real" : change.better ? "real better" : "real worse";
      return drawn("line", { class: `step ${kind}`, x1: this.x(before), y1: this.y(this.rounds[before].value), x2: this.x(before + 1), y2: this.y(run.value) });
    });
  }

  /** Small where they are many, so that they do not hide the line. */
  dots() {
    const between = this.inner / Math.max(1, this.rounds.length - 1);
    const radius = Math.max(1.5, Math.min(4.5, between / 2.5));
    return this.rounds.map((run, nth) => {
      const [x, y] = [this.x(nth), this.y(run.value)];
      const label = `${run.name}: ${figure(run.value, run.high ?? 0)}${bracketed(run)}, ${say(`outcome-${run.outcome}`)}`;
      const size = nth === this.rounds.length - 1 ? Math.max(4, 1.35 * radius) : radius;
      return drawn("a", { href: pageOf(run.id), "aria-label": label, "data-nth": nth, tabindex: nth === this.at ? 0 : -1 }, drawn("circle", { class: "reach", cx: x, cy: y, r: Math.max(radius, Math.min(12, between / 2)) }), drawn("circle", { class: `round ${run.outcome}`, cx: x, cy: y, r: size, "stroke-width": Math.min(2, radius / 2) }));
    });
  }

  dates() {
    const days = new Set(this.rounds.map(({ at }) => new Date(at).toDateString())).size;
    const shown = days > 1 ? { month: "short", day: "numeric" } : { hour: "2-digit", minute: "2-digit" };
    const step = Math.max(1, Math.ceil((this.rounds.length * NARROW * 3) / Math.max(1, this.inner)));
    return this.rounds.flatMap(({ at }, nth) => {
      if ((this.rounds.length - 1 - nth) % step) return [];
      const anchor = nth === this.rounds.length - 1 && nth > 0 ? "end" : "middle";
      return [drawn("text", { class: "tick", x: this.x(nth) + (anchor === "end" ? EDGE.right : 0), y: EDGE.top + HEIGHT + 22, "text-anchor": anchor, "aria-hidden": "true" }, new Date(at).toLocaleString(spoken(), shown))];
    });
  }

  reached(link) {
    this.place.querySelector('a[tabindex="0"]')?.setAttribute("tabindex", -1);
    link.setAttribute("tabindex", 0);
    this.at = Number(link.dataset.nth);
    this.tell(link);
  }

  /** To the round before or after, the first or the last. */
  step(event) {
    const last = this.rounds.length - 1;
    const to = { ArrowLeft: this.at - 1, ArrowRight: this.at + 1, Home: 0, End: last }[event.key];
    if (to === undefined || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    this.place.querySelector(`a[data-nth="${Math.max(0, Math.min(last, to))}"]`)?.focus();
  }

  /** One round in words, under the drawing. */
  tell(link) {
    if (!link?.dataset?.nth) return;
    const run = this.rounds[Number(link.dataset.nth)];
    this.told.replaceChildren(el("b", { dir: "auto" }, run.name), ` ${figure(run.value, run.high ?? 0)}${bracketed(run)} · `, when(run.at), run.note ? ` · ${run.note}` : "");
  }
}
