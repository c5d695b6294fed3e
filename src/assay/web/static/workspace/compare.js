// Many runs side by side: who is best, who cannot be told apart, which differences are real, and every other number.

import { get } from "../asking.js";
import { el } from "../dom.js";
import { number, say, spoken } from "../words.js";
import { matrix } from "./matrix.js";
import { asking, nameOf, verdict, when } from "./runs.js";
import { axis, figure, intervalBar, range, scaleOf } from "./scale.js";

const LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";

/** Fills `main` with the runs of the address. */
export async function show(main) {
  const question = new URLSearchParams(location.search);
  main.replaceChildren(el("p", { class: "soft", role: "status" }, say("reckoning")));
  const found = await get(`/api/comparison?${question}&lang=${spoken()}`);
  const { board, runs, said } = found;
  const places = board.order.map((name) => board.models.findIndex((model) => model.name === name));
  const groups = board.groups.map((names) => names.map((name) => board.models.findIndex((model) => model.name === name)));
  const letter = (place) => LETTERS[groups.findIndex((group) => group.includes(place))] ?? "–";
  const all = runs.map(({ id }) => `run=${id}`).join("&");
  main.replaceChildren(
    el("div", { class: "stone" }, el("h1", { dir: "auto" }, said.head), el("p", { dir: "auto" }, said.why), said.trend ? el("p", { class: "soft", dir: "auto" }, said.trend) : null,
      el("div", { class: "course-foot" }, picked(board, said), el("a", { class: "on-stone", href: `/ratings?${all}` }, say("let-people-rate")))),
    section("standing", say("standing-note", { level: number(100 * board.level) }), standing(found, places, letter)),
    section("differences", say("differences-note", { n: board.n, level: number(100 * board.level) }), matrix(found, places)),
    section("every-metric", null, metrics(found, places)),
    el("section", { class: "remarks" }, said.remarks.map((one) => el("p", { class: "soft", dir: "auto" }, one))),
  );
}

function section(name, note, content) {
  return el("section", { "aria-labelledby": `head-${name}` }, el("h2", { id: `head-${name}` }, say(name)), note ? el("p", { class: "note" }, note) : null, content);
}

function picked(board, said) {
  const names = Object.keys(board.models[0].metrics).filter((name) => board.models.every((model) => typeof model.metrics[name]?.value === "number"));
  const select = el("select", { "aria-label": say("pick-metric") }, names.map((name) => el("option", { value: name, selected: name === board.primary }, said.titles[name] ?? name)));
  select.addEventListener("change", () => location.assign(asking({ by: select.value })));
  return select;
}

function standing({ board, runs, said }, places, letter) {
  const number_ = (place) => board.models[place].metrics[board.primary];
  const scale = scaleOf(places.flatMap((place) => [number_(place).value, number_(place).low, number_(place).high]).filter((one) => one !== null));
  const rows = places.map((place, rank) => el("tr", { class: `group-${letter(place)}` },
    el("td", { class: "num rank" }, rank + 1), el("td", { class: "group" }, el("span", { class: "letter" }, letter(place))), el("td", { class: "outcome" }, verdict(runs[place].outcome)), el("th", { scope: "row" }, nameOf(runs[place])), el("td", { class: "when" }, when(runs[place].at)),
    el("td", { class: "num value" }, el("b", {}, figure(number_(place).value, number_(place).high ?? 0)), el("span", { class: "soft range" }, range(number_(place).low, number_(place).high))), el("td", { class: "drawn" }, intervalBar(scale, number_(place)))));
  const heads = [["rank", "num"], ["group", ""], ["outcome", ""], ["name", ""], ["when", ""], [null, "num"], [null, "drawn"]];
  const head = el("tr", {}, heads.map(([key, kind], nth) => el("th", { scope: "col", class: kind || null }, key ? say(`head-${key}`) : nth === 5 ? said.titles[board.primary] : [el("span", { class: "unseen" }, say("head-interval")), axis(scale)])));
  return el("table", { class: "list standing" }, el("thead", {}, head), el("tbody", {}, rows));
}

function metrics({ board, runs, said }, places) {
  const names = Object.keys(board.models[0].metrics).filter((name) => board.models.some((model) => typeof model.metrics[name]?.value === "number"));
  const head = el("tr", {}, el("th", { scope: "col" }, say("head-name")), names.map((name) => el("th", { scope: "col", class: "num" }, said.titles[name] ?? name)));
  const cell = (one) => el("td", { class: "num value" }, el("span", {}, figure(one?.value ?? null, one?.high ?? 0)), el("span", { class: "soft range" }, one ? range(one.low, one.high) : "–"));
  const rows = places.map((place) => el("tr", {}, el("th", { scope: "row" }, nameOf(runs[place])), names.map((name) => cell(board.models[place].metrics[name]))));
  return el("div", { class: "sideways", tabindex: "0", role: "group", "aria-label": say("every-metric") }, el("table", { class: "list metrics" }, el("thead", {}, head), el("tbody", {}, rows)));
}
