// The confusion matrix as a way in: its numbers show their examples.
function enterByMatrix(table, show) {
  const labels = table.given.labels;
  if (!labels) return;
  const place = new Map(labels.map((label, i) => [label, i]));
  for (const row of document.querySelectorAll("table.matrix tbody tr")) {
    const i = [...row.parentNode.children].indexOf(row);
    row.querySelectorAll("td").forEach((cell, j) => cell.textContent.trim() !== "0" && asButton(cell, i, j));
  }
  for (const row of document.querySelectorAll("[aria-labelledby=confusion] table:not(.matrix) tbody tr")) {
    const [reference, reading, times] = row.children;
    const j = place.get(reading.textContent) ?? labels.length;
    if (place.has(reference.textContent)) asButton(times, place.get(reference.textContent), j);
  }
  const map = document.querySelector("svg.map");
  map?.classList.add("live");
  map?.addEventListener("click", (event) => {
    const square = event.target.closest("rect");
    if (square) show(Number(square.getAttribute("y")), Number(square.getAttribute("x")));
  });

  function asButton(cell, i, j) {
    const button = made("button", { type: "button", className: "count", on: { click: () => show(i, j) } });
    button.append(...cell.childNodes);
    cell.append(button);
    namers.push(() => {
      button.title = say("cell", { times: button.textContent, reference: labels[i], reading: labels[j] ?? say("no-label") });
      button.setAttribute("aria-label", button.title);
    });
  }
}

const namers = []; // what gives the buttons their names again, in another language
