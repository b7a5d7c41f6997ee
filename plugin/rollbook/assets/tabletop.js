// @ts-check
/* A tabletop: one scene at a time, a clock, what the group decided, and a record of it at the end.
   Without it, all scenes are there, and what was done in each unfolds. What is written stays in
   this browser until someone starts again. */

import { asText } from "./markdown.js";
import { clock, copy, day, drillRecord, names, save } from "./record.js";
import { keep, kept } from "./storage.js";
import { parts } from "./typed.js";

/**
 * What the browser keeps: the scene that is shown, how many milliseconds each took, what was
 * decided in each, and the fields of the record.
 * @typedef {{
 *   at: number, spent: number[], said: string[], people: string, result: string, findings: string
 * }} State
 * @typedef {{sop: string, procedure: string, title: string, case: string, key: string}} About
 */

/** A computer that slept for longer, in milliseconds, did not talk meanwhile. */
const ASLEEP = 90_000;
/** How long a text can be that was kept, and how long a talk, in milliseconds. */
const LONGEST = 1_000_000;
const TALK = 1e12;
const RESULTS = ["passed", "failed"];

/** @returns {State} */
const fresh = () => ({ at: 0, spent: [], said: [], people: "", result: "", findings: "" });

/** @param {string} key @param {number} scenes @returns {State} What was kept, as far as it is what it should be. */
function remembered(key, scenes) {
  const state = fresh();
  /** @type {unknown} */
  let found;
  try {
    found = JSON.parse(kept(key) ?? "{}");
  } catch {
    return state;
  }
  if (typeof found !== "object" || found === null) return state;
  const { at, spent, said, people, result, findings } = /** @type {{[name: string]: unknown}} */ (found);
  const text = (/** @type {unknown} */ it) => (typeof it === "string" ? it.slice(0, LONGEST) : "");
  const list = (/** @type {unknown} */ it) => (Array.isArray(it) ? it.slice(0, scenes) : []);
  if (Number.isInteger(at)) state.at = Math.min(Math.max(Number(at), 0), scenes - 1);
  state.spent = list(spent).map((ms) => (ms > 0 && ms < TALK ? Number(ms) : 0));
  state.said = list(said).map(text);
  state.people = text(people);
  state.result = RESULTS.find((one) => one === result) ?? "";
  state.findings = text(findings);
  return state;
}

class Tabletop extends HTMLElement {
  state = fresh();
  /** @type {HTMLElement[]} */
  scenes = [];
  /** @type {number | undefined} */
  ticking;
  last = 0;
  started = false;
  safe = true;
  changed = document.createElement("p");

  connectedCallback() {
    if (!this.started) this.build();
    this.last = Date.now();
    this.ticking = setInterval(() => this.tick(), 1000);
  }

  disconnectedCallback() {
    clearInterval(this.ticking);
  }

  /** @template {Element} T @param {string} selector @param {new () => T} kind @returns {T} */
  one(selector, kind) {
    const found = this.querySelector(selector);
    if (!(found instanceof kind)) throw new Error(`there is no ${selector}`);
    return found;
  }

  build() {
    this.started = true;
    /** @type {About} */
    this.about = JSON.parse(this.dataset.about ?? "{}");
    this.scenes = [...this.querySelectorAll(".rb-scene")].filter((s) => s instanceof HTMLElement);
    this.state = remembered(this.about?.key ?? "", this.scenes.length);
    this.form = this.one("form", HTMLFormElement);
    this.field = document.createElement("label");
    this.field.className = "rb-table__said-here";
    this.decided = document.createElement("textarea");
    this.decided.rows = 3;
    this.field.append("What the group decides", this.decided);
    this.decided.addEventListener("input", () => {
      this.state.said[this.state.at] = this.decided?.value ?? "";
      this.keep();
    });
    this.addEventListener("click", (event) => this.pressed(event));
    this.form.addEventListener("submit", (event) => event.preventDefault());
    this.form.addEventListener("input", () => this.read());
    this.fill();
    for (const part of this.querySelectorAll(".rb-table__bar, .rb-table__turn, form")) {
      part.toggleAttribute("hidden", false);
    }
    this.one(".rb-table__by-hand", HTMLElement).hidden = true;
    for (const scene of this.scenes) scene.tabIndex = -1;
    this.changed.className = "rb-table__changed";
    this.changed.ariaLive = "polite";
    this.one(".rb-table__tools", HTMLElement).before(this.changed);
    this.show();
  }

  /** Put what was kept into the record's fields. */
  fill() {
    for (const field of this.form?.elements ?? []) {
      if (field instanceof HTMLInputElement && field.type === "radio") {
        field.checked = field.value === this.state.result;
      } else if (field instanceof HTMLInputElement) {
        field.value = this.state.people;
      } else if (field instanceof HTMLTextAreaElement) {
        field.value = this.state.findings;
      }
    }
  }

  /** Keep what stands in the record's fields. */
  read() {
    const data = new FormData(this.form);
    this.state.people = String(data.get("people") ?? "");
    this.state.result = String(data.get("result") ?? "");
    this.state.findings = String(data.get("findings") ?? "");
    this.keep();
  }

  keep() {
    this.safe = keep(this.about?.key ?? "", JSON.stringify(this.state));
    this.preview();
  }

