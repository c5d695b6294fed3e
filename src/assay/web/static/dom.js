// Elements, made in one call; all text goes in as text, never as markup.

/** An element `tag` with `properties` (class, data-*, aria-*, on: {event: handler}, say: key of a sentence) and `children`. */
export function el(tag, properties = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) set(node, name, value);
  node.append(...children.flat().filter((child) => child !== null && child !== undefined));
  return node;
}

function set(node, name, value) {
  if (value === null || value === undefined || value === false) return;
  if (name === "on") for (const [event, handler] of Object.entries(value)) node.addEventListener(event, handler);
  else node.setAttribute(name, value === true ? "" : value);
}

const SVG = "http://www.w3.org/2000/svg";

/** The same for drawings. */
export function drawn(tag, properties = {}, ...children) {
  const node = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(properties)) node.setAttribute(name, value);
  node.append(...children);
  return node;
}

const STROKES = {
  back: "M14 5 7 12l7 7",
  next: "m10 5 7 7-7 7",
  undo: "M8 5 4 9l4 4M4 9h9a6 6 0 0 1 0 12H9",
  comment: "M4 5h16v11h-9l-5 4v-4H4z",
  skip: "M5 6l6 6-6 6M12 6l6 6-6 6M20.500 6v12",
  report: "M6 21V4h12l-3 4.500 3 4.500H6",
  guidelines: "M5 4h11l3 3v13H5zM8.500 11h7M8.500 15h7M8.500 7.500h3",
  settings: "M4 7h9M19 7h1M4 17h1M11 17h9M16 4.500v5M8 14.500v5",
  help: "M9 9.500a3 3 0 1 1 4.500 2.600c-1 .600-1.500 1.100-1.500 2.400M12 18v.1",
  list: "M8.500 6H20M8.500 12H20M8.500 18H20M4 6h.1M4 12h.1M4 18h.1",
  close: "m6 6 12 12M18 6 6 18",
  copy: "M8.500 8.500h11v11h-11zM15.500 8.500v-4h-11v11h4",
};

/** A small line drawing that says nothing to a screen reader. */
export function icon(name) {
  return drawn("svg", { class: "icon", viewBox: "0 0 24 24", "aria-hidden": "true" }, drawn("path", { d: STROKES[name] }));
}

/** The touchstone with the stroke that was drawn on it. */
export function mark() {
  return drawn("svg", { class: "mark", viewBox: "0 0 32 32", "aria-hidden": "true" },
    drawn("rect", { class: "mark-stone", width: 32, height: 32, rx: 9 }), drawn("path", { class: "mark-stroke", d: "M8 21 24 11" }));
}
