// Files dropped here are evaluated: what each is for, what it is judged by, and how far it is.

import { get } from "../asking.js";
import { el } from "../dom.js";
import { say, spoken } from "../words.js";
import { Files } from "./files.js";
import { Job } from "./job.js";
import { figure } from "./scale.js";

const TASKS = ["auto", "classification", "generation", "lm"];

const files = new Files(); // it and the evaluation stay when the page is shown in another language
let job = null;

/** Fills `main` with the form, or with the evaluation that is under way. */
export async function show(main, { about }) {
  const under = new URLSearchParams(location.search).get("job");
  const begun = job === null && under !== null;
  if (begun) job = new Job([], under);
  if (job === null) await formOf(main, about);
  else main.replaceChildren(...titled(), job.node);
  if (begun) await job.follow();
}

function titled() {
  return [el("h1", {}, say("way-evaluate")), el("p", { class: "note" }, say("evaluate-note"))];
}

async function formOf(main, about) {
  const [projects, { runs }] = await Promise.all([get(`/api/projects?lang=${spoken()}`), get(`/api/runs?limit=100&lang=${spoken()}`)]);
  const asked = new URLSearchParams(location.search);
  const form = el("form", { class: "evaluate-form" },
    files.node,
    el("div", { class: "fields" },
      field("project", el("input", { name: "project", list: "projects", value: asked.get("project") ?? projects[0]?.name ?? "", maxlength: "200", autocomplete: "off", dir: "auto" }), el("datalist", { id: "projects" }, projects.map(({ name }) => el("option", { value: name })))),
      field("base_run", el("select", { name: "base_run" }, el("option", { value: "" }, say("base-none")), runs.map((run) => el("option", { value: run.id, dir: "auto" }, `${run.name} · ${run.title} ${figure(run.value, run.high ?? 0)} · ${run.id.slice(0, 8)}`)))),
      field("policy", el("select", { name: "policy" }, el("option", { value: "" }, say("policy-default")), about.policies.map(({ name, about: what }) => el("option", { value: name, title: what }, name)))),
      field("task", el("select", { name: "task" }, TASKS.map((task) => el("option", { value: task }, say(`task-${task}`))))),
      el("p", { class: "soft what", role: "status" })),
    el("div", { class: "form-end" }, el("button", { type: "submit", class: "main" }, say("evaluate")), el("p", { class: "problem", role: "alert" })));
  const { policy } = form.elements;
  policy.addEventListener("input", () => {
    form.querySelector(".what").textContent = about.policies.find(({ name }) => name === policy.value)?.about ?? "";
  });
  main.replaceChildren(...titled(), form);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    begin(form).catch((error) => {
      form.querySelector(".problem").textContent = error.message || say("not-sent");
    });
  });
}

async function begin(form) {
  const problem = form.querySelector(".problem");
  problem.textContent = files.lacks();
  if (problem.textContent) return;
  const { project, base_run: base, policy, task } = form.elements;
  const wish = { files: files.list.map(({ file, role }) => ({ name: file.name, role })), project: project.value.trim() || "uploads", base_run: base.value || null, policy: policy.value || null, task: task.value };
  const asked = new Job(files.list.map(({ file }) => file));
  await asked.ask(wish, spoken());
  job = asked;
  form.replaceWith(job.node);
  await job.follow();
}

function field(name, control, ...more) {
  control.id = `field-${name}`;
  return el("div", { class: "field" }, el("label", { for: control.id }, say(`field-${name}`)), control, more);
}
