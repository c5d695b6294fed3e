// The sentences of the page in the reader's language; a node that was given one keeps it when the language changes.

let language = "en";
let sentences = {};
const given = new WeakMap();

/** From now on all sentences are these. Every node that has one is written anew; nothing else on the page is touched. */
export function speak(code, words) {
  language = code;
  sentences = words;
  document.documentElement.lang = code;
  rewrite(document);
}

/** Writes the sentences under `root` in the present language: what was not part of the page when it changed. */
export function rewrite(root) {
  for (const node of root.querySelectorAll("[data-said]")) write(node);
}

export function spoken() {
  return language;
}

/** The sentence `key`, with {name} filled in and {name:one|many} chosen by number. A key without a sentence is shown itself. */
export function say(key, values = {}) {
  return fill(sentences[key] ?? key, values);
}

function fill(template, values) {
  return template.replace(/\{(\w+)(?::([^{}|]*)\|([^{}]*))?\}/g, (_, name, one, many) => {
    const value = values[name];
    if (one !== undefined) return value === 1 ? one : many;
    return typeof value === "number" ? number(value) : String(value ?? "");
  });
}

/** A number as the language writes it, with at most `digits` decimals. */
export function number(value, digits = 2) {
  return value.toLocaleString(language, { maximumFractionDigits: digits });
}

/** Names in a row, as the language lists them. */
export function listed(names) {
  return names.join(language.startsWith("zh") ? "、" : ", ");
}

/** Gives `node` the sentence `key` as its text, or as its `attribute`. Returns the node. */
export function told(node, key, values = {}, attribute = "text") {
  const said = given.get(node) ?? {};
  said[attribute] = [key, values];
  given.set(node, said);
  node.dataset.said = "";
  write(node);
  return node;
}

function write(node) {
  for (const [attribute, [key, values]] of Object.entries(given.get(node) ?? {})) {
    const sentence = say(key, values);
    if (attribute !== "text") node.setAttribute(attribute, sentence);
    else if (node.textContent !== sentence) node.textContent = sentence;
  }
}
