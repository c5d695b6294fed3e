// The course of a project: its rounds on one test set, drawn with what is noise, and what one may ask of them.

import { get } from "../asking.js";
import { el } from "../dom.js";
import { number, say, spoken } from "../words.js";
import { asking, pageOf, verdict, when } from "./runs.js";
import { figure, range, signed } from "./scale.js";
import { Trend } from "./trend.js";

const TOGETHER = 30;

/** Fills `place` with the rounds that `asked` names. */
export async function course(place, asked) {
  const question = new URLSearchParams({ project: asked.project, lang: spoken() });
  for (const name of ["test_set", "metric"]) if (asked[name]) question.set(name, asked[name]);
  const found = await get(`/api/rounds?${question}`).catch(() => null);
  if (!found || found.rounds.length === 0) {
    place.replaceChildren(el("div", { class: "stone" }, el("h1", { dir: "auto" }, asked.project), el("p", { class: "soft" }, say("no-rounds"))));
    return;
  }
  const newest = found.rounds.at(-1);
  const said = el("p", { class: "course-said", "aria-live": "polite" });
  const trend = new Trend(found);
  place.replaceChildren(el("div", { class: "stone" },
    el("div", { class: "course-head" }, el("h1", { dir: "auto" }, asked.project), latest(newest, found), said),
    trend.node, foot(found, asked)));
  await changesOf(found, trend, said);
}

function latest(run, found) {
  const arrow = found.higher_is_better === false ? " ↓" : "";
  return el("p", { class: "latest" }, verdict(run.outcome), el("b", {}, figure(run.value, run.high ?? 0)), el("span", { class: "soft" }, `${range(run.low, run.high)} · ${found.title}${arrow}`), el("span", { class: "soft" }, el("a", { href: pageOf(run.id), dir: "auto" }, run.name), " · ", when(run.at)));
}

/** Which changes are real comes when it is reckoned: the drawing does not wait for it. */
async function changesOf(found, trend, said) {
  const last = found.rounds.slice(-TOGETHER);
  if (last.length < 2) {
    said.textContent = say("one-round");
    return;
  }
  const question = new URLSearchParams([...last.map(({ id }) => ["run", id]), ["metric", found.metric], ["lang", spoken()]]);
  const changes = await get(`/api/changes?${question}`).catch(() => []);
  trend.changed(changes);
  const newest = changes.at(-1);
  if (!newest) return;
  const values = { difference: signed(newest.difference, newest.high ?? 0), range: range(newest.low, newest.high) };
  said.textContent = newest.why ? newest.why : say(newest.real ? (newest.better === null ? "change-real" : newest.better ? "change-better" : "change-worse") : "change-noise", values);
}

function foot(found, asked) {
  const newest = found.rounds.slice(-TOGETHER).map(({ id }) => `run=${id}`).join("&");
  const sets = found.test_sets.map(({ id, runs, n }, nth) => [id, say("test-set-n", { nth: nth + 1, runs, n: number(n) })]);
  return el("div", { class: "course-foot" },
    found.rounds.length > 1 ? el("a", { class: "on-stone", href: `/compare?${newest}&by=${encodeURIComponent(found.metric)}` }, say("leaderboard")) : null,
    Object.keys(found.metrics).length > 1 ? picked("metric", Object.entries(found.metrics), found.metric) : null,
    sets.length > 1 ? picked("test_set", sets, found.test_set) : null,
    el("ul", { class: "legend soft" }, key("band", "legend-interval"), found.floor ? key("floor", "legend-floor", { runs: found.floor.runs, half: figure(found.floor.half) }) : null, key("real", "legend-real"), key("open", "legend-open")));
}

function key(kind, sentence, values = {}) {
  return el("li", {}, el("span", { class: `key-${kind}` }), el("span", {}, say(sentence, values)));
}

function picked(name, options, chosen) {
  const select = el("select", { "aria-label": say(`pick-${name}`) }, options.map(([value, text]) => el("option", { value, selected: value === chosen }, text)));
  select.addEventListener("change", () => location.assign(asking({ [name]: select.value, skip: null }, "/")));
  return select;
}
