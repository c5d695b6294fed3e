// What people write on a run: a note, tags, and taking it out.

import { change, remove } from "../asking.js";
import { open, sheet } from "../dialogs.js";
import { el } from "../dom.js";
import { say, told } from "../words.js";

/** The note and the tags, each to be changed where it stands. */
export function notes(run) {
  const path = `/api/runs/${encodeURIComponent(run.id)}`;
  const state = el("p", { class: "soft saved", role: "status" });
  const save = async (body) => {
    try {
      await change(path, body);
      state.textContent = say("saved");
      state.className = "soft saved";
    } catch (error) {
      state.textContent = error.message || say("not-saved");
      state.className = "problem saved";
    }
  };
  const note = el("textarea", { rows: "1", id: "note", maxlength: "10000", placeholder: say("note-how"), dir: "auto" });
  note.value = run.note;
  note.addEventListener("change", () => save({ note: note.value.trim() }));
  const tags = el("input", { id: "tags", value: run.tags.join(", "), placeholder: say("tags-how"), dir: "auto", autocomplete: "off" });
  tags.addEventListener("change", () => save({ tags: [...new Set(tags.value.split(/[,，、]/).map((tag) => tag.trim()).filter(Boolean))] }));
  const out = el("button", { type: "button", class: "tool" }, say("take-out"));
  out.addEventListener("click", () => ask(run, path));
  return el("div", { class: "notes" }, el("div", { class: "field grow" }, el("label", { for: "note" }, say("note")), note), el("div", { class: "field" }, el("label", { for: "tags" }, say("tags")), tags), el("div", { class: "notes-end" }, state, out));
}

function ask(run, path) {
  const yes = told(el("button", { type: "button", class: "main" }), "take-out-yes");
  const no = told(el("button", { type: "button", class: "plain" }), "take-out-no");
  const problem = el("p", { class: "problem", role: "alert" });
  // The name stands by itself: what turns the direction of text in it does not turn the sentence.
  const dialog = sheet("take-out-ask", [el("p", {}, say("take-out-what", { name: `\u2068${run.name}\u2069` })), problem, el("div", { class: "sheet-foot" }, no, yes)]);
  no.addEventListener("click", () => dialog.close());
  yes.addEventListener("click", async () => {
    try {
      await remove(path);
      location.assign(`/?project=${encodeURIComponent(run.project)}`);
    } catch (error) {
      problem.textContent = error.message || say("not-saved");
    }
  });
  open(dialog);
}
