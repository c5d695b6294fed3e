// The cards, fetched ahead of the rater so that the next one is always there.

import { Unanswered, get, patiently } from "../asking.js";

const AHEAD = 60; // Half of them are here at any time: minutes of work without a server.
const FIRST = 6; // How long cards are is not known yet.
const BEHIND = 2;
const LONG = 200_000; // Characters a card: of such, few are fetched at once.
const MOST = 20_000_000; // Characters kept.

/** Events: "waiting" (the server does not answer), "card" (detail: {position}). */
export class Deck extends EventTarget {
  constructor(url, cards) {
    super();
    Object.assign(this, { url, cards });
    this.held = new Map();
    this.asked = new Map();
    this.length = 0;
  }

  /** The card if it is here. */
  card(position) {
    return this.held.get(position);
  }

  /** Resolves when the card at `position` is here; asks as long as it takes. */
  async need(position) {
    while (!this.held.has(position)) await (this.asked.get(position) ?? this.ask(position - BEHIND, position + this.reach));
    return this.held.get(position);
  }

  /** Sees to it that the cards from `position` on are here before they are wanted. */
  ahead(position) {
    const missing = this.missing(position, position + this.reach / 2);
    if (missing !== null) this.ask(missing, missing + this.reach).catch(() => {}); // Whoever needs the card hears of it.
  }

  get reach() {
    if (this.held.size === 0) return FIRST;
    return this.length / this.held.size > LONG ? 2 : AHEAD;
  }

  missing(from, until) {
    for (let at = from; at < Math.min(until, this.cards); at += 1) if (!this.held.has(at) && !this.asked.has(at)) return at;
    return null;
  }

  async ask(from, until) {
    const first = this.missing(Math.max(0, from), until);
    if (first === null) return;
    let end = first;
    while (end < Math.min(until, this.cards) && !this.held.has(end) && !this.asked.has(end)) end += 1;
    const wanted = Array.from({ length: end - first }, (_, nth) => first + nth);
    const answer = patiently(() => get(`${this.url}?first=${first}&count=${wanted.length}`), (error) => this.tell("waiting", error));
    const arrived = answer.then(({ cards }) => this.arrived(cards)).finally(() => wanted.forEach((at) => this.asked.delete(at)));
    for (const at of wanted) this.asked.set(at, arrived);
    return arrived;
  }

  arrived(cards) {
    if (cards.length === 0) throw new Unanswered(404, "");
    for (const card of cards) {
      if (this.held.has(card.position)) continue;
      this.held.set(card.position, card);
      this.length += lengthOf(card);
    }
    this.thin(cards[0].position);
    for (const { position } of cards) this.tell("card", { position });
  }

  /** Of very long cards, those farthest away are let go. */
  thin(near) {
    const far = [...this.held.keys()].sort((one, other) => Math.abs(other - near) - Math.abs(one - near));
    while (this.length > MOST && far.length > AHEAD) {
      const position = far.shift();
      this.length -= lengthOf(this.held.get(position));
      this.held.delete(position);
    }
  }

  tell(name, detail) {
    this.dispatchEvent(new CustomEvent(name, { detail }));
  }
}

function lengthOf({ prompt, reference, outputs }) {
  return [prompt, reference, ...outputs].reduce((sum, part) => sum + (part?.text.length ?? 0) + (part?.html?.length ?? 0), 0);
}
