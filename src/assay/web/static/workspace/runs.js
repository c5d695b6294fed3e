// What is shown alike of runs everywhere: their verdict, their name, when they were.

import { el } from "../dom.js";
import { say, spoken } from "../words.js";

const SIGNS = { pass: "✓", fail: "✗", inconclusive: "?" };

/** The verdict as a small seal; said in a word to whoever does not see it. */
export function verdict(outcome) {
  const word = say(`outcome-${outcome}`);
  return el("span", { class: `verdict ${outcome}`, role: "img", "aria-label": word, title: word }, SIGNS[outcome]);
}

/** The moment of a run, short: the hour today, the day otherwise. */
export function when(at) {
  const moment = new Date(at);
  const today = moment.toDateString() === new Date().toDateString();
  const short = today ? { hour: "2-digit", minute: "2-digit" } : moment.getFullYear() === new Date().getFullYear() ? { month: "short", day: "numeric" } : { year: "numeric", month: "short", day: "numeric" };
  return el("time", { datetime: at, title: moment.toLocaleString(spoken()) }, moment.toLocaleString(spoken(), short));
}

/** The address of a run's page. */
export function pageOf(id) {
  return `/runs/${encodeURIComponent(id)}`;
}

/** The name, with a link to its page, what somebody wrote on it, and its tags. */
export function nameOf(run) {
  const tags = run.tags.map((tag) => el("a", { class: "tag", href: `/?tag=${encodeURIComponent(tag)}`, dir: "auto" }, tag));
  return el("span", { class: "named" }, el("a", { class: "name", href: pageOf(run.id), dir: "auto" }, run.name || run.id), el("span", { class: "beside" }, el("code", {}, run.id.slice(0, 8)), tags, run.note ? el("span", { class: "note-of", dir: "auto" }, run.note) : null));
}

/** The address with other values in its question; null takes one out. */
export function asking(changes, path = location.pathname) {
  const question = new URLSearchParams(location.search);
  for (const [name, value] of Object.entries(changes)) {
    if (value === null || value === "") question.delete(name);
    else question.set(name, value);
  }
  return question.size ? `${path}?${question}` : path;
}
