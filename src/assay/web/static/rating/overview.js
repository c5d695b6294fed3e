// The owner's page: who is how far, whether they agree, what to talk about; refreshed while it is looked at.

import { get, patiently, post } from "../asking.js";
import { open, sheet } from "../dialogs.js";
import { el, mark } from "../dom.js";
import { chosenLanguage, languageChoice } from "../languages.js";
import { keyed, patch } from "../patch.js";
import { table } from "../tables.js";
import { listed, say, speak, told } from "../words.js";
import { agreementBlocks } from "./agreement.js";
import { duration, ratersTable } from "./raters.js";
import { disagreements, remarks } from "./voices.js";

const PATH = location.pathname.replace(/\/+$/, "");
const EVERY = 5_000;
const COPIED = 2_000;

class Overview {
  constructor() {
    this.results = null;
    this.drawn = new Map();
    this.lay();
    document.addEventListener("click", (event) => this.clicked(event));
    document.addEventListener("visibilitychange", () => document.hidden || this.refresh());
  }

  lay() {
    this.name = el("h1", { dir: "auto" });
    this.choice = el("div", { class: "choice" });
    this.state = el("p", { class: "state", role: "status" });
    this.live = el("div", { class: "unseen", "aria-live": "polite" });
    this.stone = el("div", { class: "stone" });
    this.parts = Object.fromEntries(["raters", "agreement", "disagreements", "reports", "comments", "results"].map((name) => [name, el("div", { class: `part-${name}` })]));
    this.adding = this.form();
    const section = (name, ...more) => el("section", { "aria-labelledby": `head-${name}` }, told(el("h2", { id: `head-${name}` }), name), more);
    document.body.replaceChildren(
      el("header", { class: "top" }, el("p", { class: "brand" }, mark(), el("b", {}, "Assay"), el("span", { lang: "zh-Hant" }, "試金")), this.state, this.choice),
      el("main", {}, this.stone, section("raters", this.parts.raters, this.adding), section("agreement", this.parts.agreement), section("disagreements", this.parts.disagreements),
        el("div", { class: "two" }, section("reports", this.parts.reports), section("comments", this.parts.comments)),
        section("export", told(el("p", { class: "note" }), "export-note"), el("p", { class: "row-of-buttons" }, exporting("jsonl"), exporting("csv"))),
        section("results", this.parts.results)),
      this.live,
    );
  }

