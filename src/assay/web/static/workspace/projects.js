// The projects, each with what its newest run came to.

import { el } from "../dom.js";
import { number, say } from "../words.js";
import { verdict, when } from "./runs.js";
import { figure, range } from "./scale.js";

/** A card a project; nothing where there is one alone. */
export function projectCards(projects) {
  const cards = projects.map(({ name, runs, newest }) =>
    el("li", {}, el("a", { class: "project-card", href: `/?project=${encodeURIComponent(name)}` },
      el("span", { class: "project-name", dir: "auto" }, name),
      el("span", { class: "project-number" }, verdict(newest.outcome), el("b", {}, figure(newest.value, newest.high ?? 0)), el("span", { class: "soft" }, newest.title)),
      el("span", { class: "soft" }, newest.value === null ? "" : range(newest.low, newest.high)),
      el("span", { class: "soft project-runs" }, say("n-runs", { n: runs, count: number(runs) }), " · ", when(newest.at)))));
  return el("section", { "aria-labelledby": "head-projects" }, el("h2", { id: "head-projects" }, say("projects")), el("ul", { class: "project-cards" }, cards));
}
