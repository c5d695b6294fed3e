// The stone at the foot of the page, on which the rater draws: the criteria, what each grade means, and what else can be done.

import { el, icon } from "../dom.js";
import { number, say, told } from "../words.js";
import { Grades, optionsOf } from "./grades.js";
import { Numbers } from "./numbers.js";
import { Ranking } from "./ranking.js";

const ACTIONS = [["back", "←"], ["undo", "u"], ["comment", "c"], ["skip", "s"], ["report", "r"], ["next", "→"]];
export const LONGEST_COMMENT = 10_000;

/** `does` has: choose(index, value, how), go(index), look(index, value), write(text), and one for each of ACTIONS. */
export class Dock {
  constructor(does) {
    this.does = does;
    this.rows = [];
    this.current = 0;
    this.chips = told(el("div", { class: "chips", role: "group" }), "criteria", {}, "aria-label");
    this.list = el("div", { class: "rows" });
    this.anchor = el("p", { class: "anchor" });
    this.comment = this.commentForm();
    this.buttons = Object.fromEntries(ACTIONS.map(([name, key]) => [name, this.action(name, key)]));
    const actions = told(el("div", { class: "actions", role: "group" }, Object.values(this.buttons)), "actions", {}, "aria-label");
    this.node = told(el("section", { class: "dock", hidden: true }, this.chips, this.list, this.anchor, this.comment, actions), "your-rating", {}, "aria-label");
  }

  /** Lays out the criteria of a project; what was chosen is shown by `show`. */
  build({ criteria, mode }) {
    this.criteria = criteria;
    this.mode = mode;
    this.rows = criteria.map((criterion, index) => this.rowOf(criterion, index));
    this.list.replaceChildren(...this.rows.map((row) => row.node));
    this.tabs = criteria.map((_, index) => el("button", { type: "button", class: "chip", on: { click: () => this.does.go(index, { focus: false }) } }));
    this.chips.replaceChildren(...this.tabs);
    this.node.dataset.criteria = criteria.length;
    this.node.dataset.mode = mode;
    this.anchor.hidden = mode === "pairs" || (mode === "rating" && !criteria.some(({ anchors }) => anchors?.length > 0));
  }

  rowOf(criterion, index) {
    const handlers = {
      choose: (value, how) => this.does.choose(index, value, how),
      look: (value) => this.does.look(index, value),
    };
    if (this.mode === "ranking") return new Ranking(criterion, handlers);
    const options = optionsOf(criterion, this.mode);
    return options === null ? new Numbers(criterion, handlers) : new Grades(criterion, options, handlers);
  }

  /** Shows what was said of a card: `values` by criterion, how many `outputs` it has, its comment, skip and report. */
  show({ values, outputs, comment, skipped, reported }, fresh) {
    this.rows.forEach((row, index) => row.show(values[index], outputs, fresh));
    this.tabs.forEach((tab, index) => this.tab(tab, this.criteria[index], values[index]));
    this.values = values;
    if (fresh) this.comment.hidden = true;
    if (this.comment.hidden || document.activeElement !== this.field) this.field.value = comment ?? "";
    this.count();
    this.pressed("comment", comment !== null);
    this.pressed("skip", skipped);
    this.pressed("report", reported);
    this.explain();
  }

  /** Makes a criterion the one that digits are for. */
  turnTo(index) {
    this.current = index;
    this.rows.forEach((row, nth) => row.node.classList.toggle("current", nth === index));
    this.tabs.forEach((tab, nth) => tab.setAttribute("aria-current", String(nth === index)));
    const row = this.rows[index].node;
    if (this.list.scrollHeight > this.list.clientHeight) row.scrollIntoView({ block: "nearest" });
    this.explain();
  }

  get row() {
    return this.rows[this.current];
  }

  focus() {
    this.row.focus();
  }

  /** Hands a key to the current criterion; false where it means nothing there. */
  answer(key) {
    if (this.row.meant(key) === undefined) return false;
    this.row.press(key);
    return true;
  }

  /** What a grade means: the one that is pointed at, or chosen; else the ends of the scale. Of a ranking, its order. */
  explain(index = this.current, pointed = null) {
    if (this.mode === "ranking") return this.anchor.replaceChildren(this.rows[index].order.length > 0 ? shortly(this.rows[index].order, this.mode) : say("rank-how"));
    const anchors = this.criteria[index].anchors ?? [];
    const value = pointed ?? this.values?.[index] ?? null;
    const here = anchors.filter((anchor) => anchor.value === value);
    const shown = here.length > 0 ? here : anchors.length > 1 ? [anchors[0], anchors.at(-1)] : anchors;
    this.anchor.replaceChildren(...shown.map(({ value: grade, text }) => el("span", { class: "meaning" }, el("b", {}, number(grade)), el("bdi", {}, text))));
    this.anchor.classList.toggle("ends", here.length === 0);
  }

  /** Whether the focus is on one of the criteria, where arrows choose. */
  get focused() {
    return this.list.contains(document.activeElement);
  }

  openComment() {
    this.comment.hidden = false;
    this.field.focus();
  }

  closeComment() {
    if (this.comment.hidden) return false;
    const inside = this.comment.contains(document.activeElement);
    this.comment.hidden = true;
    if (inside) this.buttons.comment.focus();
    return true;
  }

  commentForm() {
    this.field = el("textarea", { id: "comment", rows: "3", maxlength: LONGEST_COMMENT, dir: "auto", on: { input: () => this.write() } });
    this.counted = el("span", { class: "counted" });
    const done = told(el("button", { type: "submit", class: "set" }), "comment-done");
    const form = el("form", { class: "commenting", hidden: true, on: { submit: (event) => { event.preventDefault(); this.closeComment(); } } },
      told(el("label", { for: "comment" }), "comment-label"), this.field, el("div", { class: "comment-foot" }, this.counted, done));
    form.addEventListener("keydown", (event) => {
      if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) this.closeComment();
    });
    return form;
  }

  write() {
    this.does.write(this.field.value);
    this.count();
  }

  count() {
    const left = LONGEST_COMMENT - this.field.value.length;
    this.counted.textContent = left <= 1000 ? say("comment-left", { n: left }) : "";
  }

  action(name, key) {
    return el("button", { type: "button", class: `action ${name}`, on: { click: () => this.does[name]() } },
      icon(name), told(el("span"), `do-${name}`), el("kbd", { "aria-hidden": "true" }, key));
  }

  pressed(name, whether) {
    this.buttons[name].classList.toggle("said", whether);
    if (name === "skip") this.buttons.skip.setAttribute("aria-pressed", String(whether));
  }

  tab(tab, criterion, value) {
    tab.replaceChildren(el("bdi", {}, criterion.title || criterion.name), el("b", {}, shortly(value, this.mode)));
    tab.classList.toggle("answered", value !== null);
  }
}

/** A value in a few signs: "4", "1 › 2 = 3", or a word for a pair; "–" for none. */
export function shortly(value, mode) {
  if (value === null) return "–";
  if (mode === "pairs") return say(["pair-tie", "pair-first", "pair-second"][value]);
  if (mode === "ranking") return value.map((tied) => tied.join(" = ")).join(" › ");
  return number(value, 6);
}
