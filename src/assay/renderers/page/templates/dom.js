// Elements, made without any markup: every text goes in as text.
function made(tag, properties = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (value === null || value === undefined || value === false) continue;
    if (name === "on") for (const [event, act] of Object.entries(value)) element.addEventListener(event, act);
    else if (name in element && !name.startsWith("aria")) element[name] = value;
    else element.setAttribute(name, value);
  }
  element.append(...children.filter((child) => child !== null && child !== undefined));
  return element;
}

// What is read from the page once; nothing of it is ever run.
const page = JSON.parse(document.getElementById("data").textContent);
const spoken = { language: page.language };

// The sentence `key` in the page's language, its gaps filled.
function say(key, values = {}) {
  return page.words[key][spoken.language].replace(/\{(\w+)\}/g, (_, name) => values[name]);
}

function counted(n) {
  return n.toLocaleString("en");
}