  form() {
    this.field = el("input", { id: "new-rater", name: "name", maxlength: "80", autocomplete: "off", required: true, dir: "auto" });
    this.problem = el("p", { class: "problem", role: "alert" });
    const form = el("form", { class: "adding" }, told(el("label", { for: "new-rater" }), "add-label"), el("div", { class: "adding-row" }, this.field, told(el("button", { type: "submit", class: "plain" }), "add")), this.problem);
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.add(this.field.value.trim());
    });
    return form;
  }

  /** Asks for everything and shows it, again and again. */
  async run() {
    await patiently(() => this.load(chosenLanguage()), () => this.state.replaceChildren("…"));
    setInterval(() => document.hidden || this.refresh(), EVERY);
  }

  async load(language) {
    const data = await get(`${PATH}/overview?lang=${encodeURIComponent(language)}`);
    this.learn(data);
    this.draw(data);
    told(this.state, "state-fresh");
    this.state.className = "state";
  }

  refresh() {
    return this.load(this.language).catch((error) => {
      told(this.state, "state-waiting", { why: error.message });
      this.state.className = "state waiting";
    });
  }

  learn({ language, languages, words, project }) {
    if (this.language === language) return;
    this.language = language;
    this.drawn.clear();
    speak(language, words);
    document.title = `${project.name} · Assay`;
    if (!this.choice.firstChild) this.choice.append(told(el("label", { for: "language", class: "unseen" }), "language"), languageChoice(languages, language, (code) => this.translate(code)));
  }

  async translate(code) {
    this.language = null;
    await patiently(() => this.load(code));
    if (this.results) await this.unblind();
  }

  draw(data) {
    this.name.textContent = data.project.name;
    patch(this.stone, this.summary(data));
    patch(this.parts.raters, data.raters.length > 0 ? [ratersTable(data.raters)] : [none("raters-none")]);
    this.part("agreement", data.agreement, () => agreed(data.agreement));
    this.part("disagreements", data.disagreements, () => entries(disagreements(data.disagreements), "disagreements-none", say("disagreements-note")));
    this.part("reports", data.reports, () => entries(remarks(data.reports, "why", say("no-reason")), "reports-none"));
    this.part("comments", data.comments, () => entries(remarks(data.comments, "text", ""), "comments-none"));
    this.part("results", this.results, () => this.resultsShown());
    if (this.results && this.counted !== data.done) this.unblind().catch(() => {});
    this.counted = data.done;
  }

  /** Draws a part of the page anew if what it shows has changed. */
  part(name, data, nodes) {
    const seen = JSON.stringify(data);
    if (this.drawn.get(name) === seen) return;
    this.drawn.set(name, seen);
    patch(this.parts[name], nodes());
  }

  summary({ project, done, cards, raters }) {
    const left = raters.reduce((sum, rater) => sum + (rater.left ?? 0), 0);
    const fill = el("span", { class: "streak" });
    fill.style.setProperty("--part", String(cards === 0 ? 0 : done / cards));
    const finished = raters.filter((rater) => rater.cards > 0 && rater.done >= rater.cards).length;
    const facts = [say("finished", { k: finished, n: raters.length }), left > 0 ? say("time-left", { time: duration(left) }) : null].filter(Boolean);
    return [
      el("p", { class: "kind" }, say(`mode-${project.mode}`, { criteria: listed(project.criteria.map(({ title, name }) => title || name)) })),
      el("h1", { dir: "auto" }, project.name),
      el("p", { class: "count" }, el("b", {}, say("done", { done, cards })), el("span", { class: "soft" }, facts.join(" · "))),
      el("div", { class: "groove", "aria-hidden": "true" }, fill),
    ];
  }

  resultsShown() {
    if (this.results === null) return [el("p", { class: "note" }, say("results-why")), keyed(el("button", { type: "button", class: "plain", "data-do": "ask" }, say("results-ask")), "ask")];
    const said = this.results.said.map((sentence) => el("li", {}, sentence));
    const tables = this.results.tables.map(({ title, note, head, rows, numbers }) => el("div", { class: "result" }, el("h3", {}, title), note ? el("p", { class: "note" }, note) : null,
      el("div", { class: "sideways-plain" }, table(head.map((text, nth) => ({ head: text, number: numbers.includes(nth) })), rows.map((row) => row.map((cell) => cell ?? "–")), title))));
    return [keyed(el("ul", { class: "said", tabindex: "-1" }, said), "said"), ...tables];
  }

  /** The owner is asked first: who knows which model is which had better not rate or advise any more. */
  ask() {
    const show = told(el("button", { type: "button", class: "main" }), "results-show");
    const not = told(el("button", { type: "button", class: "plain" }), "results-not");
    const dialog = sheet("results-ask", [told(el("p"), "results-warning"), el("div", { class: "sheet-foot" }, not, show)]);
    not.addEventListener("click", () => dialog.close());
    show.addEventListener("click", async () => {
      dialog.close();
      await patiently(() => this.unblind());
      this.parts.results.querySelector(".said")?.focus();
    });
    open(dialog);
  }

  async unblind() {
    this.results = await get(`${PATH}/results?lang=${encodeURIComponent(this.language)}`);
    this.part("results", this.results, () => this.resultsShown());
  }

  async add(name) {
    if (name === "") return;
    this.problem.textContent = "";
    try {
      const added = await post(`${PATH}/raters?lang=${encodeURIComponent(this.language)}`, { name });
      this.field.value = "";
      this.live.textContent = say("added", { name: added.name });
      await this.refresh();
    } catch (error) {
      this.problem.textContent = error.message || say("add-failed");
    }
  }

  async clicked({ target }) {
    const button = target.closest("[data-copy], [data-do], [data-select]");
    if (!button) return;
    if (button.dataset.do) this.ask();
    else if (button.dataset.copy) await this.copy(button);
    else button.select();
  }

  /** Without encryption the clipboard may be closed to us: then the address is selected, to be copied by hand. */
  async copy(button) {
    try {
      await navigator.clipboard.writeText(button.dataset.copy);
    } catch {
      button.parentElement.querySelector(".address").select();
      if (!document.execCommand("copy")) return;
    }
    this.live.textContent = say("copied");
    button.classList.add("copied");
    setTimeout(() => button.classList.remove("copied"), COPIED);
  }
}

function agreed(criteria) {
  const blocks = el("ul", { class: "agreements" }, agreementBlocks(criteria));
  return criteria.some(({ alpha }) => alpha !== null) ? [blocks, el("p", { class: "note" }, say("agreement-note"))] : [blocks];
}

function entries(found, without, note = null) {
  if (found.length === 0) return [none(without)];
  return [note ? el("p", { class: "note" }, note) : null, el("ol", { class: "voices" }, found)].filter(Boolean);
}

function none(key) {
  return keyed(el("p", { class: "soft" }, say(key)), key);
}

function exporting(kind) {
  return told(el("a", { class: "plain", href: `${PATH}/export.${kind}`, download: "" }), `export-${kind}`);
}

new Overview().run().catch((error) => {
  document.body.replaceChildren(el("main", { class: "failed" }, el("p", { role: "alert" }, error.message || "404")));
  throw error;
});
