// The door: a password, and then the workspace.

import { get, post } from "../asking.js";
import { el, mark } from "../dom.js";
import { chosenLanguage } from "../languages.js";
import { say, speak } from "../words.js";

const { language, words } = await get(`/login/words?lang=${encodeURIComponent(chosenLanguage())}`);
speak(language, words);
const field = el("input", { type: "password", id: "password", autocomplete: "current-password", required: true });
const problem = el("p", { class: "problem", role: "alert" });
const form = el("form", { class: "door" }, el("p", { class: "brand" }, mark(), el("b", {}, "Assay"), el("span", { lang: "zh-Hant" }, "試金")), el("h1", {}, say("what")), el("label", { for: "password" }, say("password")), field, el("button", { type: "submit", class: "main" }, say("enter")), problem);
form.addEventListener("submit", async (event) => {
  event.preventDefault();
  try {
    await post(`/login?lang=${language}`, { password: field.value });
    location.assign("/");
  } catch (error) {
    problem.textContent = error.message;
    field.select();
  }
});
document.body.replaceChildren(el("main", {}, form));
field.focus();
