// The files that are dropped or chosen, each with what it is for.

import { el } from "../dom.js";
import { number, say, told } from "../words.js";

const ROLES = ["predictions", "repeat", "base", "references", "ratings", "train", "log", "policy"];
const GUESSES = [[/\.ya?ml$/i, "policy"], [/rating/i, "ratings"], [/trainer_(log|state)|log_history|\blog\b/i, "log"], [/\bbase\b|before|untuned/i, "base"], [/reference|gold/i, "references"], [/\btrain/i, "train"]];

export class Files {
  constructor() {
    this.list = [];
    this.input = el("input", { type: "file", multiple: true, class: "unseen", id: "files", "aria-describedby": "drop-how" });
    this.rows = el("ul", { class: "files" });
    this.place = el("div", { class: "drop" }, this.input, el("label", { class: "drop-label", for: "files" }, told(el("b", {}), "drop-here"), told(el("span", { class: "soft", id: "drop-how" }), "drop-how")));
    this.node = el("div", {}, this.place, this.rows);
    this.input.addEventListener("change", () => {
      this.add(this.input.files);
      this.input.value = "";
    });
    for (const kind of ["dragover", "dragleave", "drop"]) document.addEventListener(kind, (event) => this.dragged(event));
  }

  /** Anywhere on the page will do: a file that misses the place would otherwise be opened instead of the page. */
  dragged(event) {
    if (!this.node.isConnected) return;
    event.preventDefault();
    this.place.classList.toggle("over", event.type === "dragover");
    if (event.type === "drop") this.add(event.dataTransfer.files);
  }

  add(files) {
    for (const file of files) this.list.push({ file, role: this.guess(file.name) });
    this.draw();
  }

  /** What a file is most likely for: the first of no particular name is the candidate. */
  guess(name) {
    const found = GUESSES.find(([pattern]) => pattern.test(name));
    const first = !this.list.some(({ role }) => role === "predictions");
    return found ? found[1] : first ? "predictions" : "base";
  }

  draw() {
    this.rows.replaceChildren(...this.list.map((one, nth) => this.row(one, nth)));
  }

  row(one, nth) {
    const role = told(el("select", {}, ROLES.map((name) => told(el("option", { value: name, selected: name === one.role }), `role-${name}`))), "role-of", { name: one.file.name }, "aria-label");
    role.addEventListener("change", () => {
      one.role = role.value;
    });
    const out = told(el("button", { type: "button", class: "tool" }, "×"), "leave-out", { name: one.file.name }, "aria-label");
    out.addEventListener("click", () => {
      this.list.splice(nth, 1);
      this.draw();
      this.input.focus();
    });
    return el("li", {}, el("span", { class: "file-name", dir: "auto" }, one.file.name), el("span", { class: "soft num" }, sized(one.file.size)), role, out);
  }

  /** What is missing, in a sentence; "" where nothing is. */
  lacks() {
    return this.list.some(({ role }) => role === "predictions" || role === "log") ? "" : say("needs-predictions");
  }
}

function sized(bytes) {
  return bytes < 1e6 ? `${number(bytes / 1e3, 1)} kB` : `${number(bytes / 1e6, 1)} MB`;
}
