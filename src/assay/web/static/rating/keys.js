// The keyboard: one key for each thing a rater does, unless a field has the focus, a dialog is open, or keys are turned off.

const LETTERS = { n: "next", p: "back", u: "undo", c: "comment", s: "skip", r: "report", g: "guidelines", "?": "help" };
const PAIRS = { a: "1", b: "2", t: "0" };

/** `does` has a function for each of LETTERS' words, and answer(key), which says whether the key meant something. */
export class Keys {
  constructor(does, { mode, enabled }) {
    Object.assign(this, { does, mode, enabled });
    addEventListener("keydown", (event) => this.pressed(event));
  }

  pressed(event) {
    if (event.defaultPrevented || event.altKey || document.querySelector("dialog[open]")) return;
    if (event.key === "Escape") return this.does.escape();
    if (event.target.closest("input:not([type=radio]), textarea, select")) return;
    if ((event.ctrlKey || event.metaKey) && !event.shiftKey && event.key.toLowerCase() === "z") return this.run(event, () => this.does.undo());
    if (event.ctrlKey || event.metaKey) return;
    if (event.key === "Enter") return this.enter(event);
    if (event.key === "ArrowRight" || event.key === "ArrowLeft") return this.arrow(event);
    if (this.enabled) this.character(event);
  }

  character(event) {
    const key = plain(event);
    if (LETTERS[key]) return this.run(event, () => this.does[LETTERS[key]]());
    if (event.repeat) return; // A key that is held down is one answer.
    const meant = this.mode === "pairs" ? PAIRS[key] ?? key : key;
    if (this.does.answer(meant)) event.preventDefault();
  }

  /** In a group of radio buttons arrows choose, in what is wider than its frame they scroll. */
  arrow(event) {
    const { target } = event;
    if (event.shiftKey || target.matches("[type=radio]")) return;
    if (target.matches("pre, .sideways") && target.scrollWidth > target.clientWidth) return;
    this.run(event, () => (event.key === "ArrowRight" ? this.does.next() : this.does.back()));
  }

  /** On a radio button Enter goes on; on buttons and links it is theirs. */
  enter(event) {
    if (event.target.matches("[type=radio]")) this.run(event, () => this.does.onward());
  }

  run(event, action) {
    event.preventDefault();
    action();
  }
}

/** The character meant, also where an input method for Chinese holds the key back or makes it full width. */
function plain(event) {
  if (event.key === "Process" || event.keyCode === 229) return byPlace(event);
  return event.key.normalize("NFKC").toLowerCase();
}

function byPlace({ code, shiftKey }) {
  if (code === "Slash" && shiftKey) return "?";
  if (code === "Equal" && !shiftKey) return "=";
  return shiftKey ? "" : code.replace(/^(Key|Digit|Numpad)(?=.$)/, "").toLowerCase();
}
