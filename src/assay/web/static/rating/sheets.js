// The rater's dialogs: all keys, and why a card is reported.

import { open, sheet } from "../dialogs.js";
import { el } from "../dom.js";
import { told } from "../words.js";

/** All keys, as a list of [keys, sentence]. */
export function helpSheet(mode) {
  const answers = { rating: [[["1", "…", "9"], "key-grade"]], pairs: [[["1", "a"], "first-better"], [["0", "t"], "no-difference"], [["2", "b"], "second-better"]], ranking: [[["1", "…", "9"], "key-rank"], [["="], "rank-tie"]] }[mode];
  const rest = [[["→", "n"], "key-next"], [["←", "p"], "key-back"], [["u", "Ctrl Z"], "key-undo"], [["c"], "key-comment"], [["s"], "key-skip"], [["r"], "key-report"], [["g"], "key-guidelines"], [["?"], "key-help"], [["Esc"], "key-close"]];
  const rows = [...answers, ...rest].map(([keys, sentence]) => el("div", {}, el("dt", {}, keys.map((key) => (key === "…" ? "…" : el("kbd", {}, key)))), told(el("dd"), sentence)));
  return sheet("help", [el("dl", { class: "keys-list" }, rows), told(el("p", { class: "soft" }), "help-tab")]);
}

/** Why a card is reported: the dialog's `ask(reported)` shows it. `does` has report(why, {skip}) and takeBack(). */
export function reportSheet(does) {
  const why = el("textarea", { id: "why", rows: "3", maxlength: "2000", dir: "auto" });
  const back = told(el("button", { type: "button", class: "plain" }), "report-take-back");
  const only = told(el("button", { type: "button", class: "plain" }), "report-only");
  const both = told(el("button", { type: "submit", class: "main" }), "report-and-skip");
  const form = el("form", { class: "report-form" }, told(el("label", { for: "why" }), "report-why"), why, el("div", { class: "sheet-foot" }, back, only, both));
  const dialog = sheet("report", form);
  const act = (action) => {
    dialog.close();
    action();
  };
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    act(() => does.report(why.value.trim(), { skip: true }));
  });
  only.addEventListener("click", () => act(() => does.report(why.value.trim(), { skip: false })));
  back.addEventListener("click", () => act(() => does.takeBack()));
  dialog.ask = (reported) => {
    why.value = reported ?? "";
    back.hidden = reported === null;
    open(dialog);
    why.focus();
  };
  return dialog;
}
