// A criterion by which all outputs are put in order: their numbers from best to worst, "=" for a tie.

import { el } from "../dom.js";
import { number, say, told } from "../words.js";
import { row } from "./grades.js";

/** `choose(value, {advance})` with value a list of ties, best first, null while nothing is placed. */
export class Ranking {
  constructor(criterion, { choose, look }) {
    Object.assign(this, { criterion, choose, look });
    this.order = [];
    this.outputs = 0;
    this.tie = false;
    this.places = el("div", { class: "places" });
    this.equals = el("button", { type: "button", class: "equals", "aria-pressed": "false", on: { click: () => this.press("=") } }, el("kbd", { "aria-hidden": "true" }, "="), told(el("span"), "rank-tie-short"));
    told(this.equals, "rank-tie", {}, "aria-label");
    this.over = told(el("button", { type: "button", class: "over", on: { click: () => this.choose(null, { advance: false }) } }), "rank-over");
    this.said = el("p", { class: "unseen", "aria-live": "polite" });
    this.node = row(criterion, el("div", { class: "ranking" }, this.places, this.equals, this.over, this.said));
  }

  show(value, outputs, fresh) {
    if (fresh || JSON.stringify(value ?? []) !== JSON.stringify(this.order)) this.tie = false;
    this.order = value ?? [];
    if (outputs !== this.outputs) this.build(outputs);
    this.draw();
  }

  meant(key) {
    return key === "=" || (/^[1-9]$/.test(key) && Number(key) <= this.outputs) ? key : undefined;
  }

  press(key) {
    if (key !== "=") return this.place(Number(key), true);
    this.tie = !this.tie && this.order.length > 0 && this.order.flat().length < this.outputs;
    this.draw();
  }

  focus() {
    (this.buttons.find((button) => button.getAttribute("aria-pressed") === "false") ?? this.buttons[0]).focus({ preventScroll: true });
  }

  /** The rank of an output, from 1, null while it has none: after a tie of two, the third is 3. */
  rank(place) {
    let better = 0;
    for (const tied of this.order) {
      if (tied.includes(place)) return better + 1;
      better += tied.length;
    }
    return null;
  }

  build(outputs) {
    this.outputs = outputs;
    this.buttons = Array.from({ length: outputs }, (_, nth) => this.button(nth + 1));
    this.places.replaceChildren(...this.buttons);
  }

  button(place) {
    const look = () => this.look(place);
    const away = () => this.look(null);
    return el("button", {
      type: "button", class: "key place", "aria-pressed": "false",
      on: { click: (event) => this.place(place, event.detail > 0), focus: look, blur: away, pointerenter: look, pointerleave: away },
    }, el("span", { class: "digit" }, String(place)), el("span", { class: "rank" }));
  }

  /** Puts an output next in the order, or takes it out if it has its place. */
  place(place, advance) {
    const without = this.order.map((tied) => tied.filter((one) => one !== place)).filter((tied) => tied.length > 0);
    if (without.flat().length < this.order.flat().length) return this.choose(without.length > 0 ? without : null, { advance: false });
    const order = this.tie ? [...without.slice(0, -1), [...without.at(-1), place]] : [...without, [place]];
    return this.choose(order, { advance: advance && order.flat().length === this.outputs });
  }

  draw() {
    this.buttons.forEach((button, nth) => {
      const rank = this.rank(nth + 1);
      button.setAttribute("aria-pressed", String(rank !== null));
      told(button, rank === null ? "rank-place" : "rank-placed", { n: nth + 1, rank }, "aria-label");
      button.lastChild.textContent = rank === null ? "" : say("rank-short", { rank: number(rank) });
    });
    this.equals.setAttribute("aria-pressed", String(this.tie));
    this.equals.disabled = this.order.length === 0 || this.order.flat().length >= this.outputs;
    this.over.disabled = this.order.length === 0;
    this.said.textContent = this.order.length === 0 ? "" : this.order.map((tied) => tied.join(" = ")).join("  ›  ") + (this.tie ? " =" : "");
  }
}
