// One evaluation under way: its files are sent, then it is followed until it is done. Its address brings it back.

import { get, patiently, post, remove } from "../asking.js";
import { el } from "../dom.js";
import { say, spoken, told } from "../words.js";
import { pageOf } from "./runs.js";

const EVERY = 250;
const STAGES = ["sending", "waiting", "reading", "measuring", "comparing", "checking", "drawing"];

export class Job {
  /** Of these `files`, which are to be sent; or that of the id, whose files are there. */
  constructor(files, id = null) {
    this.files = files;
    this.id = id;
    this.bar = told(el("progress", { max: STAGES.length, value: 0 }), "how-far", {}, "aria-label");
    this.said = el("p", { class: "job-said", role: "status" });
    this.steps = el("ol", { class: "job-steps" }, STAGES.map((name) => told(el("li", { "data-stage": name }), `stage-${name}`)));
    this.stop = told(el("button", { type: "button", class: "plain" }), "stop");
    this.stop.addEventListener("click", () => remove(this.path).catch(() => null));
    this.node = el("div", { class: "job" }, this.steps, this.bar, this.said, this.stop);
  }

  async ask(wish, language) {
    this.id = (await post(`/api/evaluations?lang=${language}`, wish)).id;
  }

  get path() {
    return `/api/evaluations/${encodeURIComponent(this.id)}`;
  }

  async follow() {
    try {
      const whole = this.files.reduce((sum, { size }) => sum + size, 0) || 1;
      let before = 0;
      for (const [nth, file] of this.files.entries()) {
        await send(`${this.path}/files/${nth}`, file, (sent) => this.show("sending", (before + sent) / whole));
        before += file.size;
      }
      history.replaceState(null, "", `/evaluate?job=${encodeURIComponent(this.id)}`);
      await this.wait();
    } catch (error) {
      this.end(error.message || say("not-sent"));
    }
  }

  async wait() {
    for (;;) {
      const far = await patiently(() => get(`${this.path}?lang=${spoken()}`));
      if (far.state === "done") {
        this.show("drawing", 1);
        location.replace(pageOf(far.run)); // the way back does not lead to what is over
        return;
      }
      if (far.state === "failed" || far.state === "stopped") {
        this.end(far.why ?? say("stopped"));
        return;
      }
      this.show(far.stage ?? "waiting", far.parts > 1 ? far.done / far.parts : 0);
      await new Promise((resolve) => setTimeout(resolve, EVERY));
    }
  }

  show(stage, part) {
    const at = STAGES.indexOf(stage);
    this.bar.value = at + part;
    [...this.steps.children].forEach((step, nth) => {
      step.className = nth < at ? "over" : nth === at ? "now" : "";
      if (nth === at) step.setAttribute("aria-current", "step");
      else step.removeAttribute("aria-current");
    });
    if (this.last !== stage) told(this.said, `stage-${stage}`);
    this.last = stage;
  }

  end(why) {
    this.stop.remove();
    this.bar.remove();
    this.said.replaceWith(el("p", { class: "problem", role: "alert" }, why));
    this.node.append(told(el("a", { class: "plain", href: "/evaluate" }), "again"));
  }
}

/** By the older way of asking: the newer one does not say how much of a file has gone. */
function send(address, file, went) {
  return new Promise((resolve, reject) => {
    const asked = new XMLHttpRequest();
    asked.open("PUT", address);
    asked.setRequestHeader("Content-Type", "application/octet-stream");
    asked.upload.addEventListener("progress", ({ loaded }) => went(loaded));
    asked.addEventListener("load", () => (asked.status < 300 ? resolve() : reject(new Error(sentence(asked)))));
    asked.addEventListener("error", () => reject(new Error("")));
    asked.send(file);
  });
}

function sentence({ responseText }) {
  try {
    return JSON.parse(responseText).error ?? "";
  } catch {
    return responseText;
  }
}
