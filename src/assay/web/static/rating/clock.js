// How long a rater takes: only the time in which the page is in view counts.

const IDLE = 300; // Seconds: who is away for longer was not reading.
const ENOUGH = 5; // Cards, before the own pace speaks.

export class Clock {
  constructor(pace) {
    this.known = pace;
    this.cards = new Map();
    this.passed = 0;
    this.since = performance.now();
    document.addEventListener("visibilitychange", () => this.turn());
  }

  /** Seconds since the last lap. */
  lap() {
    const seconds = this.passed + (document.hidden ? 0 : this.running());
    this.passed = 0;
    this.since = performance.now();
    return Math.round(seconds * 10) / 10;
  }

  /** Adds a lap to a card. */
  spent(position, seconds) {
    this.cards.set(position, (this.cards.get(position) ?? 0) + seconds);
  }

  /** Seconds a card: the median of this visit, before there are enough cards what the server knows; null if nothing is. */
  get pace() {
    const sorted = [...this.cards.values()].sort((one, other) => one - other);
    if (sorted.length < ENOUGH) return this.known;
    return sorted[Math.floor(sorted.length / 2)];
  }

  running() {
    return Math.min(IDLE, (performance.now() - this.since) / 1000);
  }

  turn() {
    if (document.hidden) this.passed += this.running();
    else this.since = performance.now();
  }
}
