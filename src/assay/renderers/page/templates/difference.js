// What two texts have in common, word by word, and sign by sign where a script has no spaces (Myers 1986, O(ND)).
const PIECES = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]|[\p{L}\p{N}\p{M}_]+|\s+|[^]/gu;
const MOST_CHANGES = 1000; // beyond as many, what stands between the common ends is shown as other
const UNSEEN = /[\u00ad\u034f\u180e\u200b-\u200f\u2060-\u2064]/gu;

// Both texts as runs of {text, same}.
function difference(before, after) {
  const a = before.match(PIECES) ?? [];
  const b = after.match(PIECES) ?? [];
  let start = 0;
  while (start < a.length && start < b.length && a[start] === b[start]) start += 1;
  let end = 0;
  while (end < a.length - start && end < b.length - start && a[a.length - 1 - end] === b[b.length - 1 - end]) end += 1;
  const kept = common(a.slice(start, a.length - end), b.slice(start, b.length - end));
  const same = (side, pieces) => pieces.map((_, i) => i < start || i >= pieces.length - end || kept[side].has(i - start));
  return [runs(a, same(0, a)), runs(b, same(1, b))];
}

// The places in `a` and in `b` of a longest common sequence; none where too much differs.
function common(a, b) {
  const trace = [];
  let reach = new Map([[1, 0]]);
  for (let d = 0; d <= Math.min(a.length + b.length, MOST_CHANGES); d += 1) {
    trace.push(reach);
    reach = new Map(reach);
    for (let k = -d; k <= d; k += 2) {
      let x = k === -d || (k !== d && reach.get(k - 1) < reach.get(k + 1)) ? reach.get(k + 1) : reach.get(k - 1) + 1;
      while (x < a.length && x - k < b.length && a[x] === b[x - k]) x += 1;
      reach.set(k, x);
      if (x >= a.length && x - k >= b.length) return walkedBack(trace, a, b);
    }
  }
  return [new Set(), new Set()];
}

function walkedBack(trace, a, b) {
  const found = [new Set(), new Set()];
  let [x, y] = [a.length, b.length];
  for (let d = trace.length - 1; d >= 0; d -= 1) {
    const k = x - y;
    const reach = trace[d];
    const from = k === -d || (k !== d && reach.get(k - 1) < reach.get(k + 1)) ? k + 1 : k - 1;
    const [fromX, fromY] = [reach.get(from), reach.get(from) - from];
    while (x > Math.max(0, fromX) && y > Math.max(0, fromY)) {
      x -= 1;
      y -= 1;
      found[0].add(x);
      found[1].add(y);
    }
    [x, y] = [fromX, fromY];
  }
  return found;
}

function runs(pieces, same) {
  const found = [];
  pieces.forEach((piece, i) => {
    const last = found.at(-1);
    if (last && last.same === same[i]) last.text += piece;
    else found.push({ text: piece, same: same[i] });
  });
  return found;
}

// Signs that nobody sees, made visible where they are what differs.
function seen(text) {
  const shown = text.replace(UNSEEN, (sign) => `⟨${sign.codePointAt(0).toString(16).toUpperCase().padStart(4, "0")}⟩`);
  return /^\s+$/.test(shown) ? shown.replaceAll("\n", "⏎\n").replaceAll(" ", "␣") : shown;
}
