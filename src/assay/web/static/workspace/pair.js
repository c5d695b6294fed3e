// Two runs, example by example: the whole report on one with the other as its base.

import { get } from "../asking.js";
import { el } from "../dom.js";
import { say, spoken } from "../words.js";
import { frame } from "./frame.js";
import { pageOf, verdict } from "./runs.js";
import { figure } from "./scale.js";

/** Fills `main` with the run `id` against the run `base`. */
export async function show(main, { id, base }) {
  const [run, other] = await Promise.all([id, base].map(async (one) => (await get(`/api/runs/${encodeURIComponent(one)}?lang=${spoken()}`)).run));
  document.title = `${run.name} – ${other.name} · Assay`;
  const named = (key, one) => el("div", { class: "side" }, el("span", { class: "soft" }, say(key)), el("span", {}, verdict(one.outcome), " ", el("a", { href: pageOf(one.id), dir: "auto" }, one.name), el("code", {}, one.id.slice(0, 8)), el("b", {}, figure(one.value, one.high ?? 0))));
  const turned = el("a", { class: "plain", href: `${pageOf(other.id)}/against/${run.id}` }, say("turn-round"));
  main.replaceChildren(el("div", { class: "run-head" }, el("h1", { class: "unseen" }, say("pair-title", { run: run.name, base: other.name })), el("div", { class: "sides" }, named("side-run", run), named("side-base", other), turned)), frame(`${pageOf(run.id)}/against/${other.id}/page?lang=${spoken()}`, say("pair-title", { run: run.name, base: other.name })));
}
