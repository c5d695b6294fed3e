// Marks on their way to the server: kept in the browser first, sent in small batches, forgotten once the server has them.

import { Unanswered, backOff, post } from "../asking.js";
import * as kept from "../kept.js";

const BATCH = 50;
const BATCH_BYTES = 60_000; // A request that outlives its page may have 64 KiB.
const SOON = 20;
const OTHER_TAB = 4_000; // Another tab sends its own marks; ours is the second try.
const SLOWLY = 20_000;

/**
 * Events: "change" (its state), "saved" and "refused" (detail: {mark, why}), "arrived" (detail: {mark}, of another tab).
 * `state` is "saved", "saving" or "waiting"; `why` is what the server said where it would not take anything.
 */
export class Outbox extends EventTarget {
  constructor(path, url) {
    super();
    this.url = url;
    this.prefix = `assay-rate:${path}:mark:`;
    this.turnKey = `assay-rate:${path}:turn`;
    this.marks = new Map();
    this.tried = new Set();
    this.turn = 0;
    this.failures = 0;
    this.why = "";
    this.lasting = true;
    this.singly = false;
    this.sending = false;
    this.timer = null;
    this.due = Infinity;
    this.opened = false;
    this.early = [];
    this.adopt();
    this.listen();
  }

  get state() {
    if (this.marks.size === 0) return "saved";
    return this.failures > 0 ? "waiting" : "saving";
  }

  /**
   * Sends, and tells, from here on. Before, nobody could hear what was saved, and what the server said of its state might
   * lack it: a card would be asked for again.
   */
  open() {
    this.opened = true;
    for (const { event, detail } of this.early.splice(0)) this.tell(event, detail);
    this.flush();
  }

  /** The server knows turns up to `turn`. */
  continueFrom(turn) {
    this.turn = Math.max(this.turn, turn, Number(kept.read(this.turnKey)) || 0);
  }

  /** Takes {position, what, value, seconds}, keeps it, sends it `within` milliseconds; returns the whole mark. */
  add(said, within = SOON) {
    this.continueFrom(0);
    this.turn += 1;
    const mark = { key: newKey(), turn: this.turn, ...said };
    this.marks.set(mark.key, mark);
    if (!kept.write(this.prefix + mark.key, JSON.stringify(mark))) this.lasting = false;
    kept.write(this.turnKey, String(this.turn));
    this.changed();
    if (this.failures === 0) this.schedule(within);
    return mark;
  }

  /** The same, in place of `earlier` where that was never sent: a comment is not sent letter by letter. */
  replace(earlier, said, within) {
    if (earlier && this.marks.has(earlier.key) && !this.tried.has(earlier.key)) this.drop(earlier.key);
    return this.add(said, within);
  }

  /** The waiting marks of one thing that was said, oldest first. */
  of(position, what) {
    return [...this.marks.values()].filter((mark) => mark.position === position && mark.what === what).sort(byTurn);
  }

  /** Sends what there is now, whatever failed before. */
  flush() {
    this.failures = Math.min(this.failures, 1);
    this.adopt();
    this.schedule(0);
  }

  adopt() {
    for (const [key, text] of kept.all(this.prefix)) this.take(key, text);
  }

  take(key, text) {
    const mark = parsed(text);
    if (mark === null || this.marks.has(mark.key) || key !== this.prefix + mark.key) return null;
    this.marks.set(mark.key, mark);
    this.turn = Math.max(this.turn, mark.turn);
    return mark;
  }

  listen() {
    addEventListener("online", () => this.flush());
    addEventListener("pageshow", () => this.flush());
    addEventListener("pagehide", () => this.leave());
    document.addEventListener("visibilitychange", () => (document.hidden ? this.leave() : this.flush()));
    addEventListener("storage", (event) => this.heard(event));
    addEventListener("beforeunload", (event) => {
      if (!this.lasting && this.marks.size > 0) event.preventDefault();
    });
  }

