// A criterion whose scale is too long for a key each: a number is typed, Enter sets it.

import { el } from "../dom.js";
import { number, say, told } from "../words.js";
import { row } from "./grades.js";

export class Numbers {
  constructor(criterion, { choose }) {
    Object.assign(this, { criterion, choose });
    const { low, high, step } = criterion;
    this.field = el("input", {
      type: "number", class: "field", min: low, max: high, step: step || 1, inputmode: (step || 1) % 1 || low < 0 ? "decimal" : "numeric", autocomplete: "off",
      on: { keydown: (event) => this.keydown(event), input: () => this.field.setCustomValidity(""), change: () => this.set(false) },
    });
    told(this.field, "number-label", { title: criterion.title || criterion.name, low, high }, "aria-label");
    const button = told(el("button", { type: "button", class: "set", on: { click: () => this.set(true) } }), "number-set");
    const range = el("span", { class: "range", "aria-hidden": "true" }, `${number(low)} – ${number(high)}`);
    this.node = row(criterion, el("div", { class: "typed" }, this.field, range, button));
  }

  show(value, _outputs, fresh) {
    if (!fresh && document.activeElement === this.field) return; // It is being typed.
    this.field.value = value ?? "";
    this.field.setCustomValidity("");
  }

  meant(key) {
    return /^[\d-]$/.test(key) ? key : undefined;
  }

  /** A digit pressed anywhere begins a number. */
  press(key) {
    this.field.value = key === "-" ? "" : key;
    this.field.focus({ preventScroll: true });
  }

  focus() {
    this.field.focus({ preventScroll: true });
    this.field.select();
  }

  keydown(event) {
    if (event.key !== "Enter" || event.isComposing) return;
    event.preventDefault();
    this.set(true);
  }

  set(advance) {
    const { low, high } = this.criterion;
    if (this.field.value === "" && !this.field.validity.badInput && !advance) return;
    if (this.field.value === "" || !this.field.checkValidity()) {
      this.field.setCustomValidity(say("number-range", { low, high }));
      if (advance) this.field.reportValidity();
      return;
    }
    this.choose(Number(this.field.value), { advance });
  }
}
