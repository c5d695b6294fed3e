// The first page: projects, the course of one over its rounds, and all runs, found by what they are.

import { get } from "../asking.js";
import { el } from "../dom.js";
import { number, say, spoken } from "../words.js";
import { filters } from "./filters.js";
import { List, PAGE } from "./list.js";
import { projectCards } from "./projects.js";
import { course } from "./course.js";

const EVERY = 10_000;
const ASKED = ["project", "text", "outcome", "tag", "metric", "test_set"];

/** Fills `main`; what is looked for stands in the address, so that it can be sent to others. */
export async function show(main) {
  const question = new URLSearchParams(location.search);
  const asked = Object.fromEntries(ASKED.filter((name) => question.get(name)).map((name) => [name, question.get(name)]));
  const rounds = new Rounds(main, asked, Math.max(0, Number.parseInt(question.get("skip") ?? "0", 10) || 0));
  await rounds.draw(await rounds.load());
  rounds.keepFresh();
}

class Rounds {
  constructor(main, asked, skip) {
    Object.assign(this, { main, asked, skip });
    this.head = el("div", { class: asked.project ? "course" : "projects" });
    this.count = el("span", { class: "soft" });
  }

  async load() {
    const runs = `/api/runs?${new URLSearchParams({ ...this.asked, skip: this.skip, limit: PAGE })}&lang=${spoken()}`;
    const [projects, found] = await Promise.all([get(`/api/projects?lang=${spoken()}`), get(runs)]);
    return { projects, found };
  }

  async draw({ projects, found }) {
    const { asked, main } = this;
    if (projects.length === 0) {
      main.replaceChildren(empty());
      return;
    }
    this.list = new List({ asked, skip: this.skip });
    const title = asked.project ? [] : [el("h1", { class: "unseen" }, say("way-rounds"))]; // a course has its own
    main.replaceChildren(...title, this.head, el("section", { class: "all-runs", "aria-labelledby": "head-runs" }, el("h2", { id: "head-runs" }, say(asked.project ? "runs-of-project" : "runs-of-all"), this.count), filters(asked, projects), this.list.node));
    await this.renew({ projects, found });
  }

  /** Brings in what is new; the drawing above the list is made anew only where that has changed. */
  async renew({ projects, found }) {
    this.list.renew(found);
    this.count.textContent = number(found.n);
    const own = projects.filter(({ name }) => !this.asked.project || name === this.asked.project);
    const state = JSON.stringify(own);
    if (state === this.state || this.head.contains(document.activeElement)) return;
    this.state = state;
    if (this.asked.project) await course(this.head, this.asked);
    else this.head.replaceChildren(projectCards(projects));
  }

  /** New runs come in while one looks, and the first of all brings the page. */
  keepFresh() {
    const timer = setInterval(async () => {
      if (!this.main.isConnected) clearInterval(timer);
      else if (!document.hidden && (this.list?.quiet ?? true)) await this.load().then((fresh) => (this.list ? this.renew(fresh) : this.draw(fresh)), () => null);
    }, EVERY);
  }
}

function empty() {
  return el("div", { class: "stone nothing-yet" }, el("h1", {}, say("nothing-yet")), el("p", {}, say("nothing-yet-how")), el("pre", {}, "assay eval predictions.jsonl"), el("p", {}, el("a", { class: "main", href: "/evaluate" }, say("way-evaluate"))));
}
