// What the browser keeps for us, where it does: storage may be forbidden or full, and then memory has to do.

const memory = new Map();

/** The text kept under `key`, or null. */
export function read(key) {
  try {
    return localStorage.getItem(key) ?? memory.get(key) ?? null;
  } catch {
    return memory.get(key) ?? null;
  }
}

/** Keeps `text` under `key`; false where only this page's memory has it. */
export function write(key, text) {
  try {
    localStorage.setItem(key, text);
    memory.delete(key);
    return true;
  } catch {
    memory.set(key, text);
    return false;
  }
}

export function forget(key) {
  memory.delete(key);
  try {
    localStorage.removeItem(key);
  } catch {
    // Nothing was kept.
  }
}

/** All that is kept under keys that begin with `prefix`, as [key, text]. */
export function all(prefix) {
  const found = new Map([...memory].filter(([key]) => key.startsWith(prefix)));
  try {
    for (let at = 0; at < localStorage.length; at += 1) {
      const key = localStorage.key(at);
      if (key.startsWith(prefix)) found.set(key, localStorage.getItem(key));
    }
  } catch {
    // Memory has all there is.
  }
  return [...found];
}
