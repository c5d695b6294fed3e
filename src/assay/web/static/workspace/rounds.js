// The first page: projects, the course of one over its rounds, and all runs, found by what they are.

import { get } from "../asking.js";
import { el } from "../dom.js";
import { patch } from "../patch.js";
import { number, say, spoken } from "../words.js";
import { filters } from "./filters.js";
import { List, PAGE } from "./list.js";
import { projectCards } from "./projects.js";
import { course } from "./course.js";

const EVERY = 10_000;
const ASKED = ["project", "text", "outcome", "tag", "metric", "test_set"];

/** Fills `main`; what is chosen stands in the address, so that it can be sent to others. */
export async function show(main) {
  const question = new URLSearchParams(location.search);
  const asked = Object.fromEntries(ASKED.filter((name) => question.get(name)).map((name) => [name, question.get(name)]));
  const skip = Math.max(0, Number.parseInt(question.get("skip") ?? "0", 10) || 0);
  const [projects, found] = await Promise.all([get(`/api/projects?lang=${spoken()}`), load(asked, skip)]);
  if (found.n === 0 && Object.keys(asked).length === 0) {
    main.replaceChildren(empty());
    return;
  }
  const list = new List(found, { asked, skip });
  const head = asked.project ? el("div", { class: "course" }) : projectCards(projects);
  main.replaceChildren(head, el("section", { class: "all-runs", "aria-labelledby": "head-runs" }, el("h2", { id: "head-runs" }, say(asked.project ? "runs-of-project" : "runs-of-all"), el("span", { class: "soft" }, number(found.n))), filters(asked, projects), list.node));
  if (asked.project) await course(head, asked);
  keepFresh(list, asked, skip);
}

function load(asked, skip) {
  return get(`/api/runs?${new URLSearchParams({ ...asked, skip, limit: PAGE })}&lang=${spoken()}`);
}

/** New runs come in while one looks, but for the time in which somebody chooses some. */
function keepFresh(list, asked, skip) {
  const timer = setInterval(async () => {
    if (!list.node.isConnected) clearInterval(timer);
    else if (!document.hidden && list.chosen.size === 0) list.renew(await load(asked, skip).catch(() => null), patch);
  }, EVERY);
}

function empty() {
  return el("div", { class: "stone nothing-yet" }, el("h1", {}, say("nothing-yet")), el("p", {}, say("nothing-yet-how")), el("pre", {}, "assay eval predictions.jsonl"), el("p", {}, el("a", { class: "main", href: "/evaluate" }, say("way-evaluate"))));
}
