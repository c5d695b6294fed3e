// The parts of the rater's page and how they share the room: a card with the stone under it, or a screen in their place.

import { open, sheet } from "../dialogs.js";
import { el } from "../dom.js";
import { told } from "../words.js";
import { CardView } from "./card.js";
import { Dock } from "./dock.js";
import { Guidelines, guidelinesText, hasGuidelines } from "./guidelines.js";
import { Header, Live, Notice } from "./header.js";
import { guidelinesOpen, keepGuidelines, settingsSheet } from "./settings.js";
import { helpSheet, reportSheet } from "./sheets.js";

const ROOM_BESIDE = matchMedia("(min-width: 68rem) and (min-height: 30.01rem)");

/** `does` is all that a rater can do; see rate.js. */
export class Stage {
  constructor(does) {
    this.does = does;
    this.header = new Header(does);
    this.live = new Live();
    this.notice = new Notice();
    this.article = el("article", { class: "card", "aria-labelledby": "card-title", hidden: true });
    this.view = new CardView(this.article);
    this.screen = el("div", { class: "screens" });
    this.main = el("main", { tabindex: "-1" }, this.article, this.screen);
    this.dock = new Dock(does);
    this.beside = new Guidelines();
    this.reporting = reportSheet({ report: (why, how) => does.reported(why, how), takeBack: () => does.say("report", null) });
    document.body.replaceChildren(this.header.node, this.main, this.beside.node, this.dock.node, this.notice.node, this.live.node);
    ROOM_BESIDE.addEventListener("change", () => this.placeGuidelines());
  }

  /** Lays out a project in the language that is spoken; a settings dialog that is open stays. */
  build(project, { languages, language }) {
    this.project = project;
    document.title = `${project.name} · Assay`;
    this.header.name.textContent = project.name;
    this.header.tools.guidelines.hidden = !hasGuidelines(project);
    this.beside.build(project);
    this.dock.build(project);
    this.help = helpSheet(project.mode);
    this.guidelines = sheet("guidelines", guidelinesText(project), "tall");
    this.settings ??= settingsSheet({ languages, language }, { language: (code) => this.does.translate(code), shortcuts: (whether) => this.does.allowKeys(whether) });
  }

  get showsCard() {
    return this.screen.hidden;
  }

  /** A screen in place of the card; the focus goes to what it is for. */
  show(screen) {
    this.swap(false);
    this.screen.replaceChildren(screen);
    this.main.scrollTop = 0;
    (screen.querySelector(".begin, .chip[aria-pressed=true]") ?? screen.querySelector("h2")).focus({ preventScroll: true });
  }

  showCard() {
    if (this.showsCard) return;
    this.swap(true);
    this.screen.replaceChildren();
  }

  swap(card) {
    this.screen.hidden = card;
    this.article.hidden = !card;
    this.dock.node.hidden = !card;
    this.placeGuidelines();
  }

  waiting() {
    this.article.replaceChildren(told(el("p", { class: "loading" }), "loading"));
  }

  openSheet(name) {
    open(this[name]);
  }

  /** Shows or hides the guidelines beside the text; where there is no room, in a sheet. */
  turnGuidelines() {
    if (!hasGuidelines(this.project)) return;
    if (!ROOM_BESIDE.matches || !this.showsCard) return open(this.guidelines);
    keepGuidelines(!guidelinesOpen());
    this.placeGuidelines();
  }

  placeGuidelines() {
    const shown = this.showsCard && ROOM_BESIDE.matches && guidelinesOpen() && hasGuidelines(this.project);
    this.beside.node.hidden = !shown;
    document.body.classList.toggle("beside", shown);
    this.header.tools.guidelines.setAttribute("aria-expanded", String(shown));
  }
}
