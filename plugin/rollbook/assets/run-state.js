// @ts-check
/* State: what was said in a run, kept in this browser. Each thing said is an entry of its own, so
   that tabs never write over each other, and has its place in an order that knows no clock. */

import { LAST, entry } from "./run-entries.js";
import { forget, keep, kept, keys, works } from "./storage.js";

/**
 * @typedef {import("./run-ways.js").Plan} Plan
 * @typedef {import("./run-ways.js").Said} Said
 */

const RUN = /^[a-z0-9]{1,12}$/;
const FIRST = "0";

const luck = () => Math.random().toString(36).slice(2, 8) || FIRST;

export class Kept {
  /** @param {Plan} plan */
  constructor(plan) {
    this.plan = plan;
    this.family = `rollbook:run:${plan.sop}:`;
    this.edition = `${this.family}${plan.digest.slice(7, 23)}:`;
    /** Where the name of the run stands that is now on, so that every tab forgets another one. */
    this.now = `rollbook:now:${plan.sop}:${plan.digest.slice(7, 23)}`;
    this.run = FIRST;
    this.tab = luck();
    this.count = 0;
    /** All of the run that this tab knows, whatever becomes of the storage. @type {Map<string, Said>} */
    this.known = new Map();
    /** How many entries cannot be read. */
    this.lost = 0;
    /** Whether everything that was said survives a reload. */
    this.safe = works();
  }

  /** @returns {boolean} Whether a run of another edition is kept as well. */
  get others() {
    return keys().some((key) => key.startsWith(this.family) && !key.startsWith(this.edition));
  }

  /** @returns {Said[]} */
  all() {
    const run = kept(this.now) ?? "";
    if (RUN.test(run) && run !== this.run) {
      this.run = run;
      this.known.clear();
    }
    const prefix = `${this.edition}${this.run}:`;
    const all = keys().filter((key) => key.startsWith(this.edition));
    const stored = all.filter((key) => key.startsWith(prefix)).map((key) => key.slice(prefix.length));
    this.lost = all.length - stored.length;
    for (const id of stored) {
      // An entry never changes: what is known already need not be believed again.
      if (this.known.has(id)) continue;
      const said = entry(this.plan, id, kept(prefix + id) ?? "");
      if (said) this.known.set(id, said);
      else this.lost += 1;
    }
    const there = new Set(stored);
    this.safe = works() && [...this.known.keys()].every((id) => there.has(id));
    return [...this.known.values()];
  }

  /** @param {Omit<Said, "id" | "order" | "at">} what */
  say(what) {
    const order = Math.min(LAST, 1 + this.all().reduce((last, said) => Math.max(last, said.order), 0));
    this.count += 1;
    const id = `${this.tab}-${String(this.count).padStart(6, "0")}`;
    this.known.set(id, { ...what, id, order, at: Math.max(0, Date.now()) });
    if (this.run !== FIRST && kept(this.now) === null) keep(this.now, this.run);
    // What found no room before may find it now.
    for (const [name, said] of this.known) {
      const key = `${this.edition}${this.run}:${name}`;
      if (kept(key) === null) keep(key, JSON.stringify(said));
    }
  }

  clear() {
    for (const key of keys()) {
      if (key.startsWith(this.edition)) forget(key);
    }
    this.known.clear();
    this.run = luck();
    keep(this.now, this.run);
  }

  /**
   * Call when another tab has said something, or this one has slept.
   * @param {() => void} then @returns {() => void}
   */
  follow(then) {
    const heard = (/** @type {StorageEvent} */ { key }) => {
      if (key === null || key === this.now || key.startsWith(this.edition)) then();
    };
    const woken = () => document.visibilityState === "visible" && then();
    addEventListener("storage", heard);
    addEventListener("pageshow", woken);
    document.addEventListener("visibilitychange", woken);
    return () => {
      removeEventListener("storage", heard);
      removeEventListener("pageshow", woken);
      document.removeEventListener("visibilitychange", woken);
    };
  }
}
