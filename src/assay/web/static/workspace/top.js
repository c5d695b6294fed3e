// The head of every page of the workspace: where one is, where one may go, the language.

import { post } from "../asking.js";
import { el, mark } from "../dom.js";
import { languageChoice } from "../languages.js";
import { told } from "../words.js";

const WAYS = { rounds: "/", evaluate: "/evaluate", ratings: "/ratings", interface: "/interface" };

/** The head of the page `name`; `change(language)` shows the page in another language. */
export function top(name, about, change) {
  const ways = Object.entries(WAYS).map(([key, href]) => told(el("a", { href, "aria-current": key === name ? "page" : null }), `way-${key}`));
  const language = told(languageChoice(about.languages, about.language, change), "language", {}, "aria-label");
  const brand = el("a", { class: "brand", href: "/" }, mark(), el("b", {}, "Assay"), el("span", { lang: "zh-Hant" }, "試金"));
  return el("header", { class: "top" }, brand, told(el("nav", { class: "ways" }, ways), "ways", {}, "aria-label"), el("div", { class: "choice" }, about.locked ? leaving() : null, language));
}

function leaving() {
  const button = told(el("button", { type: "button", class: "tool" }), "log-out");
  button.addEventListener("click", async () => {
    await post("/logout", {});
    location.assign("/login");
  });
  return button;
}
