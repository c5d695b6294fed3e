// The table of runs: each with its number drawn on one scale; some may be chosen, to be compared.

import { el } from "../dom.js";
import { keyed, patch } from "../patch.js";
import { number, say } from "../words.js";
import { Chosen } from "./chosen.js";
import { asking, nameOf, verdict, when } from "./runs.js";
import { axis, figure, intervalBar, range, scaleOf } from "./scale.js";

export const PAGE = 50;
const MOST = 40;
const UNTOUCHED = 30_000;

export class List {
  constructor({ asked, skip }) {
    Object.assign(this, { asked, skip, chosen: new Chosen(MOST), touched: 0 });
    this.body = el("div", { class: "runs-body" });
    this.bar = el("div", { class: "chosen-bar", role: "region", "aria-live": "polite", "aria-label": say("chosen") });
    this.node = el("div", { class: "runs" }, this.body, this.bar);
    this.node.addEventListener("change", ({ target }) => target.matches("input[name=run]") && this.choose(target));
    this.offer();
  }

  /** Whether rows may move: not under the hand of who is choosing some. */
  get quiet() {
    return Date.now() - this.touched > UNTOUCHED;
  }

  /** Shows what is there now; `patch` keeps the place and the focus. */
  renew(found) {
    patch(this.body, [found.runs.length ? this.table(found.runs) : el("p", { class: "soft" }, say("none-found")), this.pages(found.n)]);
  }

  table(runs) {
    const metrics = new Map();
    for (const run of runs) metrics.set(run.metric, [...(metrics.get(run.metric) ?? []), run]);
    const scales = new Map([...metrics].map(([metric, some]) => [metric, scaleOf(some.flatMap(({ value, low, high }) => [value, low, high].filter((one) => one !== null)))]));
    const one = scales.size === 1 ? [...scales.values()][0] : null;
    const mixed = scales.size > 1;
    const projects = new Set(runs.map(({ project }) => project)).size > 1;
    const heads = [["choose", "unseen"], ["outcome", ""], ["name", ""], projects && ["project", ""], ["when", ""], ["n", "num"], mixed && ["metric", ""], ["value", "num"], ["interval", "drawn"]].filter(Boolean);
    const head = el("tr", {}, heads.map(([key, kind]) => el("th", { scope: "col", class: kind === "unseen" ? "choose" : kind || null }, kind === "unseen" ? el("span", { class: "unseen" }, say(`head-${key}`)) : key === "value" && !mixed ? runs[0].title : key === "interval" && one ? [el("span", { class: "unseen" }, say("head-interval")), axis(one)] : say(`head-${key}`))));
    const rows = runs.map((run) => this.row(run, scales.get(run.metric), { mixed, projects }));
    return keyed(el("table", { class: "list" }, el("thead", {}, head), el("tbody", {}, rows)), "table");
  }

  row(run, scale, { mixed, projects }) {
    const box = el("input", { type: "checkbox", name: "run", value: run.id, checked: this.chosen.has(run.id), "aria-label": say("choose-run", { name: run.name, id: run.id.slice(0, 8) }) });
    const cells = [
      el("td", { class: "choose" }, el("label", {}, box)),
      el("td", { class: "outcome" }, verdict(run.outcome)),
      el("th", { scope: "row" }, nameOf(run)),
      projects ? el("td", { class: "project" }, el("a", { href: asking({ project: run.project, skip: null }, "/"), dir: "auto" }, run.project)) : null,
      el("td", { class: "when" }, when(run.at)),
      el("td", { class: "num n" }, number(run.n)),
      mixed ? el("td", { class: "metric" }, run.title) : null,
      el("td", { class: "num value" }, el("b", {}, figure(run.value, run.high ?? 0)), el("span", { class: "soft range" }, range(run.low, run.high))),
      el("td", { class: "drawn" }, run.value === null ? null : intervalBar(scale, run)),
    ];
    return keyed(el("tr", { class: this.chosen.has(run.id) ? "is-chosen" : null }, cells.filter(Boolean)), run.id);
  }

  pages(n) {
    const way = (key, skip, there) => (there ? el("a", { class: "plain", href: asking({ skip: skip || null }), rel: key === "newer" ? "prev" : "next" }, say(key)) : null);
    const shown = n > PAGE ? el("span", { class: "soft" }, say("shown-of", { first: Math.min(n, this.skip + 1), last: Math.min(n, this.skip + PAGE), n })) : null;
    return keyed(el("nav", { class: "pages", "aria-label": say("pages") }, [way("newer", Math.max(0, this.skip - PAGE), this.skip > 0), shown, way("older", this.skip + PAGE, this.skip + PAGE < n)].filter(Boolean)), "pages");
  }

  choose(box) {
    this.touched = Date.now();
    box.checked = this.chosen.put(box.value, box.checked);
    box.closest("tr").classList.toggle("is-chosen", box.checked);
    this.offer();
  }

  chooseNone() {
    this.chosen.empty();
    for (const box of this.body.querySelectorAll("input[name=run]:checked")) {
      box.checked = false;
      box.closest("tr").classList.remove("is-chosen");
    }
    this.offer();
    this.body.querySelector("input[name=run]")?.focus();
  }

  /** What can be done with the chosen ones. */
  offer() {
    const ids = this.chosen.ids;
    this.bar.hidden = ids.length === 0;
    const question = ids.map((id) => `run=${encodeURIComponent(id)}`).join("&");
    const [first, second] = ids;
    const none = el("button", { type: "button", class: "tool" }, say("choose-none"));
    none.addEventListener("click", () => this.chooseNone());
    this.bar.replaceChildren(
      el("span", {}, ids.length === 1 ? say("choose-more") : say("chosen-n", { n: ids.length })),
      ...(ids.length < 2 ? [] : [el("a", { class: "main", href: `/compare?${question}` }, say("compare-these"))]),
      ...(ids.length === 2 ? [el("a", { class: "plain", href: `/runs/${first}/against/${second}` }, say("example-by-example"))] : []),
      ...(ids.length ? [el("a", { class: "plain", href: `/ratings?${question}` }, say("let-people-rate"))] : []),
      none,
    );
  }
}
