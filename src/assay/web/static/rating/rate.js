// The rater's page: which card is shown, what was said of it, and what comes next.

import { get, patiently } from "../asking.js";
import { el } from "../dom.js";
import { chosenLanguage } from "../languages.js";
import { speak } from "../words.js";
import { Clock } from "./clock.js";
import { Deck } from "./deck.js";
import { Keys } from "./keys.js";
import { Outbox } from "./outbox.js";
import { Ratings } from "./ratings.js";
import { finished, list, welcome } from "./screens.js";
import { chosenSize, shortcutsOn, useSize } from "./settings.js";
import { Stage } from "./stage.js";

const PATH = location.pathname.replace(/\/+$/, "");

class Page {
  constructor(start, outbox) {
    this.outbox = outbox;
    this.deck = new Deck(`${PATH}/cards`, start.cards);
    this.ratings = new Ratings({ ...start, ...start.project }, outbox, (position) => this.outputsAt(position));
    this.clock = new Clock(start.pace);
    this.position = null;
    this.filter = "all";
    this.stage = new Stage(this);
    this.learn(start);
    this.keys = new Keys(this, { mode: start.project.mode, enabled: shortcutsOn() });
    this.listen();
  }

  /** Takes the words and the project in the language of the rater; what was said stays as it is. */
  learn({ project, rater, language, languages, words }) {
    Object.assign(this, { project, rater: rater.name });
    speak(language, words);
    this.stage.build(project, { languages, language });
    this.drawProgress();
    this.stateChanged();
  }

  listen() {
    this.outbox.addEventListener("change", () => this.stateChanged());
    this.outbox.addEventListener("saved", () => this.stage.live.say("state-saved"));
    this.outbox.addEventListener("refused", ({ detail }) => this.refused(detail));
    this.ratings.addEventListener("change", ({ detail }) => this.ratingChanged(detail.position));
    this.deck.addEventListener("card", ({ detail }) => this.ratings.recount(detail.position));
  }

  async begin() {
    if (this.project.mode === "ranking") await this.countOutputs();
    const first = this.ratings.nextOpen(-1);
    this.deck.ahead(first ?? 0);
    if (first === null) return this.finish();
    if (this.outbox.turn > 0) return this.to(first);
    return this.stage.show(welcome(this.project, { rater: this.rater, cards: this.ratings.cards }, () => this.to(first)));
  }

  /** Shows the card at `position`, at once if it is here; `index` is the criterion to begin with. */
  async to(position, { index = null, focus = "text" } = {}) {
    this.position = position;
    this.stage.showCard();
    if (!this.deck.card(position)) await this.fetch(position);
    const card = this.deck.card(position);
    if (this.position !== position || !card) return;
    const note = this.noteOn(card);
    this.stage.view.draw(card, { number: position + 1, cards: this.ratings.cards, note });
    this.clock.lap();
    this.drawAnswers(true);
    this.turnTo(index ?? Math.max(0, this.firstMissing));
    this.stage.live.say("card-of", { n: position + 1, cards: this.ratings.cards });
    if (note) this.stage.live.say(note);
    if (focus === "text") this.stage.view.focus();
    else this.stage.dock.focus();
    this.deck.ahead(position);
  }

  /** Whether a ranking is whole is known from how many outputs a card has. */
  async countOutputs() {
    await this.deck.need(this.ratings.nextOpen(-1) ?? 0);
    this.ratings.recountAll();
  }

  async fetch(position) {
    this.stage.waiting();
    try {
      await this.deck.need(position);
    } catch (error) {
      this.stage.notice.tell("no-card", { why: error.message }, { lasting: true });
    }
  }

  /** What is to be known of a card before it is rated: that it is practice, or no longer is. */
  noteOn({ part, position }) {
    if (part === "practice") return "practice";
    return this.deck.card(position - 1)?.part === "practice" ? "practice-over" : null;
  }

