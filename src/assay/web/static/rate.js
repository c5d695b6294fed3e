// The rater's page: which card is shown, what was said of it, and what comes next.

import { get, patiently } from "./asking.js";
import { CardView } from "./card.js";
import { Clock } from "./clock.js";
import { Deck } from "./deck.js";
import { Dock } from "./dock.js";
import { el } from "./dom.js";
import { Guidelines, guidelinesText, hasGuidelines } from "./guidelines.js";
import { Header, Live, Notice } from "./header.js";
import { Keys } from "./keys.js";
import { Outbox } from "./outbox.js";
import { Ratings } from "./ratings.js";
import { finished, list, welcome } from "./screens.js";
import { chosenLanguage, chosenSize, guidelinesOpen, keepGuidelines, settingsSheet, shortcutsOn, useSize } from "./settings.js";
import { helpSheet, open, reportSheet, sheet } from "./sheets.js";
import { speak, told } from "./words.js";

const PATH = location.pathname.replace(/\/+$/, "");
const ROOM_BESIDE = matchMedia("(min-width: 68rem) and (min-height: 30.01rem)");

class Page {
  constructor(start, outbox) {
    this.outbox = outbox;
    this.deck = new Deck(`${PATH}/cards`, start.cards);
    this.ratings = new Ratings({ ...start, ...start.project }, outbox, (position) => this.outputsAt(position));
    this.clock = new Clock(start.pace);
    this.position = null;
    this.filter = "all";
    this.lay();
    this.learn(start);
    this.keys = new Keys(this, { mode: start.project.mode, enabled: shortcutsOn() });
    this.listen();
  }

  /** The parts of the page. */
  lay() {
    this.header = new Header(this);
    this.live = new Live();
    this.notice = new Notice();
    this.article = el("article", { class: "card", "aria-labelledby": "card-title" });
    this.view = new CardView(this.article);
    this.screen = el("div", { class: "screens" });
    this.main = el("main", { tabindex: "-1" }, this.article, this.screen);
    this.dock = new Dock(this);
    this.beside = new Guidelines();
    this.reporting = reportSheet({ report: (why, how) => this.reported(why, how), takeBack: () => this.say("report", null) });
    document.body.replaceChildren(this.header.node, this.main, this.beside.node, this.dock.node, this.notice.node, this.live.node);
  }

  /** Takes the words and the project in the language of the rater; what was said stays as it is. */
  learn({ project, rater, language, languages, words }) {
    Object.assign(this, { project, rater: rater.name, language, languages });
    speak(language, words);
    document.title = `${project.name} · Assay`;
    this.header.name.textContent = project.name;
    this.header.tools.guidelines.hidden = !hasGuidelines(project);
    this.beside.build(project);
    this.dock.build(project);
    this.sheets = {
      settings: settingsSheet(this, { language: (code) => this.translate(code), shortcuts: (whether) => { this.keys.enabled = whether; } }),
      help: helpSheet(project.mode),
      guidelines: sheet("guidelines", guidelinesText(project), "tall"),
    };
    this.drawProgress();
    this.header.tell(this.outbox);
  }

  listen() {
    this.outbox.addEventListener("change", () => this.stateChanged());
    this.outbox.addEventListener("saved", () => this.live.say("state-saved"));
    this.outbox.addEventListener("refused", ({ detail }) => this.refused(detail));
    this.ratings.addEventListener("change", ({ detail }) => this.ratingChanged(detail.position));
    this.deck.addEventListener("card", ({ detail }) => this.ratings.recount(detail.position));
    ROOM_BESIDE.addEventListener("change", () => this.placeGuidelines());
  }

  begin() {
    const first = this.ratings.nextOpen(-1);
    this.deck.ahead(first ?? 0);
    if (first === null && this.ratings.cards > 0) return this.finish();
    if (this.outbox.turn === 0) return this.show(welcome(this.project, { rater: this.rater, cards: this.ratings.cards }, () => this.to(first)));
    return this.to(first);
  }

  /** Shows the card at `position`, at once if it is here; `index` is the criterion to begin with. */
  async to(position, { index = null, focus = "text" } = {}) {
    this.position = position;
    this.hideScreen();
    if (!this.deck.card(position)) await this.fetch(position);
    if (this.position !== position) return;
    const card = this.deck.card(position);
    if (!card) return;
    const note = this.noteOn(card);
    this.view.draw(card, { number: position + 1, cards: this.ratings.cards, note });
    this.clock.lap();
    this.drawAnswers(true);
    this.turnTo(index ?? Math.max(0, this.ratings.names.findIndex((name) => !this.ratings.answered(position, name))));
    this.live.say("card-of", { n: position + 1, cards: this.ratings.cards });
    if (note) this.live.say(note);
    if (focus === "text") this.view.focus();
    else this.dock.rows[this.dock.current].focus();
    this.deck.ahead(position);
  }

