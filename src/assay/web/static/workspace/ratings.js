// People's ratings: the projects there are, and a new one of the runs that the address names.

import { get, post } from "../asking.js";
import { el, icon } from "../dom.js";
import { number, say, spoken } from "../words.js";
import { verdict, when } from "./runs.js";

const MODES = ["rating", "pairs", "ranking"];
const COPIED = 2_000;

/** Fills `main`. */
export async function show(main) {
  const ids = new URLSearchParams(location.search).getAll("run");
  const [projects, runs] = await Promise.all([get("/api/ratings"), Promise.all(ids.map(async (id) => (await get(`/api/runs/${encodeURIComponent(id)}?lang=${spoken()}`)).run))]);
  main.replaceChildren(el("h1", {}, say("way-ratings")), ...(runs.length ? [beginning(runs)] : []), list(projects, runs.length > 0));
}

function list(projects, beginning) {
  const heading = el("h2", { id: "head-rating-projects" }, say("rating-projects"));
  if (projects.length === 0) return el("section", {}, heading, el("p", { class: "note" }, say(beginning ? "no-ratings" : "no-ratings-how")));
  return el("section", { "aria-labelledby": "head-rating-projects" }, heading, el("ul", { class: "rating-projects" }, projects.map(card)));
}

function card(project) {
  const done = el("progress", { max: project.cards || 1, value: project.done, "aria-label": say("rated-of", { done: project.done, cards: project.cards }) });
  return el("li", { class: "rating-project" },
    el("div", { class: "rating-head" }, el("a", { class: "name", href: project.owner, dir: "auto" }, project.name), el("span", { class: "soft" }, say(`mode-${project.mode}`), " · ", when(project.at))),
    el("div", { class: "rating-done" }, done, el("span", { class: "soft" }, say("rated-of", { done: number(project.done), cards: number(project.cards) }))),
    el("details", {}, el("summary", {}, say("links-of", { n: project.raters.length })), el("ul", { class: "links" }, project.raters.map(link))));
}

function link({ name, link: path }) {
  const address = new URL(path, location.href).href;
  const button = el("button", { type: "button", class: "copy" }, icon("copy"), say("copy"));
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(address);
    button.classList.add("copied");
    setTimeout(() => button.classList.remove("copied"), COPIED);
  });
  return el("li", {}, el("a", { href: path, dir: "auto" }, name), el("code", {}, address), navigator.clipboard ? button : null);
}

/** The form of a new project. */
function beginning(runs) {
  const modes = runs.length > 1 ? MODES : MODES.slice(0, 1);
  const form = el("form", { class: "evaluate-form" },
    el("ul", { class: "files" }, runs.map((run) => el("li", {}, verdict(run.outcome), el("span", { class: "file-name", dir: "auto" }, run.name), el("code", {}, run.id.slice(0, 8))))),
    el("div", { class: "fields" },
      field("mode", el("select", { name: "mode" }, modes.map((mode) => el("option", { value: mode }, say(`mode-${mode}`))))),
      field("dimensions", el("input", { name: "dimensions", placeholder: say("dimensions-how"), autocomplete: "off", dir: "auto" })),
      field("raters", el("input", { name: "raters", value: say("raters-usual"), required: true, autocomplete: "off", dir: "auto" })),
      field("sample", el("input", { name: "sample", type: "number", min: 1, max: 100000, placeholder: say("sample-how") }))),
    el("div", { class: "form-end" }, el("button", { type: "submit", class: "main" }, say("rating-begin")), el("p", { class: "problem", role: "alert" })));
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const { mode, dimensions, raters, sample } = form.elements;
    const wish = { runs: runs.map(({ id }) => id), mode: mode.value, dimensions: parts(dimensions.value), raters: parts(raters.value), sample: sample.value ? Number(sample.value) : null };
    try {
      await post(`/api/ratings?lang=${spoken()}`, wish);
      location.assign("/ratings");
    } catch (error) {
      form.querySelector(".problem").textContent = error.message || say("not-sent");
    }
  });
  return el("section", { "aria-labelledby": "head-new-ratings" }, el("h2", { id: "head-new-ratings" }, say("new-ratings")), form);
}

function parts(text) {
  return text.split(/[,，、]/).map((part) => part.trim()).filter(Boolean);
}

function field(name, control) {
  control.id = `field-${name}`;
  return el("div", { class: "field" }, el("label", { for: control.id }, say(`field-${name}`)), control);
}
