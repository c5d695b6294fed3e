// What the rater has said so far: what the server knows, overlaid by what is still on its way there.

const UNDO_DEPTH = 200;

/** Events: "change" (detail: {position}). `outputsAt(position)` says how many outputs a card has, undefined if not known. */
export class Ratings extends EventTarget {
  constructor({ cards, criteria, mode, marks }, outbox, outputsAt) {
    super();
    Object.assign(this, { cards, mode, outbox, outputsAt });
    this.names = criteria.map((criterion) => criterion.name);
    this.known = new Map(marks.map((mark) => [item(mark.position, mark.what), { turn: 0, ...mark }]));
    this.undoKey = `${outbox.prefix}undo`;
    this.undoable = readList(this.undoKey);
    this.done = Array.from({ length: cards }, (_, position) => this.isDone(position));
    outbox.addEventListener("saved", ({ detail }) => this.settle(detail.mark));
    outbox.addEventListener("arrived", ({ detail }) => this.changed(detail.mark.position));
    outbox.addEventListener("refused", ({ detail }) => this.takeBack(detail.mark));
  }

  /** What holds of `what` on a card, null if nothing does. */
  value(position, what) {
    const known = this.known.get(item(position, what));
    const latest = this.outbox.of(position, what).at(-1);
    return (latest && latest.turn >= (known?.turn ?? 0) ? latest : known)?.value ?? null;
  }

  /** Says `value` of `what`, null to take it back. */
  mark(position, what, value, seconds) {
    this.remember({ position, what, before: this.value(position, what) });
    this.outbox.add({ position, what, value, seconds });
    this.changed(position);
  }

  /** Keeps a comment while it is written; it is sent when the rater pauses, and is no step of undo. */
  write(position, what, text, seconds) {
    const earlier = this.outbox.of(position, what).at(-1);
    this.outbox.replace(earlier, { position, what, value: text === "" ? null : text, seconds }, 800);
    this.changed(position);
  }

  /** Takes back the last thing said; returns it as {position, what}, or null if there is none. */
  undo(seconds) {
    const last = this.undoable.pop();
    if (!last) return null;
    writeList(this.undoKey, this.undoable);
    this.outbox.add({ position: last.position, what: last.what, value: last.before, seconds });
    this.changed(last.position);
    return last;
  }

  get howManyDone() {
    return this.done.reduce((sum, one) => sum + one, 0);
  }

  skipped(position) {
    return this.value(position, "skip") === true;
  }

  /** Whether a criterion has its answer: a ranking needs all outputs in it. */
  answered(position, name) {
    const value = this.value(position, name);
    if (value === null || this.mode !== "ranking") return value !== null;
    return value.flat().length >= (this.outputsAt(position) ?? 1);
  }

  isDone(position) {
    return this.skipped(position) || this.names.every((name) => this.answered(position, name));
  }

  /** The first card that is not done after `position`, else before it; null if all are. */
  nextOpen(position) {
    const after = this.done.indexOf(false, position + 1);
    if (after >= 0) return after;
    const any = this.done.indexOf(false);
    return any >= 0 ? any : null;
  }

  /** How many outputs a card has became known. */
  recount(position) {
    this.done[position] = this.isDone(position);
  }

  recountAll() {
    this.done.forEach((_, position) => this.recount(position));
    this.dispatchEvent(new CustomEvent("change", { detail: { position: -1 } }));
  }

  remember(step) {
    this.undoable = [...this.undoable, step].slice(-UNDO_DEPTH);
    writeList(this.undoKey, this.undoable);
  }

  settle(mark) {
    const known = this.known.get(item(mark.position, mark.what));
    if (!known || known.turn <= mark.turn) this.known.set(item(mark.position, mark.what), mark);
    this.changed(mark.position);
  }

  takeBack({ position, what }) {
    this.undoable = this.undoable.filter((step) => step.position !== position || step.what !== what);
    writeList(this.undoKey, this.undoable);
    this.changed(position);
  }

  changed(position) {
    this.done[position] = this.isDone(position);
    this.dispatchEvent(new CustomEvent("change", { detail: { position } }));
  }
}

function item(position, what) {
  return `${position} ${what}`;
}

/** Steps that can be undone outlive a reload, but not the tab. */
function readList(key) {
  try {
    return JSON.parse(sessionStorage.getItem(key)) ?? [];
  } catch {
    return [];
  }
}

function writeList(key, list) {
  try {
    sessionStorage.setItem(key, JSON.stringify(list));
  } catch {
    // Undo works until the page is loaded anew.
  }
}