  tick() {
    const now = Date.now();
    const { at } = this.state;
    this.state.spent[at] = (this.state.spent[at] ?? 0) + Math.min(Math.max(0, now - this.last), ASLEEP);
    this.last = now;
    this.tell();
  }

  /** Say what the clocks show. */
  tell() {
    const whole = this.state.spent.reduce((sum, ms) => sum + (ms ?? 0), 0);
    this.one(".rb-table__whole", HTMLElement).textContent = clock(whole);
    const here = this.state.spent[this.state.at] ?? 0;
    this.one(".rb-table__scene", HTMLElement).textContent = clock(here);
  }

  /** @param {number} at */
  turn(at) {
    if (at < 0 || at >= this.scenes.length) return;
    this.tick();
    this.state.at = at;
    this.keep();
    this.show();
    const scene = this.scenes[at];
    scene.focus({ preventScroll: true });
    this.scrollIntoView({ block: "start" });
  }

  show() {
    const { at } = this.state;
    const end = this.scenes.length - 1;
    this.scenes.forEach((scene, place) => (scene.hidden = place !== at));
    const scene = this.scenes[at];
    const done = scene.querySelector(".rb-scene__done");
    if (done && this.field && this.decided) {
      scene.insertBefore(this.field, done);
      this.decided.value = this.state.said[at] ?? "";
    }
    this.one(".rb-table__place", HTMLElement).textContent = `${at + 1} of ${end + 1}`;
    const [back, next] = ["back", "next"].map((does) =>
      this.one(`[data-does="${does}"]`, HTMLButtonElement),
    );
    back.hidden = at === 0;
    next.hidden = at === end;
    next.textContent = at === 0 ? "Begin" : "Next";
    this.one('[data-does="again"]', HTMLButtonElement).hidden = at === 0;
    this.tell();
    this.preview();
  }

  again() {
    this.state = fresh();
    this.last = Date.now();
    for (const done of this.querySelectorAll("details")) done.open = false;
    this.fill();
    this.turn(0);
  }

  /** The scenes of steps that the procedure has, in order, and how long the group talked. */
  taken() {
    return this.scenes.flatMap((scene, place) =>
      scene.dataset.name
        ? [{
            id: scene.dataset.step ?? "",
            name: scene.dataset.name,
            then: scene.dataset.took ?? "",
            ms: this.state.spent[place] ?? 0,
            said: parts(this.state.said[place] ?? "", /\n/).join(" "),
          }]
        : [],
    );
  }

  get people() {
    return names(this.state.people);
  }

  get findings() {
    return parts(this.state.findings, /\n/);
  }

  record() {
    const { people, result, findings } = this.state;
    const known = this.taken().filter((step) => step.id && step.ms > 0);
    return drillRecord({
      sop: this.about?.sop ?? "",
      procedure: this.about?.procedure ?? "",
      date: Date.now(),
      kind: "tabletop",
      times: new Map(known.map((step) => [step.id, step.ms])),
      people,
      result,
      findings,
    });
  }

  /** @returns {string} The record for people, with what the group decided. */
  minutes() {
    const { title, case: name } = this.about ?? { title: "", case: "" };
    const steps = this.taken().map(
      ({ name, then, ms, said }) =>
        `- **${asText(name)}**: ${clock(ms)}, then ${then}${said && `. ${asText(said)}`}`,
    );
    return [
      `## Tabletop: ${asText(title)}`,
      `${day(Date.now())}, ${this.people.map((one) => asText(one)).join(", ")}: ${this.state.result}`,
      `The case: ${asText(name)}`,
      steps.join("\n"),
      this.findings.map((finding) => `- ${asText(finding)}`).join("\n"),
    ].filter(Boolean).join("\n\n") + "\n";
  }

  preview() {
    const { text, changes } = this.record();
    this.one(".rb-table__texts", HTMLElement).hidden = Boolean(this.missing);
    this.one(".rb-table__yaml", HTMLElement).textContent = text;
    this.one(".rb-table__minutes", HTMLElement).textContent = this.minutes();
    const forgets = this.safe ? [] : ["This browser does not keep what you write: a reload loses it."];
    this.changed.textContent = [...changes, ...forgets].join(" ");
  }

  /** @returns {string} What is missing in the record. */
  get missing() {
    if (!this.people.length) return "Say first who took part.";
    return this.state.result ? "" : "Say first how it ended.";
  }

  /** @param {Event} event */
  pressed(event) {
    const button = event.target instanceof Element && event.target.closest("button");
    if (!(button instanceof HTMLButtonElement)) return;
    const does = button.dataset.does;
    if (does === "back") return this.turn(this.state.at - 1);
    if (does === "next") return this.turn(this.state.at + 1);
    if (does === "again") return this.again();
    const said = this.one(".rb-table__said", HTMLElement);
    said.textContent = this.missing;
    if (this.missing) return;
    const { name, text } = this.record();
    if (does === "copy") return void copy(button, text);
    if (does === "minutes") return void copy(button, this.minutes());
    save(name, text, "application/yaml");
    said.textContent = `Put ${name} into sops/records/.`;
  }
}

customElements.define("rb-tabletop", Tabletop);