  async fetch(position) {
    this.article.replaceChildren(told(el("p", { class: "loading" }), "loading"));
    try {
      await this.deck.need(position);
    } catch (error) {
      this.notice.tell("no-card", { why: error.message }, { lasting: true });
    }
  }

  /** What is to be known of a card before it is rated: that it is practice, or no longer is. */
  noteOn({ part, position }) {
    if (part === "practice") return "practice";
    return this.deck.card(position - 1)?.part === "practice" ? "practice-over" : null;
  }

  /** An answer to criterion `index`; with `advance` the next one is asked for. */
  choose(index, value, { advance }) {
    const { position } = this;
    const name = this.ratings.names[index];
    const before = this.ratings.done[position];
    if (JSON.stringify(this.ratings.value(position, name)) !== JSON.stringify(value)) this.say(name, value);
    if (value !== null && this.ratings.skipped(position)) this.say("skip", null);
    if (!advance) return this.turnTo(index);
    const completed = !before && this.ratings.done[position];
    return this.advance(completed ? this.ratings.names.length : index + 1, "text");
  }

  /** Asks for criterion `index` or, after the last, for what is missing, or shows the next card that is not done. */
  advance(index, focus) {
    const missing = this.ratings.names.findIndex((name) => !this.ratings.answered(this.position, name));
    if (index < this.ratings.names.length) return this.go(index, { focus });
    if (missing >= 0 && !this.ratings.skipped(this.position)) return this.go(missing, { focus });
    return this.toOpen(focus);
  }

  toOpen(focus = "text") {
    const next = this.ratings.nextOpen(this.position);
    return next === null ? this.finish() : this.to(next, { focus });
  }

  go(index, { focus }) {
    this.turnTo(index);
    if (focus === "row") this.dock.rows[index].focus();
    else if (focus === "text" && this.dock.focused) this.view.focus();
  }

  turnTo(index) {
    this.dock.turnTo(index);
    this.beside.turnTo(this.ratings.names[index]);
    this.look(index, null);
  }

  /** Something is said of the card that is shown. */
  say(what, value) {
    const seconds = this.clock.lap();
    this.clock.spent(this.position, seconds);
    this.ratings.mark(this.position, what, value, seconds);
  }

  /** The outputs show what is pointed at, and what was said of the current criterion. */
  look(index, pointed) {
    this.dock.explain(index, pointed);
    const { mode } = this.project;
    if (mode === "rating") return;
    const value = this.ratings.value(this.position, this.ratings.names[this.dock.current]);
    const row = this.dock.rows[this.dock.current];
    const ranks = mode === "ranking" ? this.view.outputs.map((_, nth) => row.rank(nth + 1)) : [];
    this.view.point(pointed, mode === "pairs" ? value : null, ranks);
  }

  /* What keys and buttons do. */

  answer(key) {
    return this.onCard && this.dock.answer(key);
  }

  onward() {
    if (this.onCard) this.advance(this.dock.current + 1, "row");
  }

  next() {
    if (!this.onCard) return;
    if (this.position + 1 < this.ratings.cards) this.to(this.position + 1);
    else this.toOpen();
  }

  back() {
    if (!this.onCard) this.close();
    else if (this.position > 0) this.to(this.position - 1);
  }

  undo() {
    const seconds = this.clock.lap();
    const step = this.ratings.undo(seconds);
    if (step === null) return this.notice.tell("undo-none");
    this.live.say("undone");
    const index = this.ratings.names.indexOf(step.what);
    return this.to(step.position, { index: index >= 0 ? index : null, focus: "text" });
  }

  comment() {
    if (this.onCard && !this.dock.closeComment()) this.dock.openComment();
  }

  write(text) {
    this.ratings.write(this.position, "comment", text, null);
  }

  skip() {
    if (!this.onCard) return;
    const skipped = this.ratings.skipped(this.position);
    this.say("skip", skipped ? null : true);
    if (!skipped) this.toOpen();
  }

  report() {
    if (this.onCard) this.reporting.ask(this.ratings.value(this.position, "report"));
  }

  reported(why, { skip }) {
    this.say("report", why);
    this.notice.tell("report-thanks");
    if (skip && !this.ratings.skipped(this.position)) this.skip();
  }