  /** Another tab of the same rater has made a mark, or has had one saved. */
  heard({ key, newValue }) {
    if (!key?.startsWith(this.prefix)) return;
    if (newValue === null) return this.settle(key.slice(this.prefix.length), "saved");
    const mark = this.take(key, newValue);
    if (mark === null) return;
    this.tell("arrived", { mark });
    this.changed();
    this.schedule(OTHER_TAB);
  }

  schedule(within) {
    const due = performance.now() + within;
    if (!this.opened || this.sending || (this.timer !== null && this.due <= due)) return;
    clearTimeout(this.timer);
    this.due = due;
    this.timer = setTimeout(() => this.send(), within);
  }

  batch(most = this.singly ? 1 : BATCH) {
    const batch = [];
    let length = 0;
    for (const mark of [...this.marks.values()].sort(byTurn)) {
      length += bytes(JSON.stringify(mark));
      if (batch.length > 0 && (batch.length === most || length > BATCH_BYTES)) break;
      batch.push(mark);
    }
    return batch;
  }

  async send() {
    this.timer = null;
    const batch = this.batch();
    if (this.sending || batch.length === 0) return;
    this.sending = true;
    for (const mark of batch) this.tried.add(mark.key);
    try {
      this.answered(await post(this.url(), { marks: batch }), batch);
    } catch (error) {
      this.failed(error, batch);
    }
    this.sending = false;
    this.changed();
    if (this.marks.size > 0) this.schedule(this.failures === 0 ? 0 : this.why ? SLOWLY : backOff(this.failures));
  }

  answered({ saved = [], refused = [] }, batch) {
    const before = this.marks.size;
    for (const key of saved) this.settle(key, "saved");
    for (const { key, why } of refused) this.settle(key, "refused", why);
    const heard = this.marks.size < before || batch.every((mark) => !this.marks.has(mark.key));
    this.failures = heard ? 0 : this.failures + 1;
    this.why = "";
    if (heard) this.singly = false;
  }

  failed(error, batch) {
    if (!(error instanceof Unanswered)) throw error;
    const unreadable = [400, 413, 422].includes(error.status);
    if (unreadable && batch.length === 1) return this.settle(batch[0].key, "refused", error.message);
    this.singly = unreadable;
    this.failures += unreadable ? 0 : 1;
    this.why = error.passing ? "" : error.message;
  }

  settle(key, event, why = "") {
    const mark = this.marks.get(key);
    if (!mark) return;
    this.drop(key);
    if (this.marks.size === 0) this.lasting = true;
    this.tell(event, { mark, why });
    this.changed();
  }

  drop(key) {
    this.marks.delete(key);
    this.tried.delete(key);
    kept.forget(this.prefix + key);
  }

  /** The page may be gone in a moment: what fits into one request that outlives it is sent. */
  leave() {
    if (this.opened && this.marks.size > 0) post(this.url(), { marks: this.batch(BATCH) }, { keepalive: true }).then((answer) => this.answered(answer, []), () => {});
  }

  changed() {
    this.tell("change", {});
  }

  tell(name, detail) {
    if (!this.opened) this.early.push({ event: name, detail });
    else this.dispatchEvent(new CustomEvent(name, { detail }));
  }
}

function bytes(text) {
  return new TextEncoder().encode(text).length;
}

function byTurn(one, other) {
  return one.turn - other.turn;
}

function parsed(text) {
  try {
    const mark = JSON.parse(text);
    return typeof mark?.key === "string" && Number.isInteger(mark.turn) ? mark : null;
  } catch {
    return null;
  }
}

/** randomUUID is missing where the page came without encryption from another machine. */
function newKey() {
  if (crypto.randomUUID) return crypto.randomUUID();
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/(.{8})(.{4})(.{4})(.{4})(.{12})/, "$1-$2-$3-$4-$5");
}
