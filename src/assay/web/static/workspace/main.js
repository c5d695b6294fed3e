// The workspace begins: what it is and its sentences, then the page of this address.

import { get, patiently } from "../asking.js";
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
  document.body.replaceChildren(told(el("a", { class: "past", href: "#content" }), "past-the-head"), top(name, about, begin), main);
  main.id = "content";
  const { show } = await import(`./${name}.js`);
  await show(main, { about, ...given });
}

function here() {
  for (const [pattern, name] of PAGES) {
    const found = pattern.exec(location.pathname);
    if (found) return [name, found.groups ?? {}];
  }
  return ["rounds", {}];
}

function failed(error) {
  const place = document.querySelector("main") ?? document.body;
  place.replaceChildren(el("p", { class: "failed", role: "alert" }, error.message || String(error)));
  throw error;
}

begin(chosenLanguage()).catch(failed);
