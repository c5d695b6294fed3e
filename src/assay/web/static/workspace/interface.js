// The interface for programs, from the server's own description of it.

import { get } from "../asking.js";
import { el } from "../dom.js";
import { say } from "../words.js";

/** Fills `main`. */
export async function show(main) {
  const described = await get("/api/openapi.json");
  const groups = new Map();
  for (const [path, methods] of Object.entries(described.paths)) {
    if (!path.startsWith("/api/")) continue;
    for (const [method, operation] of Object.entries(methods)) {
      const tag = operation.tags?.[0] ?? "";
      groups.set(tag, [...(groups.get(tag) ?? []), { path, method, operation }]);
    }
  }
  const example = `curl "${location.origin}/api/runs?limit=5"`;
  main.replaceChildren(el("h1", {}, say("way-interface")), el("p", { class: "note" }, say("interface-note")), el("pre", { class: "example", tabindex: "0" }, example), el("p", {}, el("a", { class: "plain", href: "/api/openapi.json" }, "openapi.json")),
    ...[...groups].map(([tag, operations]) => el("section", { class: "operations" }, el("h2", {}, el("code", {}, tag)), operations.map((one) => operation_(one, described)))));
}

function operation_({ path, method, operation }, described) {
  const parameters = (operation.parameters ?? []).map(({ name, in: place, required, schema, description }) => row(name, place, kind(schema, described), required, description ?? schema?.description));
  const body = operation.requestBody?.content?.["application/json"]?.schema;
  const fields = body ? fieldsOf(body, described).map(([name, schema, required]) => row(name, "body", kind(schema, described), required, schema.description)) : [];
  const rows = [...parameters, ...fields];
  const answer = operation.responses?.["200"] ?? operation.responses?.["201"];
  const answered = answer?.content?.["application/json"]?.schema;
  return el("details", { class: "operation" }, el("summary", {}, el("span", { class: `method ${method}` }, method.toUpperCase()), el("code", {}, path), el("span", { class: "soft" }, (operation.description ?? "").split("\n\n")[0])),
    rows.length ? sideways(path, rows) : null,
    answered ? el("p", { class: "soft" }, "→ ", el("code", {}, kind(answered, described))) : null,
    answered ? sideways(path, fieldsOf(answered, described).map(([name, schema]) => row(name, "", kind(schema, described), false, schema.description))) : null);
}

function sideways(label, rows) {
  return el("div", { class: "sideways", tabindex: "0", role: "group", "aria-label": label }, el("table", { class: "list" }, el("tbody", {}, rows)));
}

function row(name, place, type, required, description) {
  return el("tr", {}, el("th", { scope: "row" }, el("code", {}, required ? `${name}*` : name)), el("td", { class: "soft" }, place), el("td", {}, el("code", {}, type)), el("td", { class: "soft" }, description ?? ""));
}

function resolved(schema, described) {
  if (schema?.$ref) return described.components.schemas[schema.$ref.split("/").at(-1)];
  if (schema?.type === "array") return resolved(schema.items, described);
  return schema ?? {};
}

function fieldsOf(schema, described) {
  const { properties = {}, required = [] } = resolved(schema, described);
  return Object.entries(properties).map(([name, one]) => [name, one, required.includes(name)]);
}

function kind(schema, described) {
  if (!schema) return "";
  if (schema.$ref) return schema.$ref.split("/").at(-1);
  if (schema.anyOf) return schema.anyOf.map((one) => kind(one, described)).join(" | ");
  if (schema.enum) return schema.enum.map((one) => JSON.stringify(one)).join(" | ");
  if (schema.type === "array") return `[${kind(schema.items, described)}]`;
  return schema.type ?? "";
}
