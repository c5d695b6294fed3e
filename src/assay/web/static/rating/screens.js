// What is shown in place of a card: the welcome, the thanks, and the list of all cards.

import { el, icon, drawn } from "../dom.js";
import { listed, say, told } from "../words.js";
import { shortly } from "./dock.js";
import { guidelinesText, hasGuidelines } from "./guidelines.js";

/** Before the first card. */
export function welcome(project, { rater, cards }, begin) {
  const start = told(el("button", { type: "button", class: "main begin", on: { click: begin } }), "begin");
  const stone = el("div", { class: "stone" }, told(el("h2", { tabindex: "-1" }), "welcome", { name: rater }), told(el("p"), `welcome-${project.mode}`, { n: cards }), told(el("p", { class: "soft" }), "welcome-saved"));
  const read = hasGuidelines(project) ? el("section", { class: "sheet-like" }, told(el("h2"), "guidelines"), guidelinesText(project)) : null;
  return el("div", { class: "screen welcome" }, stone, read, el("p", { class: "begin-row" }, start, told(el("span", { class: "soft" }), "begin-keys")));
}

/** After the last card. `does` has list() and to(position). */
export function finished({ rater, ratings }, does) {
  const skipped = positions(ratings, (at) => ratings.skipped(at));
  const look = told(el("button", { type: "button", class: "main", on: { click: () => does.list("all") } }), "look-over");
  const back = skipped.length > 0 ? told(el("button", { type: "button", class: "plain", on: { click: () => does.list("skipped") } }), "look-skipped", { n: skipped.length }) : null;
  const seal = drawn("svg", { class: "seal", viewBox: "0 0 100 100", "aria-hidden": "true" }, drawn("path", { d: "M18 54 42 76 84 26" }));
  return el("div", { class: "screen finished" }, el("div", { class: "stone sealed" }, seal, told(el("h2", { tabindex: "-1" }), "thanks", { name: rater }), told(el("p"), "finished", { n: ratings.cards, skipped: skipped.length }), told(el("p", { class: "soft unsent" }), "unsent")),
    el("p", { class: "begin-row" }, look, back));
}

const FILTERS = {
  all: () => true,
  open: (ratings, at) => !ratings.done[at],
  skipped: (ratings, at) => ratings.skipped(at),
  commented: (ratings, at) => ratings.value(at, "comment") !== null || ratings.value(at, "report") !== null,
};

/** All cards, to go back to any; `does` has to(position), list(filter) and close(). */
export function list({ ratings, criteria, mode, deck, filter }, does) {
  const filters = Object.entries(FILTERS).map(([name, holds]) => {
    const n = positions(ratings, (at) => holds(ratings, at)).length;
    return told(el("button", { type: "button", class: "chip", "aria-pressed": String(name === filter), on: { click: () => does.list(name) } }), `list-${name}`, { n });
  });
  const shown = positions(ratings, (at) => FILTERS[filter](ratings, at));
  const entries = shown.map((at) => el("li", {}, entry(at, { ratings, criteria, mode, deck }, does)));
  const close = told(el("button", { type: "button", class: "plain", on: { click: () => does.close() } }), "list-close");
  return el("div", { class: "screen list" }, el("div", { class: "list-head" }, told(el("h2", { tabindex: "-1" }), "list"), close), told(el("div", { class: "filters", role: "group" }, filters), "list", {}, "aria-label"),
    entries.length > 0 ? el("ol", { class: "entries" }, entries) : told(el("p", { class: "soft" }), "list-none"));
}

function entry(at, { ratings, criteria, mode, deck }, does) {
  const text = deck.card(at)?.outputs[0]?.text.trim().slice(0, 160) ?? "";
  const flags = ["skip", "comment", "report"].filter((what) => ratings.value(at, what) !== null).map((what) => el("span", { class: "entry-flag" }, icon(what), told(el("span", { class: "unseen" }), `flag-${what}`)));
  return el("button", { type: "button", class: ratings.done[at] ? "entry" : "entry open", on: { click: () => does.to(at) } },
    told(el("span", { class: "entry-number" }), "list-card", { n: at + 1 }), el("span", { class: "entry-values" }, said(at, { ratings, criteria, mode })), el("span", { class: "entry-flags" }, flags), el("bdi", { class: "entry-text" }, text));
}

function said(at, { ratings, criteria, mode }) {
  if (ratings.skipped(at)) return say("flag-skip");
  const given = criteria.map(({ name, title }) => [title || name, ratings.value(at, name)]).filter(([, value]) => value !== null);
  if (given.length === 0) return say("list-nothing");
  return listed(given.map(([title, value]) => `${title} ${shortly(value, mode)}`));
}

function positions(ratings, holds) {
  return ratings.done.map((_, at) => at).filter(holds);
}
