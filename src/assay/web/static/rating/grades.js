// A criterion that is answered by choosing one of a few: the grades of a scale, or which of two is better.

import { el } from "../dom.js";
import { told } from "../words.js";

const MOST = 10; // Grades that have a key each.

/** What may be chosen of a criterion: {value, key, anchor, sentence}, or null where the scale is too long for keys. */
export function optionsOf(criterion, mode) {
  if (mode === "pairs") return [pairOption(1, "first-better"), pairOption(0, "no-difference"), pairOption(2, "second-better")];
  const values = grades(criterion);
  if (values.length > MOST) return null;
  const said = new Map((criterion.anchors ?? []).map(({ value, text }) => [value, text]));
  const plain = values.every((value) => Number.isInteger(value) && value >= 0 && value <= 10) && !(values.includes(0) && values.includes(10));
  return values.map((value, nth) => ({ value, key: String((plain ? value : nth + 1) % 10), anchor: said.get(value) ?? "", hint: !plain }));
}

function pairOption(value, sentence) {
  return { value, key: String(value), anchor: "", sentence, hint: true };
}

function grades({ low, high, step }) {
  const by = step || 1;
  const count = Math.floor((high - low) / by + 1e-9) + 1;
  return Array.from({ length: Math.min(count, MOST + 1) }, (_, nth) => Number((low + nth * by).toFixed(6)));
}

/** The frame of a criterion: its title and question around a `control`. */
export function row(criterion, control) {
  const question = el("p", { class: "question", id: `question-${criterion.name}`, dir: "auto" }, criterion.question ?? "");
  const legend = el("legend", { class: "title", dir: "auto" }, criterion.title || criterion.name);
  return el("fieldset", { class: "row", "data-name": criterion.name, "aria-describedby": criterion.question ? question.id : null },
    legend, criterion.question ? question : null, control);
}

/** Radio buttons, which also have a digit each. `choose(value, {advance})`; `look(value or null)` while one is pointed at. */
export class Grades {
  constructor(criterion, options, { choose, look }) {
    Object.assign(this, { criterion, options, choose, look });
    this.inputs = options.map((option, nth) => this.input(option, nth));
    const keys = el("div", { class: options[0].sentence ? "keys worded" : "keys" }, options.map((option, nth) => this.key(option, this.inputs[nth])));
    this.node = row(criterion, keys);
    this.node.dataset.steps = options.length;
  }

  show(value) {
    this.value = value;
    this.options.forEach((option, nth) => {
      this.inputs[nth].checked = option.value === value;
    });
  }

  /** What a digit stands for, undefined for none. */
  meant(key) {
    return this.options.find((option) => option.key === key)?.value;
  }

  press(key) {
    const value = this.meant(key);
    if (value !== undefined) this.choose(value, { advance: true });
  }

  focus() {
    (this.inputs.find((input) => input.checked) ?? this.inputs[0]).focus({ preventScroll: true });
  }

  input({ value, anchor }, nth) {
    const described = anchor ? `anchor-${this.criterion.name}-${nth}` : null;
    const look = () => this.look(value);
    const away = () => this.look(null);
    return el("input", {
      type: "radio", name: `grade-${this.criterion.name}`, value: String(value), "aria-describedby": described,
      on: {
        click: (event) => this.clicked(value, event),
        change: () => this.changed(value),
        focus: look, blur: away, pointerenter: look, pointerleave: away,
      },
    });
  }

  /** Arrows and Space click too, with detail 0. The change comes after the click, unless this was chosen already. */
  clicked(value, { detail }) {
    this.pointed = detail > 0;
    if (this.pointed && value === this.value) this.choose(value, { advance: true });
  }

  changed(value) {
    const advance = this.pointed === true;
    this.pointed = false;
    this.choose(value, { advance });
  }

  key({ key, value, anchor, sentence, hint }, input) {
    const name = sentence ? told(el("span", { class: "word" }), sentence) : el("span", { class: "digit" }, String(value).replace("-", "−"));
    return el("label", { class: "key" }, input, name,
      hint ? el("kbd", { "aria-hidden": "true" }, key) : null,
      anchor ? el("span", { hidden: true, id: input.getAttribute("aria-describedby") }, anchor) : null);
  }
}
