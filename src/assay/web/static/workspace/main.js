// The workspace begins: what it is and its sentences, then the page of this address.

import { Unanswered, get, patiently } from "../asking.js";
import { el } from "../dom.js";
import { chosenLanguage } from "../languages.js";
import { speak, told } from "../words.js";
import { top } from "./top.js";

const PAGES = [
  [/^\/$/, "rounds"],
  [/^\/compare$/, "compare"],
  [/^\/runs\/(?<id>[^/]+)$/, "run"],
  [/^\/runs\/(?<id>[^/]+)\/against\/(?<base>[^/]+)$/, "pair"],
  [/^\/evaluate$/, "evaluate"],
  [/^\/ratings$/, "ratings"],
  [/^\/interface$/, "interface"],
];

/** Shows the page of this address in `language`: everything is asked for anew, so that sentences of the server change too. */
async function begin(language) {
  const about = await patiently(() => get(`/api/about?lang=${encodeURIComponent(language)}`));
  speak(about.language, about.words);
  const [name, given] = here();
  const main = el("main", { class: name, tabindex: "-1" });
  const held = typed();
  document.body.replaceChildren(told(el("a", { class: "past", href: "#content" }), "past-the-head"), top(name, about, change), main);
  main.id = "content";
  const { show } = await import(`./${name}.js`);
  await show(main, { about, ...given });
  typeAgain(held);
}

/** Shows all in another language where one is: neither what was typed nor the place is lost. */
async function change(language) {
  const place = scrollY;
  await begin(language).catch(failed);
  document.getElementById("language").focus({ preventScroll: true });
  scrollTo({ top: place, behavior: "instant" });
}

/** What was typed and chosen in the fields of the page, by their ids. */
function typed() {
  const fields = [...document.querySelectorAll("main :is(input:not([type=file], [type=checkbox]), textarea, select)[id]")];
  return fields.filter((field) => field.value !== field.defaultValue).map(({ id, value }) => [id, value]);
}

function typeAgain(values) {
  for (const [id, value] of values) {
    const field = document.getElementById(id);
    if (!field || field.value === value) continue;
    field.value = value;
    field.dispatchEvent(new Event("input", { bubbles: true }));
  }
}

function here() {
  for (const [pattern, name] of PAGES) {
    const found = pattern.exec(location.pathname);
    if (found) return [name, found.groups ?? {}];
  }
  return ["rounds", {}];
}

function failed(error) {
  if (error instanceof Unanswered && error.status === 401) return location.assign("/login");
  const place = document.querySelector("main") ?? document.body;
  place.replaceChildren(el("p", { class: "failed", role: "alert" }, error.message || String(error)));
  throw error;
}

begin(chosenLanguage()).catch(failed);
