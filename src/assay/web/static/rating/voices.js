// What raters said that is worth reading: where they disagree, what they reported, what they commented.

import { el } from "../dom.js";
import { keyed } from "../patch.js";
import { show, words } from "../text.js";
import { say } from "../words.js";

/** Cards that raters graded far apart, the texts folded away. */
export function disagreements(found) {
  return found.map((one) => {
    const given = one.ratings.map(({ rater, value }) => el("span", { class: "gave" }, el("bdi", {}, rater), " ", el("b", {}, value)));
    return entry(one, `${one.title} ${textOf(one)}`, [el("span", { class: "about", dir: "auto" }, one.title), el("span", { class: "given" }, given)]);
  });
}

/** Reports and comments: `name` of the field that holds what was said. */
export function remarks(found, name, without) {
  return found.map((one) => {
    const said = one[name] === "" ? el("span", { class: "soft" }, without) : el("div", { class: "quote" }, words(one[name]));
    return entry(one, `${one.rater} ${textOf(one)}`, [el("span", { class: "about" }, el("bdi", {}, one.rater)), said]);
  });
}

function entry(one, key, head) {
  const first = (one.prompt ?? one.outputs[0] ?? "").trim().slice(0, 200);
  const summary = el("summary", {}, el("span", { class: "summary-word" }, say("texts")), el("bdi", { class: "one-line" }, first));
  const details = el("details", { "data-fold": true }, summary, el("div", { class: "texts" }, texts(one)));
  return keyed(el("li", { class: "voice" }, el("div", { class: "voice-head" }, head), details), key);
}

function texts({ prompt, outputs }) {
  const parts = prompt ? [[say("prompt"), prompt]] : [];
  outputs.forEach((output, nth) => parts.push([outputs.length === 1 ? say("output") : say("output-n", { n: nth + 1 }), output]));
  return parts.map(([head, text]) => {
    const body = el("div", { class: "text", tabindex: "0", role: "region", "aria-label": head });
    show(body, { text, html: null });
    return el("div", { class: "part" }, el("h3", {}, head), body);
  });
}

function textOf({ prompt, outputs }) {
  return [prompt, ...outputs].join("\n");
}
