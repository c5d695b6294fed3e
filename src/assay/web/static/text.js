// Text that somebody else wrote, made harmless to look at: no markup, no reordering, nothing invisible, no freezing.

import { el } from "./dom.js";
import { told } from "./words.js";

const HEAD = 8_000; // Characters shown at once.
const BLOCK = 20_000; // Of a long text, laid out only when it comes into view.
const DRAWN = 200_000; // Characters of markup that are still drawn at once.
const MARKERS = 500; // Signs a block, each in an element of its own.

// Control codes, line separators, bidirectional controls, zero-width signs, tags, half surrogates, non-characters.
const UNSEEN = /([\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\ufffe\uffff\u{e0000}-\u{e007f}\p{Cs}])\1*/gu;
const JOINERS = /[\u200c\u200d]/u;
const SPELT_WITHOUT_JOINERS = /[\p{Script=Latin}\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Cyrillic}\p{Script=Greek}\p{N}\p{P}\p{Z}\n]$/u;
const DIRECTION = /[\u200e\u200f\u061c]/u;
const RIGHT_TO_LEFT = /[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}]/u;
const FLAG = "\u{1f3f4}";

/** Fills `node` with a text of the server, {text, html}: as it was written, or with its markup where the server made it safe. */
export function show(node, { text, html }) {
  if (text.trim() === "" && !html) return node.replaceChildren(told(el("p", { class: "nothing" }), "empty"));
  const whole = html ? html.length <= DRAWN : text.length <= HEAD * 1.25;
  if (whole) return node.replaceChildren(html ? markup(html) : words(text));
  const head = text.slice(0, HEAD).replace(/\p{Cs}$/u, "");
  const more = told(el("button", { type: "button", class: "more" }), "show-all", { n: text.length });
  more.addEventListener("click", () => {
    node.replaceChildren(...(html ? [markup(html)] : blocks(text).map(words)));
    node.focus({ preventScroll: true });
  });
  node.replaceChildren(words(`${head} …`), more);
}

/** A text as it was written. */
export function words(text) {
  const node = el("div", { class: "words", dir: "auto" });
  node.append(...tamed(text.replace(/\r\n?|[\u2028\u2029]/g, "\n")));
  return node;
}

function markup(html) {
  const node = el("div", { class: "markup", dir: "auto" });
  node.innerHTML = html; // The server lets through no element or attribute that could do anything.
  const texts = document.createTreeWalker(node, NodeFilter.SHOW_TEXT);
  const found = [];
  while (texts.nextNode()) if (texts.currentNode.data.search(UNSEEN) >= 0) found.push(texts.currentNode);
  for (const one of found) one.replaceWith(...tamed(one.data));
  for (const table of node.querySelectorAll("table")) wrap(table);
  for (const block of node.querySelectorAll("pre")) block.tabIndex = 0;
  return node;
}

function wrap(table) {
  const around = el("div", { class: "sideways", tabindex: "0" });
  table.replaceWith(around);
  around.append(table);
}

function blocks(text) {
  const found = [];
  for (let at = 0; at < text.length; ) {
    const end = text.lastIndexOf("\n", at + BLOCK);
    const next = end > at && at + BLOCK < text.length ? end + 1 : at + BLOCK;
    found.push(text.slice(at, next).replace(/\n$/, ""));
    at = next;
  }
  return found;
}

/** The pieces of `text`: strings, and an element for what would not be seen or would move other text. */
function tamed(text) {
  const pieces = [];
  const rightToLeft = RIGHT_TO_LEFT.test(text);
  let at = 0;
  for (const match of text.matchAll(UNSEEN)) {
    if (belongs(match, text, rightToLeft)) continue;
    pieces.push(text.slice(at, match.index), sign(match[0]));
    at = match.index + match[0].length;
  }
  pieces.push(text.slice(at));
  if (pieces.length > 2 * MARKERS) return [pieces.map((piece) => (typeof piece === "string" ? piece : piece.textContent)).join("")];
  return pieces;
}

/** Whether the sign has its use here: joiners in emoji and in Persian or Hindi, marks of direction in Arabic, tags in flags. */
function belongs(match, text, rightToLeft) {
  const [signs, sign] = match;
  const before = text.slice(Math.max(0, match.index - 2), match.index);
  if (JOINERS.test(sign)) return signs.length === 1 && before !== "" && !SPELT_WITHOUT_JOINERS.test(before);
  if (DIRECTION.test(sign)) return rightToLeft;
  return sign >= "\u{e0000}" && text.slice(Math.max(0, match.index - 14), match.index).includes(FLAG);
}

function sign(signs) {
  const code = signs.codePointAt(0);
  const times = [...signs].length;
  const name = `⟨${code.toString(16).toUpperCase().padStart(2, "0")}⟩`;
  return el("span", { class: "sign", dir: "ltr" }, times > 1 ? `${name}×${times}` : name);
}
