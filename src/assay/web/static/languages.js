// The language of the pages: what was chosen in this browser, and the choice of it.

import { el } from "./dom.js";
import * as kept from "./kept.js";

const LANGUAGE = "assay-language";

/** The language to ask for: the one that was chosen, else that of the page. */
export function chosenLanguage() {
  return kept.read(LANGUAGE) ?? document.documentElement.lang;
}

/** A choice of language; `change(code)` does the rest. */
export function languageChoice(languages, language, change) {
  const select = el("select", { id: "language" }, languages.map(({ code, name }) => el("option", { value: code, lang: code, selected: code === language }, name)));
  select.addEventListener("change", () => {
    kept.write(LANGUAGE, select.value);
    change(select.value);
  });
  return select;
}