  /* Answers. */

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
    if (index < this.ratings.names.length) return this.go(index, { focus });
    if (this.firstMissing >= 0 && !this.ratings.skipped(this.position)) return this.go(this.firstMissing, { focus });
    return this.toOpen(focus);
  }

  toOpen(focus = "text") {
    const next = this.ratings.nextOpen(this.position);
    return next === null ? this.finish() : this.to(next, { focus });
  }

  go(index, { focus }) {
    this.turnTo(index);
    if (focus === "row") this.stage.dock.focus();
    else if (focus === "text" && this.stage.dock.focused) this.stage.view.focus();
  }

  turnTo(index) {
    this.stage.dock.turnTo(index);
    this.stage.beside.turnTo(this.ratings.names[index]);
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
    const { dock, view } = this.stage;
    dock.explain(index, pointed);
    if (this.project.mode === "pairs") view.point(pointed, this.ratings.value(this.position, this.ratings.names[dock.current]));
    if (this.project.mode === "ranking") view.point(pointed, null, view.outputs.map((_, nth) => dock.row.rank(nth + 1)));
  }

  /* What keys and buttons do. */

  answer(key) {
    return this.onCard && this.stage.dock.answer(key);
  }

  onward() {
    if (this.onCard) this.advance(this.stage.dock.current + 1, "row");
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
    const step = this.ratings.undo(this.clock.lap());
    if (step === null) return this.stage.notice.tell("undo-none");
    this.stage.live.say("undone");
    const index = this.ratings.names.indexOf(step.what);
    return this.to(step.position, { index: index >= 0 ? index : null });
  }

  comment() {
    if (this.onCard && !this.stage.dock.closeComment()) this.stage.dock.openComment();
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
    if (this.onCard) this.stage.reporting.ask(this.ratings.value(this.position, "report"));
  }

  reported(why, { skip }) {
    this.say("report", why);
    this.stage.notice.tell("report-thanks");
    if (skip && !this.ratings.skipped(this.position)) this.skip();
  }

  guidelines() {
    this.stage.turnGuidelines();
  }

  help() {
    this.stage.openSheet("help");
  }

  settings() {
    this.stage.openSheet("settings");
  }

  escape() {
    if (this.onCard) this.stage.dock.closeComment();
    else this.close();
  }

  allowKeys(whether) {
    this.keys.enabled = whether;
  }

  /** Only words change: the card, what was said and what is being written stay. */
  async translate(code) {
    const start = await patiently(() => get(`${PATH}/start?lang=${encodeURIComponent(code)}`));
    const index = this.stage.dock.current;
    this.learn(start);
    if (!this.onCard) return;
    this.drawAnswers();
    this.turnTo(index);
  }

  /* Screens in place of a card. */

  get onCard() {
    return this.position !== null && this.stage.showsCard && this.deck.card(this.position) !== undefined;
  }

  finish() {
    this.stage.show(finished(this, { list: (filter) => this.list(filter) }));
    this.stage.live.say("finished-said");
  }

  list(filter = this.filter) {
    this.filter = filter;
    const does = { to: (position) => this.to(position), list: (name) => this.list(name), close: () => this.close() };
    this.stage.show(list({ ...this.project, ratings: this.ratings, deck: this.deck, filter }, does));
  }

  /** Back from a screen to the card that was shown. */
  close() {
    if (this.ratings.nextOpen(-1) === null) this.finish();
    else if (this.position !== null && !this.onCard) this.to(this.position);
  }

  /* What changes by itself. */

  get firstMissing() {
    return this.ratings.names.findIndex((name) => !this.ratings.answered(this.position, name));
  }

  outputsAt(position) {
    return (this.deck.card(position) ?? this.deck.held.values().next().value)?.outputs.length;
  }

  drawAnswers(fresh = false) {
    const value = (what) => this.ratings.value(this.position, what);
    const said = { values: this.ratings.names.map(value), outputs: this.outputsAt(this.position), comment: value("comment"), skipped: this.ratings.skipped(this.position), reported: value("report") !== null };
    this.stage.dock.show(said, fresh);
    this.stage.view.flag([said.skipped && "skip", said.comment !== null && "comment", said.reported && "report"].filter(Boolean));
  }

  drawProgress() {
    this.stage.header.count(this.ratings.howManyDone, this.ratings.cards, this.clock.pace);
  }

  ratingChanged(position) {
    this.drawProgress();
    if (!this.onCard || position !== this.position) return;
    this.drawAnswers();
    this.look(this.stage.dock.current, null);
  }

  stateChanged() {
    this.stage.header.tell(this.outbox);
    document.body.classList.toggle("unsent-left", this.outbox.marks.size > 0);
  }

  refused({ mark, why }) {
    this.stage.notice.tell(why ? "refused" : "refused-without", { n: mark.position + 1, why }, { lasting: true });
  }
}

async function begin() {
  useSize(chosenSize());
  const outbox = new Outbox(PATH, () => `${PATH}/marks?lang=${encodeURIComponent(document.documentElement.lang)}`);
  const start = await patiently(() => get(`${PATH}/start?lang=${encodeURIComponent(chosenLanguage())}`));
  outbox.continueFrom(start.turn);
  const page = new Page(start, outbox);
  outbox.open();
  await page.begin();
}

begin().catch((error) => {
  document.body.replaceChildren(el("main", { class: "failed" }, el("p", { role: "alert" }, error.message || "404")));
  throw error;
});
