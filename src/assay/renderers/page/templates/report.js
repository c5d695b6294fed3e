// The page wakes up: its languages, and every example. It keeps nothing, asks for nothing, and sends nothing.
const texts = [...document.querySelectorAll("header, main, footer")].flatMap((part) => {
  const walker = document.createTreeWalker(part, NodeFilter.SHOW_TEXT);
  const found = [];
  while (walker.nextNode()) found.push(walker.currentNode);
  return found;
});
const examples = page.examples && examplesOf(page.examples);
const languages = Object.keys(page.words.self).filter((language) => language in page.differing.texts);

function speak(language) {
  spoken.language = language;
  page.differing.places.forEach((place, i) => {
    texts[place].data = page.differing.texts[language][i];
  });
  document.documentElement.lang = language;
  document.title = page.titles[language];
  examples?.inLanguage();
  drawLanguages();
}

function drawLanguages() {
  const held = document.activeElement?.lang;
  const buttons = languages.map((language) =>
    made("button", { type: "button", lang: language, "aria-pressed": String(language === spoken.language), on: { click: () => speak(language) } }, page.words.self[language]));
  switcher.replaceChildren(...buttons);
  switcher.setAttribute("aria-label", say("language"));
  if (held) buttons.find((button) => button.lang === held)?.focus();
}

/** Another page that shows this one in a frame says in which language. */
const asked = /^#lang=([\w-]+)$/.exec(location.hash)?.[1];

const switcher = made("div", { className: "languages", role: "group" });
document.querySelector(".brand").after(switcher);
drawLanguages();
if (examples) {
  const samples = document.getElementById("samples")?.parentNode;
  samples?.classList.add("on-paper");
  const before = samples ?? document.getElementById("read").parentNode;
  before.before(examples.element);
  examples.inLanguage();
}
if (languages.includes(asked)) speak(asked);
