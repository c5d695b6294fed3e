// What a rater has set for this browser, size of text and keys; and the dialog where it is set.

import { sheet } from "../dialogs.js";
import { el } from "../dom.js";
import * as kept from "../kept.js";
import { languageChoice } from "../languages.js";
import { say, told } from "../words.js";

const SIZES = ["small", "normal", "large", "huge"];
const SIZE = "assay-text-size";
const SHORTCUTS = "assay-shortcuts";
const GUIDELINES = "assay-guidelines";

export function chosenSize() {
  const size = kept.read(SIZE);
  return SIZES.includes(size) ? size : "normal";
}

export function shortcutsOn() {
  return kept.read(SHORTCUTS) !== "off";
}

export function guidelinesOpen() {
  return kept.read(GUIDELINES) !== "closed";
}

export function keepGuidelines(open) {
  kept.write(GUIDELINES, open ? "open" : "closed");
}

export function useSize(size) {
  kept.write(SIZE, size);
  document.documentElement.dataset.size = size;
}

/** The dialog. `changed` has language(code) and shortcuts(whether). */
export function settingsSheet({ languages, language }, changed) {
  const shortcuts = el("input", { type: "checkbox", id: "shortcuts", "aria-describedby": "shortcuts-why", checked: shortcutsOn() });
  shortcuts.addEventListener("change", () => {
    kept.write(SHORTCUTS, shortcuts.checked ? "on" : "off");
    changed.shortcuts(shortcuts.checked);
  });
  return sheet("settings", [
    el("div", { class: "setting" }, told(el("label", { for: "language" }), "language"), languageChoice(languages, language, changed.language)),
    el("fieldset", { class: "setting" }, told(el("legend"), "text-size"), el("div", { class: "sizes" }, SIZES.map(sizeChoice))),
    el("div", { class: "setting across" }, shortcuts, el("div", {}, told(el("label", { for: "shortcuts" }), "shortcuts"), told(el("p", { id: "shortcuts-why", class: "soft" }), "shortcuts-why"))),
  ]);
}

function sizeChoice(size) {
  const input = el("input", { type: "radio", name: "text-size", value: size, checked: size === chosenSize(), on: { change: () => useSize(size) } });
  return el("label", { class: `size ${size}` }, told(input, `text-${size}`, {}, "aria-label"), el("span", { "aria-hidden": "true" }, say("letter")));
}