  guidelines() {
    if (!hasGuidelines(this.project)) return;
    if (!ROOM_BESIDE.matches || !this.onCard) return open(this.sheets.guidelines);
    keepGuidelines(!guidelinesOpen());
    this.placeGuidelines();
  }

  placeGuidelines() {
    const shown = this.position !== null && this.screen.hidden && ROOM_BESIDE.matches && guidelinesOpen() && hasGuidelines(this.project);
    this.beside.node.hidden = !shown;
    document.body.classList.toggle("beside", shown);
    this.header.tools.guidelines.setAttribute("aria-expanded", String(shown));
  }

  help() {
    open(this.sheets.help);
  }

  settings() {
    open(this.sheets.settings);
  }

  escape() {
    if (this.onCard) this.dock.closeComment();
    else this.close();
  }

  /* Screens in place of a card. */

  get onCard() {
    return this.position !== null && this.screen.hidden && this.deck.card(this.position) !== undefined;
  }

  finish() {
    this.show(finished(this, { list: (filter) => this.list(filter) }));
    this.live.say("finished-said");
  }

  list(filter = this.filter) {
    this.filter = filter;
    const does = { to: (position) => this.to(position), list: (name) => this.list(name), close: () => this.close() };
    this.show(list({ ...this.project, ratings: this.ratings, deck: this.deck, filter }, does));
  }

  /** Back from a screen to the card that was shown. */
  close() {
    if (this.position !== null && !this.onCard && this.ratings.nextOpen(-1) !== null) this.to(this.position);
    else if (this.ratings.nextOpen(-1) === null) this.finish();
  }

  show(screen) {
    this.screen.hidden = false;
    this.article.hidden = true;
    this.dock.node.hidden = true;
    this.screen.replaceChildren(screen);
    this.main.scrollTop = 0;
    this.placeGuidelines();
    (screen.querySelector(".begin, .chip[aria-pressed=true]") ?? screen.querySelector("h2")).focus({ preventScroll: true });
  }

  hideScreen() {
    if (this.screen.hidden) return;
    this.screen.hidden = true;
    this.screen.replaceChildren();
    this.article.hidden = false;
    this.dock.node.hidden = false;
    this.placeGuidelines();
  }

  /* What changes by itself. */

  outputsAt(position) {
    return (this.deck.card(position) ?? this.deck.held.values().next().value)?.outputs.length;
  }

  drawAnswers(fresh = false) {
    const value = (what) => this.ratings.value(this.position, what);
    const said = { values: this.ratings.names.map(value), outputs: this.outputsAt(this.position), comment: value("comment"), skipped: this.ratings.skipped(this.position), reported: value("report") !== null };
    this.dock.show(said, fresh);
    this.view.flag([said.skipped && "skip", said.comment !== null && "comment", said.reported && "report"].filter(Boolean));
  }

  drawProgress() {
    this.header.count(this.ratings.howManyDone, this.ratings.cards, this.clock.pace);
  }

  ratingChanged(position) {
    this.drawProgress();
    if (!this.onCard || position !== this.position || !this.deck.card(position)) return;
    this.drawAnswers();
    this.look(this.dock.current, null);
  }

  stateChanged() {
    this.header.tell(this.outbox);
    document.body.classList.toggle("unsent-left", this.outbox.marks.size > 0);
  }

  refused({ mark, why }) {
    this.notice.tell(why ? "refused" : "refused-without", { n: mark.position + 1, why }, { lasting: true });
  }

  /** Only words change: the card, what was said and what is being written stay. */
  async translate(code) {
    const start = await patiently(() => get(`${PATH}/start?lang=${encodeURIComponent(code)}`));
    const { settings } = this.sheets;
    const index = this.dock.current;
    this.learn(start);
    this.sheets.settings = settings;
    if (this.onCard) {
      this.drawAnswers();
      this.turnTo(index);
    }
  }
}

async function begin() {
  useSize(chosenSize());
  const outbox = new Outbox(PATH, () => `${PATH}/marks?lang=${encodeURIComponent(document.documentElement.lang)}`);
  const start = await patiently(() => get(`${PATH}/start?lang=${encodeURIComponent(chosenLanguage())}`));
  outbox.continueFrom(start.turn);
  new Page(start, outbox).begin();
  outbox.flush();
}

begin().catch((error) => {
  document.body.replaceChildren(el("main", { class: "failed" }, el("p", { role: "alert" }, error.message || "404")));
  throw error;
});
