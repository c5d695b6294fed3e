// A report in the page: in a frame that may draw and nothing else.

import { el } from "../dom.js";
import { say } from "../words.js";

/** The frame, and until it is there a word that it comes. */
export function frame(address, title) {
  const inside = el("iframe", { src: address, title, sandbox: "allow-scripts allow-downloads", loading: "eager" });
  const waiting = el("p", { class: "frame-waiting soft", role: "status" }, say("drawing"));
  const place = el("div", { class: "framed" }, waiting, inside);
  inside.addEventListener("load", () => waiting.remove());
  return place;
}
