// The head of the page: how far the rater is, whether all is saved, and what can be opened.

import { el, icon, mark } from "../dom.js";
import { say, told } from "../words.js";

const QUIET = 400; // Milliseconds of saving that nobody need see.

/** `does` has list, guidelines, help and settings. */
export class Header {
  constructor(does) {
    this.name = el("h1", { dir: "auto" });
    this.done = el("b");
    this.left = el("span", { class: "left" });
    this.bar = el("span", { class: "fill" });
    this.progress = el("button", { type: "button", class: "progress", on: { click: () => does.list() } }, icon("list"), el("span", {}, this.done, " ", this.left));
    this.state = el("p", { class: "state", role: "status" });
    this.tools = Object.fromEntries(["guidelines", "help", "settings"].map((name) => [name, tool(name, does)]));
    this.node = el("header", { class: "top" }, mark(), this.name, this.progress, this.state, el("div", { class: "tools" }, Object.values(this.tools)),
      el("div", { class: "track", "aria-hidden": "true" }, this.bar));
    this.timer = null;
  }

  /** `pace` in seconds a card, null if not known. */
  count(done, cards, pace) {
    told(this.done, "progress", { done, cards });
    const seconds = pace === null ? null : pace * (cards - done);
    this.left.hidden = seconds === null || done === cards;
    if (!this.left.hidden) told(this.left, ...timeLeft(seconds));
    this.bar.style.setProperty("--part", String(cards === 0 ? 0 : done / cards));
  }

  /** Shows how the outbox is. "Saving" is shown only if it takes long enough to be seen. */
  tell(outbox) {
    clearTimeout(this.timer);
    const late = outbox.state === "saving" && outbox.lasting && this.state.className !== "state waiting";
    if (late) this.timer = setTimeout(() => this.write(outbox), QUIET);
    else this.write(outbox);
  }

  write(outbox) {
    const n = outbox.marks.size;
    this.state.className = `state ${outbox.lasting ? outbox.state : "waiting"}`;
    if (n > 0 && !outbox.lasting) told(this.state, "state-memory", { n });
    else if (outbox.state === "waiting") told(this.state, outbox.why ? "state-refused" : "state-waiting", { n, why: outbox.why });
    else told(this.state, `state-${outbox.state}`);
  }
}

function tool(name, does) {
  return el("button", { type: "button", class: `tool ${name}`, on: { click: () => does[name]() } }, icon(name), told(el("span"), name));
}

function timeLeft(seconds) {
  const minutes = Math.round(seconds / 60);
  if (minutes < 1) return ["left-little", {}];
  if (minutes < 90) return ["left-minutes", { n: minutes }];
  return ["left-hours", { n: Math.round(minutes / 6) / 10 }];
}

/** Says things to those who listen: what is said within a moment is said together. */
export class Live {
  constructor() {
    this.node = el("div", { class: "unseen", "aria-live": "polite" });
    this.pending = [];
    this.timer = null;
  }

  say(key, values) {
    this.pending.push(say(key, values));
    clearTimeout(this.timer);
    this.timer = setTimeout(() => {
      this.node.textContent = [...new Set(this.pending)].join(" ");
      this.pending = [];
    }, 150);
  }
}

/** A sentence that comes over the text for a while, or until it is closed. */
export class Notice {
  constructor() {
    this.text = el("p", { role: "alert" });
    const close = told(el("button", { type: "button", class: "tool", on: { click: () => this.hide() } }, icon("close")), "close", {}, "aria-label");
    this.node = el("div", { class: "notice", hidden: true }, this.text, close);
    this.timer = null;
  }

  tell(key, values = {}, { lasting = false } = {}) {
    clearTimeout(this.timer);
    this.node.hidden = false;
    told(this.text, key, values);
    if (!lasting) this.timer = setTimeout(() => this.hide(), 6000);
  }

  hide() {
    const inside = this.node.contains(document.activeElement);
    this.node.hidden = true;
    if (inside) document.querySelector("#card-title, main")?.focus();
  }
}
