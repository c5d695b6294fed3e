// Questions to the server: JSON there and back, and an error that says whether to ask again.

const PATIENCE = 15_000;

/** The server said no, or nothing: `status` is 0 where it could not be reached. */
export class Unanswered extends Error {
  constructor(status, sentence) {
    super(sentence);
    this.status = status;
  }

  /** Whether the same question may be answered later. */
  get passing() {
    return this.status === 0 || this.status === 408 || this.status === 429 || this.status >= 500;
  }
}

export function get(url) {
  return ask(url, { method: "GET" });
}

export function post(url, body, { keepalive = false } = {}) {
  return ask(url, { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body), keepalive });
}

/** Changes a part of what is there. */
export function change(url, body) {
  return ask(url, { method: "PATCH", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) });
}

export function remove(url) {
  return ask(url, { method: "DELETE" });
}

async function ask(url, options) {
  let response;
  try {
    response = await fetch(url, { cache: "no-store", signal: AbortSignal.timeout(PATIENCE), ...options });
  } catch {
    throw new Unanswered(0, "");
  }
  const answer = response.status === 204 ? {} : await response.json().catch(() => null);
  if (response.ok && answer !== null) return answer;
  throw new Unanswered(response.ok ? 502 : response.status, typeof answer?.error === "string" ? answer.error : "");
}

/** Asks until there is an answer, ever more rarely; `waiting` is called with each failure. Throws what will never pass. */
export async function patiently(question, waiting = () => {}) {
  for (let failures = 1; ; failures += 1) {
    try {
      return await question();
    } catch (error) {
      if (!(error instanceof Unanswered) || !error.passing) throw error;
      waiting(error);
      await pause(backOff(failures));
    }
  }
}

/** Milliseconds to wait after so many failures in a row: from half a second to half a minute, never all tabs at once. */
export function backOff(failures) {
  return Math.min(30_000, 500 * 2 ** (failures - 1)) * (0.75 + Math.random() / 2);
}

function pause(milliseconds) {
  return new Promise((resolve) => {
    const go = () => {
      clearTimeout(timer);
      removeEventListener("online", go);
      resolve();
    };
    const timer = setTimeout(go, milliseconds);
    addEventListener("online", go);
  });
}
