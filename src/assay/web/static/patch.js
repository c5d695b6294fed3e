// Brings a part of the page up to date without replacing it: the focus, open details and the place of scrolling stay.

const keys = new WeakMap();

/** Says which thing a node stands for, so that it is found again when the list has changed. */
export function keyed(node, key) {
  keys.set(node, key);
  return node;
}

/** Makes the children of `node` like `fresh`, a list of new nodes. Listeners of old nodes stay: they must hold no data. */
export function patch(node, fresh) {
  const old = [...node.childNodes];
  const used = new Set();
  let at = node.firstChild;
  for (const wanted of fresh) {
    const match = old.find((one) => !used.has(one) && alike(one, wanted)) ?? wanted;
    used.add(match);
    if (match === at) at = at.nextSibling;
    else node.insertBefore(match, at);
    if (match !== wanted) renew(match, wanted);
  }
  for (const one of old) if (!used.has(one)) one.remove();
}

function alike(one, other) {
  return one.nodeName === other.nodeName && keys.get(one) === keys.get(other);
}

function renew(old, fresh) {
  if (old.nodeType === Node.TEXT_NODE) {
    if (old.data !== fresh.data) old.data = fresh.data;
    return;
  }
  const stays = (name) => name === "style" || (name === "open" && old.nodeName === "DETAILS");
  for (const { name } of [...old.attributes]) if (!fresh.hasAttribute(name) && !stays(name)) old.removeAttribute(name);
  for (const { name, value } of fresh.attributes) if (old.getAttribute(name) !== value && !stays(name)) old.setAttribute(name, value);
  const part = fresh.style?.getPropertyValue("--part"); // The policy of the page forbids style attributes, not properties.
  if (part) old.style.setProperty("--part", part);
  patch(old, [...fresh.childNodes]);
}
