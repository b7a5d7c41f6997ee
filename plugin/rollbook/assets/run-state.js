// @ts-check
/* State: what was said in a run, kept in this browser. Each thing said is an entry of its own, so
   that tabs never write over each other. */

/** @typedef {import("./run-ways.js").Said} Said */

export class Kept {
  /** @param {string} sop @param {string} edition What tells one procedure from another. */
  constructor(sop, edition) {
    this.family = `rollbook:run:${sop}:`;
    this.prefix = `${this.family}${edition}:`;
    this.tab = Math.random().toString(36).slice(2, 8);
    this.count = 0;
    /** Whatever could not be kept; a reload forgets it. @type {Said[]} */
    this.loose = [];
  }

  /** @returns {boolean} Whether everything that was said survives a reload. */
  get safe() {
    return !this.loose.length && storage() !== null;
  }

  /** @returns {boolean} Whether a run of another edition is kept as well. */
  get others() {
    return Object.keys(storage() ?? {}).some(
      (key) => key.startsWith(this.family) && !key.startsWith(this.prefix),
    );
  }

  /** @returns {Said[]} */
  all() {
    const store = storage();
    const found = [...this.loose];
    for (let i = 0; store && i < store.length; i += 1) {
      const key = store.key(i) ?? "";
      if (!key.startsWith(this.prefix)) continue;
      try {
        found.push(JSON.parse(store.getItem(key) ?? ""));
      } catch {
        // Somebody else's, or half of one: the others still count.
      }
    }
    return found;
  }

  /** @param {Omit<Said, "id" | "at">} what @returns {string} The id of the entry. */
  say(what) {
    this.count += 1;
    const at = Date.now();
    const id = `${at.toString(36)}-${this.tab}-${String(this.count).padStart(4, "0")}`;
    const said = { ...what, id, at };
    try {
      const store = storage();
      if (!store) throw new Error("no storage");
      store.setItem(this.prefix + id, JSON.stringify(said));
    } catch {
      this.loose.push(said);
    }
    return id;
  }

  clear() {
    const store = storage();
    this.loose = [];
    for (const key of store ? Object.keys(store) : []) {
      if (key.startsWith(this.prefix)) store?.removeItem(key);
    }
  }

  /** Call when another tab has said something. @param {() => void} then @returns {() => void} */
  follow(then) {
    const heard = (/** @type {StorageEvent} */ event) => {
      if (event.key === null || event.key.startsWith(this.prefix)) then();
    };
    addEventListener("storage", heard);
    return () => removeEventListener("storage", heard);
  }
}

/** The browser's storage; some settings forbid even to look at it. */
function storage() {
  try {
    return localStorage;
  } catch {
    return null;
  }
}
