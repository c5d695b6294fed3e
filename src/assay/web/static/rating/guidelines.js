// What raters are asked to do: beside the text where there is room, else in a sheet.

import { el } from "../dom.js";
import { show } from "../text.js";
import { number, told } from "../words.js";

/** Whether a project has anything to read. */
export function hasGuidelines({ guidelines, criteria }) {
  return guidelines.text.trim() !== "" || criteria.some(({ anchors }) => anchors?.length > 0);
}

/** The guidelines and what each grade means. */
export function guidelinesText({ guidelines, criteria }) {
  const node = el("div", { class: "reading" });
  if (guidelines.text.trim() !== "") {
    const text = el("div", { class: "guidelines-text" });
    show(text, guidelines);
    node.append(text);
  }
  node.append(...criteria.map(meaning));
  return node;
}

function meaning({ name, title, question, anchors = [] }) {
  const grades = anchors.map(({ value, text }) => el("div", {}, el("dt", {}, number(value)), el("dd", { dir: "auto" }, text)));
  return el("section", { class: "criterion", "data-name": name },
    el("h3", { dir: "auto" }, title || name), question ? el("p", { class: "soft", dir: "auto" }, question) : null, grades.length > 0 ? el("dl", { class: "anchors" }, grades) : null);
}

/** The panel beside the text. */
export class Guidelines {
  constructor() {
    this.body = told(el("div", { class: "aside-body", tabindex: "0", role: "region" }), "guidelines", {}, "aria-label");
    this.node = told(el("aside", { class: "aside", hidden: true }, told(el("h2"), "guidelines"), this.body), "guidelines", {}, "aria-label");
  }

  build(project) {
    this.body.replaceChildren(guidelinesText(project));
  }

  /** Marks the criterion that is asked for now. */
  turnTo(name) {
    for (const one of this.body.querySelectorAll(".criterion")) one.classList.toggle("current", one.dataset.name === name);
  }
}
