// Which runs are listed: a form whose answer is the address.

import { el } from "../dom.js";
import { say } from "../words.js";
import { asking } from "./runs.js";

const OUTCOMES = ["pass", "fail", "inconclusive"];
const PAUSE = 350;

/** The form; each change shows the page anew. */
export function filters(asked, projects) {
  const form = el("form", { class: "filters", role: "search" },
    field("text", el("input", { type: "search", name: "text", value: asked.text ?? "", placeholder: say("filter-text-how"), dir: "auto", autocomplete: "off" })),
    field("project", choice("project", asked.project, projects.map(({ name }) => [name, name]))),
    field("outcome", choice("outcome", asked.outcome, OUTCOMES.map((one) => [one, say(`outcome-${one}`)]))),
    chips(asked));
  let timer = 0;
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    go(form);
  });
  form.addEventListener("change", ({ target }) => target.name !== "text" && go(form));
  form.elements.text.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(() => go(form), PAUSE);
  });
  if (sessionStorage.getItem("assay-typing")) focusAgain(form.elements.text);
  return form;
}

function go(form) {
  const { text, project, outcome } = form.elements;
  const address = asking({ text: text.value.trim(), project: project.value, outcome: outcome.value, skip: null, ...(project.value ? {} : { test_set: null, metric: null }) }, "/");
  if (address === location.pathname + location.search) return;
  if (document.activeElement === text) sessionStorage.setItem("assay-typing", "1");
  location.assign(address);
}

/** Whoever was typing goes on typing on the page that comes. */
function focusAgain(text) {
  sessionStorage.removeItem("assay-typing");
  requestAnimationFrame(() => {
    text.focus();
    text.setSelectionRange(text.value.length, text.value.length);
  });
}

function field(name, control) {
  const id = `filter-${name}`;
  control.id = id;
  return el("div", { class: `field ${name}` }, el("label", { for: id }, say(id)), control);
}

function choice(name, chosen, options) {
  return el("select", { name }, el("option", { value: "" }, say(`filter-${name}-any`)), options.map(([value, text]) => el("option", { value, selected: value === chosen, dir: "auto" }, text)));
}

/** What else the address asks for, each with a way to leave it out. */
function chips(asked) {
  const others = ["tag", "metric"].filter((name) => asked[name]);
  if (others.length === 0) return null;
  return el("p", { class: "chips" }, others.map((name) => el("a", { class: "chip", href: asking({ [name]: null, skip: null }), "aria-label": say("filter-without", { what: asked[name] }) }, el("span", { class: "soft" }, say(`filter-${name}`)), asked[name], el("span", { "aria-hidden": "true" }, "×"))));
}
