// Who rates: how far each is, at what pace, how steadily, and the link of each.

import { el, icon } from "../dom.js";
import { table } from "../tables.js";
import { number, say, spoken } from "../words.js";

const UNITS = [["day", 86_400], ["hour", 3_600], ["minute", 60]];

/** The table of raters. */
export function ratersTable(raters) {
  const some = (name) => raters.some((rater) => rater[name] !== null);
  const columns = [
    { head: say("rater"), cell: (rater) => el("bdi", {}, rater.name) },
    { head: say("progress"), wide: true, cell: progress },
    { head: say("pace"), number: true, cell: ({ pace }) => (pace === null ? "–" : say("pace-seconds", { n: Math.round(pace) })) },
    { head: say("left"), number: true, cell: ({ left, done, cards }) => (done >= cards ? say("left-none") : left === null ? "–" : duration(left)) },
    { head: say("last"), cell: ({ last }) => (last === null ? say("last-never") : el("time", { datetime: last, title: new Date(last).toLocaleString(spoken()) }, ago(last))) },
    some("repeats") && { head: say("repeats"), number: true, cell: ({ repeats }) => share(repeats, "same") },
    some("checks") && { head: say("checks"), number: true, cell: ({ checks }) => share(checks, "passed") },
    { head: say("link"), wide: true, cell: link },
  ].filter(Boolean);
  return table(columns, raters.map((rater) => columns.map(({ cell }) => cell(rater))), say("raters"));
}

function progress({ done, cards, skipped, reported }) {
  const fill = el("span", { class: "fill" });
  fill.style.setProperty("--part", String(cards === 0 ? 0 : done / cards));
  const more = [skipped > 0 && say("skipped", { n: skipped }), reported > 0 && say("reported", { n: reported })].filter(Boolean);
  return el("div", { class: "progress" }, el("span", { class: "bar", "aria-hidden": "true" }, fill), el("span", { class: "of" }, say("of", { done, cards })), more.length > 0 ? el("span", { class: "soft more-of" }, more.join(" · ")) : null);
}

function share(found, name) {
  return found === null || found.n === 0 ? "–" : say("share", { k: found[name], n: found.n });
}

function link({ name, link: path }) {
  const address = new URL(path, location.href).href;
  const field = el("input", { class: "address", readonly: true, value: address, "aria-label": say("link-of", { name }), "data-select": true });
  return el("div", { class: "link" }, field, el("button", { type: "button", class: "copy", "data-copy": address, "aria-label": say("copy-of", { name }) }, icon("copy"), el("span", {}, say("copy"))));
}

/** Seconds as a rough duration. */
export function duration(seconds) {
  const minutes = Math.max(1, Math.round(seconds / 60));
  return minutes < 90 ? say("minutes", { n: minutes }) : say("hours", { n: number(Math.round(minutes / 6) / 10) });
}

function ago(time) {
  const seconds = Math.max(0, (Date.now() - new Date(time).getTime()) / 1000);
  const [unit, length] = UNITS.find(([, each]) => seconds >= each) ?? [null, 1];
  if (unit === null) return say("last-now");
  return new Intl.RelativeTimeFormat(spoken(), { numeric: "auto" }).format(-Math.floor(seconds / length), unit);
}
