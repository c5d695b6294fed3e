// One card, drawn: the prompt, perhaps a reference, and the outputs in the order of this rater.

import { el } from "../dom.js";
import { show } from "../text.js";
import { say, told } from "../words.js";

/** Draws cards into `node`; `place` in [1, k] of an output is how it is called. */
export class CardView {
  constructor(node) {
    this.node = node;
    this.outputs = [];
  }

  /** `note` is a sentence beside the title, by its key; null for none. */
  draw(card, { number, cards, note }) {
    const title = told(el("h2", { id: "card-title", class: "card-title", tabindex: "-1" }), "card-of", { n: number, cards });
    this.flags = el("p", { class: "flags" });
    const alone = card.outputs.length === 1;
    this.outputs = card.outputs.map((output, nth) => part(output, "output", alone ? ["output", {}] : ["output-n", { n: nth + 1 }], nth + 1));
    const context = [card.prompt && part(card.prompt, "prompt", ["prompt", {}]), card.reference && part(card.reference, "reference", ["reference", {}])].filter(Boolean);
    this.node.replaceChildren(
      el("div", { class: "card-head" }, title, note && told(el("p", { class: "practice" }), note), this.flags),
      context.length > 0 ? el("div", { class: "context" }, context) : "",
      el("div", { class: "outputs", "data-count": card.outputs.length }, this.outputs),
    );
    this.node.closest("main").scrollTop = 0;
  }

  /** Marks what was said of the whole card. */
  flag(names) {
    this.flags.replaceChildren(...names.map((name) => told(el("span", { class: `flag ${name}` }), `flag-${name}`)));
  }

  /** Marks outputs: `pointed` is the place that is pointed at; `ranks` has a word for some. */
  point(pointed, chosen, ranks = []) {
    this.outputs.forEach((output, nth) => {
      output.classList.toggle("pointed", pointed === nth + 1);
      output.classList.toggle("chosen", chosen === nth + 1);
      output.querySelector(".given").textContent = ranks[nth] ? say("rank-short", { rank: ranks[nth] }) : "";
    });
  }

  /** Where a reader goes on by keys: the first output, which scrolls. */
  focus() {
    this.outputs[0]?.querySelector(".text").focus({ preventScroll: true });
  }
}

function part(text, kind, [key, values], place = 0) {
  const id = `${kind}-${place}`;
  const heading = told(el("h3", { id }), key, values);
  const body = el("div", { class: "text", tabindex: "0", role: "region", "aria-labelledby": id });
  show(body, text);
  return el("section", { class: `part ${kind}` }, el("div", { class: "part-head" }, heading, el("span", { class: "given" })), body);
}
