// The page of one run: what people write on it, what it was made of, and its report as it was drawn then.

import { get } from "../asking.js";
import { el } from "../dom.js";
import { number, say, spoken } from "../words.js";
import { frame } from "./frame.js";
import { notes } from "./notes.js";
import { asking, pageOf, verdict, when } from "./runs.js";
import { bracketed, figure, range } from "./scale.js";

const FACTS = ["project", "path", "sha256", "base", "policy", "commit", "version", "level", "seed", "settings", "test_set"];

/** Fills `main` with the run `id`. */
export async function show(main, { id }) {
  const whole = await get(`/api/runs/${encodeURIComponent(id)}?lang=${spoken()}`);
  const { run } = whole;
  document.title = `${run.name} · Assay`;
  const others = run.test_set === null || !whole.examples ? [] : (await get(`/api/runs?${new URLSearchParams({ project: run.project, test_set: run.test_set, limit: 200 })}`)).runs.filter((one) => one.id !== run.id);
  main.replaceChildren(head(run, whole, others), whole.page ? frame(`${pageOf(run.id)}/page#lang=${spoken()}`, say("report-of", { name: run.name })) : bare(whole));
}

function head(run, whole, others) {
  return el("div", { class: "run-head" },
    el("div", { class: "run-name" }, verdict(run.outcome), el("h1", { dir: "auto" }, run.name), el("p", { class: "soft" }, el("a", { href: asking({ project: run.project }, "/"), dir: "auto" }, run.project), " · ", when(run.at), ` · ${run.title} ${figure(run.value, run.high ?? 0)}${bracketed(run)}`)),
    notes(run),
    el("div", { class: "run-ways" }, others.length ? against(run, others) : null, whole.page ? el("a", { class: "plain", href: `${pageOf(run.id)}/page?download=true` }, say("download-page")) : null, el("a", { class: "plain", href: `${pageOf(run.id)}/result.json` }, "result.json"), facts(run)));
}

/** The same examples, another run: a choice that leads to both beside each other. */
function against(run, others) {
  const select = el("select", { "aria-label": say("against-run") }, el("option", { value: "" }, say("against-run")), others.map((one) => el("option", { value: one.id, dir: "auto" }, `${one.name} · ${figure(one.value, one.high ?? 0)} · ${one.id.slice(0, 8)}`)));
  select.addEventListener("change", () => select.value && location.assign(`${pageOf(run.id)}/against/${select.value}`));
  return select;
}

function facts(run) {
  const known = FACTS.filter((name) => run[name] !== null && run[name] !== "");
  const shown = (name) => (name === "commit" && run.dirty ? say("commit-dirty", { commit: run.commit }) : typeof run[name] === "number" ? number(run[name], 4) : run[name]);
  return el("details", { class: "facts" }, el("summary", {}, say("made-of")), el("dl", {}, known.map((name) => el("div", {}, el("dt", {}, say(`fact-${name}`)), el("dd", { dir: "auto" }, shown(name))))));
}

/** A run whose page was not kept: the answer, the requirements and the numbers, from its result. */
function bare({ result }) {
  const metrics = Object.entries(result.metrics ?? {});
  const gates = (result.gates ?? []).map((gate) => el("li", {}, verdict(gate.outcome), el("span", { dir: "auto" }, gate.requirement ?? ""), gate.why ? el("span", { class: "soft", dir: "auto" }, ` ${gate.why}`) : null));
  const rows = metrics.map(([name, one]) => el("tr", {}, el("th", { scope: "row" }, name), el("td", { class: "num" }, figure(one.value, one.high ?? 0)), el("td", { class: "num" }, range(one.low ?? null, one.high ?? null)), el("td", { class: "num" }, one.n === undefined ? "" : number(one.n))));
  const heads = ["metric", "value", "interval", "n"].map((key, nth) => el("th", { scope: "col", class: nth ? "num" : null }, say(`head-${key}`)));
  return el("div", { class: "bare" }, el("p", { class: "soft" }, say("page-not-kept")), el("p", { class: "why", dir: "auto" }, result.verdict?.why ?? ""), gates.length ? el("ul", { class: "gates" }, gates) : null, el("div", { class: "sideways" }, el("table", { class: "list" }, el("thead", {}, el("tr", {}, heads)), el("tbody", {}, rows))));
}
