// The runs that are chosen: they stay so while one turns the pages of the list or looks for others.

const KEY = "assay-chosen";

export class Chosen {
  constructor(most) {
    this.most = most;
    this.ids = read();
  }

  has(id) {
    return this.ids.includes(id);
  }

  /** Takes `id` in or leaves it out; whether it is in now: no more than `most` go in. */
  put(id, wanted) {
    const others = this.ids.filter((one) => one !== id);
    const fits = wanted && others.length < this.most;
    this.ids = fits ? [...others, id] : others;
    write(this.ids);
    return fits;
  }

  empty() {
    this.ids = [];
    write(this.ids);
  }
}

/** Of this tab alone; without its storage, of this page. */
function read() {
  try {
    return (sessionStorage.getItem(KEY) ?? "").split(" ").filter(Boolean);
  } catch {
    return [];
  }
}

function write(ids) {
  try {
    sessionStorage.setItem(KEY, ids.join(" "));
  } catch {
    // Then the choice is gone with the page.
  }
}
