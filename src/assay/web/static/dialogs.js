// Dialogs over the page: closed by Escape, by a button, or by a click beside them; the focus goes back where it was.

import { el, icon } from "./dom.js";
import { rewrite, told } from "./words.js";

/** A dialog with a title, made once; `open` shows it. */
export function sheet(title, content, kind = "") {
  const id = `sheet-${title}`;
  const close = told(el("button", { type: "button", class: "tool", on: { click: () => dialog.close() } }, icon("close")), "close", {}, "aria-label");
  const head = el("div", { class: "sheet-head" }, told(el("h2", { id }), title), close);
  const body = kind === "tall" ? el("div", { class: "sheet-body", tabindex: "0", role: "region", "aria-labelledby": id }, content) : el("div", { class: "sheet-body" }, content);
  const dialog = el("dialog", { class: `sheet ${kind}`.trim(), "aria-labelledby": id }, head, body);
  dialog.addEventListener("close", () => dialog.remove());
  dialog.addEventListener("click", (event) => event.target === dialog && dialog.close());
  return dialog;
}

export function open(dialog) {
  if (dialog.open) return;
  rewrite(dialog);
  document.body.append(dialog);
  dialog.showModal();
}
