// @ts-check
/* Act now: leads through an SOP one step at a time, and keeps count in this browser.

   Without it the page lists every step. The element brings its own set-up, so that a page that the
   theme puts in without loading it anew works as well. */

import { clock, copy, day, hour, save } from "./record.js";
import { LONGEST, VALUE } from "./run-entries.js";
import { Kept } from "./run-state.js";
import { closed, end, isEscalated, isOver, led, left } from "./run-meaning.js";
import {
  INCIDENT, answered, drill, handOver, incident, lacking, markdown, named, standing, tooLate, words,
} from "./run-texts.js";
import { fits, held } from "./run-values.js";
import { choices, planned, replay, stepOf, target } from "./run-ways.js";
import { hides } from "./typed.js";

/**
 * @typedef {import("./run-ways.js").Plan} Plan
 * @typedef {import("./run-ways.js").State} State
 * @typedef {import("./run-ways.js").Step} Step
 */

/** How a run can end: what is then said first, and what is to be done. */
const ENDS = {
  verified: ["All steps are taken", "Save the record below."],
  escalated: ["Escalate now", "The procedure goes no further here. Call whom the list below names."],
  stopped: ["You have left the procedure", "The procedure is not for this. Say so in the incident, with the log below."],
  unverified: ["Not verified", "Nothing is open any more, and nobody knows that it works again. Call for help."],
};

/** What this page is made of, to be kept for when there is no network. */
const MODULES = [
  "characters.js", "figures.js", "markdown.js", "pattern.js", "record.js", "run.js", "run-entries.js",
  "run-meaning.js", "run-state.js", "run-texts.js", "run-values.js", "run-ways.js", "storage.js", "typed.js",
];

/**
 * An element with its attributes and what is in it.
 * @template {keyof HTMLElementTagNameMap} T
 * @param {T} tag @param {{[name: string]: string}} attributes @param {(Node | string)[]} inside
 * @returns {HTMLElementTagNameMap[T]}
 */
function make(tag, attributes, ...inside) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...inside);
  return element;
}

/** @param {string} words @param {() => void} does @param {string} [look] */
function button(words, does, look = "") {
  const made = make("button", { type: "button", class: `rb-act ${look}` }, words);
  made.addEventListener("click", does);
  return made;
}

/** @param {string} title @param {HTMLElement} inside */
const fold = (title, inside) =>
  make("details", { class: "rb-run__fold" }, make("summary", {}, title), inside);

/** @param {string} words @param {HTMLElement} field @param {string} [name] */
const labelled = (words, field, name = "") =>
  make("label", { class: `rb-run__label ${name}` }, make("span", {}, words), field);

/** A run on a page: what is kept of it, and the elements that show it. */
class Run {
  /** @param {HTMLElement} root */
  constructor(root) {
    this.root = root;
    this.plan = planned(root.dataset.rbPlan ?? "");
    this.kept = new Kept(this.plan);
    this.state = replay(this.plan, this.kept.all());
    /** Which of the open steps is in sight, and which has been confirmed to have no way back. */
    this.shown = "";
    this.sure = "";
    this.all = false;
    this.stored = "";
    /** @type {Map<string, HTMLElement>} */
    this.cards = new Map();
    for (const id of this.plan.steps.keys()) {
      const card = root.querySelector(`#step-${CSS.escape(id)}`);
      if (card instanceof HTMLElement) this.cards.set(id, card);
    }
    this.said = make("p", { class: "rb-sr", role: "status" });
    this.doubts = make("div", { class: "rb-note rb-run__doubts", role: "status" });
    this.whole = make("div", { class: "rb-run__bar" });
    this.menu = make("div", { class: "rb-run__open", role: "group", "aria-label": "Steps that are open" });
    this.missing = make("ul", { class: "rb-run__missing" });
    this.shut = make("div", { class: "rb-note rb-run__shut", role: "status" });
    this.controls = make("div", { class: "rb-run__controls" });
    this.over = make("section", { class: "rb-run__over rb-card", tabindex: "-1" });
    this.toggle = button("All steps", () => this.showAll(!this.all), "rb-act--quiet rb-run__all");
    this.filled = make("ul", { class: "rb-run__filled" });
    this.values = fold("Values and times", this.fields());
    this.logging = fold("Log and record", this.log());
    this.build();
  }

  begin() {
    this.timer = setInterval(() => this.tick(), 1000);
    this.deaf = this.kept.follow(() => this.render());
    this.render();
    void this.keep();
  }

  end() {
    clearInterval(this.timer);
    this.deaf?.();
  }

  // What the script adds to the page, once

  build() {
    this.root.setAttribute("data-rb-ready", "");
    const steps = this.part("rb-run__steps");
    steps.before(this.said, this.doubts, this.whole, this.menu, this.shut, this.missing, this.over);
    steps.prepend(this.toggle);
    const handing = fold("Hand over", this.handOver());
    this.part("rb-run__call").after(handing, this.values, this.logging, this.foot());
    this.lead();
    for (const command of this.root.querySelectorAll(".rb-command, [data-rb-paste]")) {
      if (command instanceof HTMLElement) this.addCopy(command);
    }
    this.tickable();
  }

  /** @param {string} name @returns {HTMLElement} A part of the page that is always there. */
  part(name) {
    const found = this.root.querySelector(`.${name}`);
    return found instanceof HTMLElement ? found : this.root.appendChild(make("section", { class: name }));
  }

  /** Steps that a card names are on this page, too. */
  lead() {
    for (const link of this.root.querySelectorAll('a[href*="#step-"]')) {
      const id = link instanceof HTMLAnchorElement ? link.hash.slice("#step-".length) : "";
      if (!this.cards.has(id)) continue;
      link.setAttribute("href", `#step-${id}`);
      link.addEventListener("click", () => this.showAll(true));
    }
  }

  /** @param {HTMLElement} part */
  addCopy(part) {
    const does = button("Copy", () => {
      const empty = part.querySelector(".rb-slot[data-slot]");
      const field = empty instanceof HTMLElement ? empty.dataset.slot ?? "" : "";
      const code = part.querySelector("code") ?? part;
      if (!field) void copy(does, code.textContent?.trim() ?? "");
      else this.askFor(field);
    }, "rb-act--copy");
    part.after(does);
  }

  /** @param {string} field */
  askFor(field) {
    this.tell(`Fill in ${field} first.`);
    const input = this.root.querySelector(`[data-rb-field="${CSS.escape(field)}"] input`);
    if (!(input instanceof HTMLElement)) return;
    input.closest("details")?.setAttribute("open", "");
    input.focus();
  }

  tickable() {
    for (const check of this.root.querySelectorAll("[data-rb-check]")) {
      const card = check.closest(".rb-step");
      const name = `${card?.id}/${check instanceof HTMLElement ? check.dataset.rbCheck : ""}`;
      const box = make("input", { type: "checkbox", "data-rb-tick": name });
      box.addEventListener("change", () => {
        this.kept.say({ kind: "tick", name, value: box.checked ? "1" : "" });
        this.render();
      });
      check.append(make("label", { class: "rb-run__tick" }, box, "This one passes"));
    }
  }

  fields() {
    const inside = make("div", { class: "rb-run__values" });
    const trigger = make("select", { "data-rb-value": "trigger" }, make("option", { value: "" }, "Not said"));
    for (const [id, name] of this.plan.triggers) {
      trigger.append(make("option", { value: id }, name));
    }
    trigger.addEventListener("change", () => this.value("trigger", trigger.value));
    const at = make("input", { type: "datetime-local", "data-rb-value": "started" });
    at.addEventListener("change", () => {
      const time = new Date(at.value).getTime();
      if (Number.isNaN(time) || time > Date.now()) return this.tell("The trigger cannot fire in the future.");
      this.kept.say({ kind: "start", value: String(time) });
      this.render();
    });
    inside.append(labelled("Trigger", trigger), labelled("It fired at", at));
    if (!this.root.querySelector(`[data-rb-field="${INCIDENT}"]`)) {
      const number = make("input", {
        type: "text", autocomplete: "off", maxlength: String(VALUE), "data-rb-value": "incident",
      });
      number.addEventListener("change", () => this.value("incident", number.value.trim()));
      inside.append(labelled("Number of the incident", number));
    }
    for (const [component, targets] of this.plan.targets) {
      if (targets.length < 2) continue;
      const choice = make("select", { "data-rb-target": component });
      targets.forEach(([ref], index) => choice.append(make("option", { value: String(index) }, ref)));
      choice.addEventListener("change", () => {
        this.kept.say({ kind: "target", name: component, value: choice.value });
        this.render();
      });
      inside.append(labelled(`Target of ${component}`, choice));
    }
    for (const card of this.root.querySelectorAll("[data-rb-field]")) {
      if (!(card instanceof HTMLElement)) continue;
      const name = card.dataset.rbField ?? "";
      const ask = card.querySelector(".rb-run__ask")?.textContent?.trim() ?? name;
      const input = make("input", {
        type: "text", autocomplete: "off", autocapitalize: "off", spellcheck: "false", maxlength: String(VALUE),
        placeholder: card.dataset.rbExample ?? "", "aria-label": ask,
      });
      const wrong = make("p", { class: "rb-bad", role: "alert" });
      input.addEventListener("change", () => this.value(name, input.value.trim()));
      card.append(input, wrong);
    }
    inside.append(this.filled);
    return inside;
  }

  /** @param {string} name @param {string} value */
  value(name, value) {
    this.remember();
    this.kept.say({ kind: "value", name, value });
    this.render();
  }

  handOver() {
    const text = make("pre", { class: "rb-run__text", tabindex: "0", "data-rb-handover": "" });
    const does = button("Copy", () => void copy(does, text.textContent ?? ""));
    return make("div", {}, make("p", {}, "For whoever goes on:"), text, does);
  }

  log() {
    const note = make("textarea", { rows: "2" });
    const add = button("Add to the log", () => {
      const text = note.value.trim();
      const fits = text.length <= LONGEST;
      long.textContent = fits ? "" : `A note has ${LONGEST.toLocaleString("en")} characters at the most.`;
      if (!text || !fits) return;
      this.kept.say({ kind: "note", value: text });
      note.value = "";
      this.render();
    }, "rb-act--quiet");
    const long = make("p", { class: "rb-bad", role: "alert" });
    const text = make("pre", { class: "rb-run__text", tabindex: "0", "data-rb-log": "" });
    const does = button("Copy as Markdown", () => void copy(does, text.textContent ?? ""));
    return make("div", {}, labelled("A note", note), long, add, text, does, this.record());
  }

  record() {
    const kind = make("select", { "data-rb-record": "kind" },
      make("option", { value: "incident" }, "An incident"),
      make("option", { value: "drill" }, "A drill on the real system"));
    const outcome = make("textarea", { rows: "3", "data-rb-record": "outcome" });
    const people = make("input", { type: "text", "data-rb-record": "people", placeholder: "Ada Example, Sam Sample" });
    const result = make("select", { "data-rb-record": "result" },
      make("option", { value: "passed" }, "Passed"), make("option", { value: "failed" }, "Failed"));
    const findings = make("textarea", { rows: "3", "data-rb-record": "findings" });
    const night = make("div", {}, labelled("How it ended", outcome));
    const practice = make("div", { hidden: "" }, labelled("Who took part, with commas between", people),
      labelled("How it went", result), labelled("What was noticed, a line each", findings));
    kind.addEventListener("change", () => {
      night.hidden = kind.value !== "incident";
      practice.hidden = !night.hidden;
    });
    const made = () => {
      if (kind.value === "incident") return incident(this.plan, this.state, outcome.value);
      const said = { people: people.value, result: result.value, findings: findings.value };
      return drill(this.plan, this.state, said);
    };
    const wrong = make("p", { class: "rb-bad", role: "alert" });
    const changed = make("p", { role: "status", "data-rb-changed": "" });
    const text = make("pre", { class: "rb-run__text", tabindex: "0", "data-rb-file": "" });
    const does = button("Save the record", () => {
      const file = made();
      wrong.textContent = typeof file === "string" ? file : "";
      if (typeof file !== "string") save(file.name, file.text, "application/yaml");
    }, "rb-act--main");
    const where = make("p", { class: "rb-muted" }, "Commit the file to ", make("code", {}, "sops/records/"), ".");
    const form = make("section", { class: "rb-run__record" }, make("h3", {}, "Record"),
      labelled("It was", kind), night, practice, changed, text, wrong, does, where);
    this.renderRecord = () => {
      const file = made();
      text.hidden = typeof file === "string";
      text.textContent = typeof file === "string" ? "" : file.text;
      changed.textContent = typeof file === "string" ? "" : file.changes.join(" ");
    };
    form.addEventListener("input", () => this.renderRecord?.());
    return form;
  }

  foot() {
    const again = button("Start anew", () => {
      if (again.dataset.rbSure === undefined) {
        again.dataset.rbSure = "";
        again.textContent = "Forget this run for good";
        return;
      }
      delete again.dataset.rbSure;
      again.textContent = "Start anew";
      this.kept.clear();
      this.shown = "";
      this.render();
    }, "rb-act--quiet");
    const stored = make("p", { class: "rb-muted", "data-rb-stored": "" });
    const sheet = button("Print the sheet", () => print(), "rb-act--quiet");
    return make("div", { class: "rb-run__foot" }, sheet, again, stored);
  }

  // What is said, and what then is seen

  /** Nothing is kept of somebody who only looks: what they came for is, once they act. */
  remember() {
    const trigger = this.hashed();
    if (trigger && !this.kept.all().length) this.kept.say({ kind: "value", name: "trigger", value: trigger });
  }

  /** @param {string} text */
  tell(text) {
    this.said.textContent = text;
  }

  /** @param {string} step @param {string} answer */
  take(step, answer) {
    this.remember();
    this.kept.say({ kind: "step", step, answer });
    this.sure = "";
    this.showAll(false);
    this.focusOn();
  }

  /** Bring the keyboard, and the page, to what comes next. */
  focusOn() {
    const card = this.cards.get(this.shown);
    const at = card?.querySelector(".rb-step__name") ?? (this.over.hidden ? null : this.over);
    if (!(at instanceof HTMLElement)) return;
    at.setAttribute("tabindex", "-1");
    at.focus({ preventScroll: true });
    // Nothing that is said above a step may go by unseen.
    const above = [this.menu, this.shut, this.missing, this.over];
    const first = above.find((part) => part.childElementCount && !part.hidden);
    ((card && first) ?? card ?? at).scrollIntoView();
  }

  /** @param {boolean} all */
  showAll(all) {
    this.all = all;
    this.render();
  }

  render() {
    this.state = replay(this.plan, this.kept.all());
    const { state } = this;
    if (!state.open.has(this.shown)) this.shown = this.next();
    this.root.toggleAttribute("data-rb-all", this.all);
    this.toggle.textContent = this.all ? "Only the step that is open" : "All steps";
    for (const [id, card] of this.cards) {
      card.dataset.rbState = this.stateOf(id);
      card.toggleAttribute("data-rb-shown", id === this.shown);
      card.toggleAttribute("data-rb-locked", stepOf(this.plan, id).final && this.sure !== id);
    }
    this.fillIn();
    this.renderFields();
    this.renderMenu();
    this.renderControls();
    this.renderOver();
    this.renderTexts();
    this.tick();
  }

  /**
   * The open step to show: the one that can least be late. Of several, what the last answer has led
   * to, and of that what the same role does.
   */
  next() {
    const { open, last, taken } = this.state;
    const role = taken.length ? stepOf(this.plan, taken[taken.length - 1].step).role : "";
    const rank = (/** @type {string} */ id) => {
      const step = stepOf(this.plan, id);
      // What is done because something failed has no slack, and what comes behind the last check has time.
      const slack = step.main ? step.slack ?? Infinity : 0;
      return [slack, open.get(id)?.by === last?.id ? 0 : 1, role && step.role === role ? 0 : 1];
    };
    const [first = ""] = [...open.keys()].sort((one, other) => {
      const [a, b] = [rank(one), rank(other)];
      const place = a.findIndex((part, at) => part !== b[at]);
      return place < 0 ? 0 : a[place] < b[place] ? -1 : 1;
    });
    return first;
  }

  /** @param {string} id */
  stateOf(id) {
    if (this.state.open.has(id)) return "open";
    if (this.state.waiting.includes(id)) return "waiting";
    return this.state.run.answers.has(id) ? "done" : "";
  }

  fillIn() {
    const { plan, state } = this;
    for (const slot of this.root.querySelectorAll("[data-slot]")) {
      if (!(slot instanceof HTMLElement)) continue;
      const name = slot.dataset.slot ?? "";
      const value = held(plan, state, name);
      slot.dataset.rbWritten ??= slot.textContent ?? "";
      slot.textContent = value || slot.dataset.rbWritten;
      slot.classList.toggle("rb-slot", !value);
      slot.classList.toggle("rb-filled", Boolean(value));
      if (value) slot.removeAttribute("data-slot"), slot.setAttribute("data-slotted", name);
    }
    for (const slot of this.root.querySelectorAll("[data-slotted]")) {
      if (!(slot instanceof HTMLElement)) continue;
      const name = slot.dataset.slotted ?? "";
      const value = held(plan, state, name);
      if (value) {
        slot.textContent = value;
        continue;
      }
      slot.textContent = slot.dataset.rbWritten ?? "";
      slot.classList.replace("rb-filled", "rb-slot");
      slot.removeAttribute("data-slotted");
      slot.setAttribute("data-slot", name);
    }
    for (const slot of this.root.querySelectorAll('.rb-filled[title^="${targets."]')) {
      const name = (slot.getAttribute("title") ?? "").slice("${targets.".length, -1);
      const component = plan.targets.has(name) ? name : name.replace(/\.id$/, "");
      const { place, tried, failed } = target(plan, state, component);
      if (!(slot instanceof HTMLElement)) continue;
      slot.dataset.rbWritten ??= slot.textContent ?? "";
      const used = tried ? plan.targets.get(component)?.[place][name === component ? 0 : 1] : undefined;
      slot.textContent = used ?? slot.dataset.rbWritten;
      slot.toggleAttribute("data-rb-failed", failed);
    }
  }

  renderFields() {
    const state = this.state;
    const card = this.cards.get(this.shown);
    const needed = new Set();
    for (const slot of card?.querySelectorAll("[data-slot]") ?? []) {
      if (slot instanceof HTMLElement) needed.add(slot.dataset.slot);
    }
    for (const field of this.root.querySelectorAll("[data-rb-field]")) {
      if (!(field instanceof HTMLElement)) continue;
      const name = field.dataset.rbField ?? "";
      this.renderField(field, name);
      // Somebody who is typing must not lose the field.
      if (field.contains(document.activeElement) && needed.has(name)) continue;
      const place = needed.has(name) ? this.missing : this.filled;
      if (field.parentElement !== place) place.append(field);
    }
    const put = (/** @type {string} */ name, /** @type {string} */ value) => {
      const field = this.root.querySelector(`[data-rb-value="${name}"]`);
      const typed = field === document.activeElement;
      if ((field instanceof HTMLInputElement || field instanceof HTMLSelectElement) && !typed) field.value = value;
    };
    const started = state.started ?? 0;
    put("trigger", state.trigger || (this.kept.all().length ? "" : this.hashed()));
    put("incident", state.values.get("incident") ?? "");
    put("started", started ? `${day(started)}T${hour(started)}` : "");
    for (const choice of this.root.querySelectorAll("[data-rb-target]")) {
      if (choice instanceof HTMLSelectElement) {
        choice.value = String(target(this.plan, state, choice.dataset.rbTarget ?? "").place);
      }
    }
    for (const box of this.root.querySelectorAll("[data-rb-tick]")) {
      if (box instanceof HTMLInputElement) box.checked = state.ticks.has(box.dataset.rbTick ?? "") ?? false;
    }
  }

  /** @param {HTMLElement} field @param {string} name */
  renderField(field, name) {
    const value = this.state.values.get(name) ?? "";
    const input = field.querySelector("input");
    const wrong = field.querySelector(".rb-bad");
    if (!input || !wrong) return;
    if (input !== document.activeElement) input.value = value;
    const doubt = !value || fits(this.plan, name, value) ? "" : hides(value)
      ? "Something in it cannot be seen, so no command gets it. Type it anew."
      : "This does not look right, so no command gets it.";
    input.setAttribute("aria-invalid", String(Boolean(doubt)));
    if (wrong.textContent !== doubt) wrong.textContent = doubt;
  }

  hashed() {
    const trigger = location.hash.slice("#trigger-".length);
    return location.hash.startsWith("#trigger-") && this.plan.triggers.has(trigger) ? trigger : "";
  }

  renderMenu() {
    const open = [...this.state.open.keys()];
    const items = open.length < 2 ? [] : open.map((id) => {
      const step = stepOf(this.plan, id);
      const item = button(`${step.number} ${step.name}`, () => {
        this.shown = id;
        this.showAll(false);
        this.focusOn();
      }, "rb-act--quiet");
      item.setAttribute("aria-pressed", String(id === this.shown));
      return item;
    });
    const words = open.length > 1 ? [make("span", { class: "rb-muted" }, `${open.length} steps are open at once:`)] : [];
    this.menu.replaceChildren(...words, ...items);
  }

  renderControls() {
    const { controls, shown, state } = this;
    controls.replaceChildren();
    const card = this.cards.get(shown);
    if (!card) return controls.remove();
    const step = stepOf(this.plan, shown);
    const before = this.before(shown);
    if (before && step.team && before.team !== step.team) {
      const reach = step.reach ? ` (${step.reach})` : "";
      const deputy = step.deputy ? `; deputy: ${step.deputy}` : "";
      controls.append(make("p", { class: "rb-note rb-run__hand" },
        `This step is for ${step.role}: ${step.team}${reach}${deputy}. Hand over with the text below.`));
    }
    const { tried, failed } = target(this.plan, state, step.restores);
    const known = this.plan.targets.get(step.restores)?.length ?? 0;
    if (tried && known) {
      controls.append(make("p", { class: "rb-note" }, failed
        ? `${known > 1 ? "All targets" : "The target"} of ${step.restores} failed; you see the last one.`
        : `${tried} of ${known} targets of ${step.restores} failed; this is the next one.`));
    }
    const locked = step.final && this.sure !== shown;
    if (step.final) {
      const box = make("input", { type: "checkbox" });
      box.checked = !locked;
      box.addEventListener("change", () => {
        this.sure = box.checked ? shown : "";
        this.render();
        this.controls.querySelector("input")?.focus();
      });
      controls.append(make("label", { class: "rb-run__tick" }, box, "I know that there is no way back after this"));
    }
    const row = make("div", { class: "rb-run__answers" });
    choices(step).forEach(({ answer, words: text, tone }, index) => {
      const look = tone === "fail" ? "rb-act--fail" : index === 0 ? "rb-act--main" : "";
      const does = button(text, () => this.take(shown, answer), look);
      // That it failed can always be said.
      does.disabled = locked && tone !== "fail";
      row.append(does);
    });
    controls.append(row, make("p", { class: "rb-muted rb-run__took" }));
    controls.append(...this.takeBack());
    controls.append(...this.coming(shown));
    card.append(controls);
  }

  /** The step with a team that was taken last on the way to another one. @param {string} id */
  before(id) {
    const { plan, state } = this;
    const found = new Set();
    const todo = new Set([id]);
    for (const at of todo) {
      for (const [name, answer] of state.run.answers) {
        if (led(plan.procedure, name, answer).includes(at)) (stepOf(plan, name).team ? found : todo).add(name);
      }
    }
    const last = state.taken.findLast(({ step }) => found.has(step));
    return last && stepOf(plan, last.step);
  }

  /** What comes if all goes well, so that people can get ready. @param {string} shown */
  coming(shown) {
    const { procedure } = this.plan;
    const [good] = choices(stepOf(this.plan, shown));
    const next = led(procedure, shown, good.answer).filter((id) => !this.state.run.answers.has(id));
    return next.flatMap((target) => {
      const after = this.plan.steps.get(target);
      if (!after) return [];
      const { number, name, role, final } = after;
      const command = this.cards.get(target)?.querySelector(":scope > .rb-command pre");
      const head = `Then ${number} ${name}${role ? `, ${role}` : ""}`;
      const shown = command && !final ? [command.cloneNode(true)] : [];
      return [make("div", { class: "rb-run__next" }, make("p", {}, head), ...shown)];
    });
  }

  takeBack() {
    const { last } = this.state;
    if (!last) return [];
    const said = `Take back: ${stepOf(this.plan, last.step).name}, ${answered(last.answer)}`;
    return [button(said, () => this.undo(), "rb-act--quiet")];
  }

  undo() {
    const { last } = this.state;
    if (!last) return;
    this.kept.say({ kind: "undo", value: last.id });
    this.shown = last.step;
    this.render();
    this.focusOn();
  }

  renderOver() {
    const { over, plan, state } = this;
    const { run } = state;
    const ends = isOver(run);
    const shut = [...closed(run)];
    const going = new Set([...run.open.values()].flatMap((causes) => [...causes]));
    const says = (ends ? [] : shut).map(([join, missing]) => {
      const back = [...missing.values()].some(({ causes }) => [...causes].some((cause) => going.has(cause)));
      return `${back ? "Closed for now" : "Closed"}: ${lacking(plan, join, missing)}`;
    });
    const { main, restores, final } = plan.steps.get(this.shown) ?? { main: false };
    const lost = main && (restores || final) ? left(run) : [];
    if (lost.length) {
      says.push(`The main line was left at ${named(plan, lost)}. ${named(plan, [this.shown])} goes on beside that.`);
    }
    const act = state.acts.findLast(({ step }) => step === this.shown);
    if (act) says.push(`${act.who} opened this all the same: ${lacking(plan, act.step, act.missing)}`);
    this.shut.replaceChildren(...says.map((text) => make("p", {}, text)));
    over.hidden = !ends && !isEscalated(run);
    const how = ends ? end(run) : "escalated";
    this.part("rb-run__call").toggleAttribute("data-rb-now", !over.hidden && how !== "verified" && how !== "stopped");
    if (ends) this.logging.setAttribute("open", "");
    // Somebody who is typing must not lose the field.
    const seen = over.hidden ? "" : [ends, state.last?.id, state.started].join();
    if (over.dataset.rbSeen === seen) return;
    over.dataset.rbSeen = seen;
    over.dataset.rbEnd = how;
    const [title, advice] = ENDS[how];
    over.replaceChildren(make("h2", {}, title), make("p", {}, advice),
      ...(ends ? standing(plan, state) : []).map((line) => make("p", {}, line)),
      ...(ends ? shut : []).map(([join]) => this.going(join)),
      ...(ends && !state.open.size ? this.takeBack() : []));
  }

  /** Where somebody goes on with a closed join all the same. @param {string} join */
  going(join) {
    const name = named(this.plan, [join]);
    const who = make("input", { type: "text", autocomplete: "off", maxlength: String(VALUE) });
    const why = make("textarea", { rows: "2", maxlength: String(LONGEST) });
    const wrong = make("p", { class: "rb-bad", role: "alert" });
    const does = button(`Open ${name}`, () => {
      const empty = [who, why].find((field) => !field.value.trim());
      wrong.textContent = empty ? "Say who decides, and why." : "";
      if (empty) return empty.focus();
      this.kept.say({ kind: "go-on", step: join, name: who.value.trim(), value: why.value.trim() });
      this.showAll(false);
      this.focusOn();
    }, "rb-act--fail");
    return fold(`Go on all the same: ${name}`, make("div", {},
      make("p", {}, "Only if somebody answers for it. It stands in the log and in the record."),
      labelled("Who decides", who), labelled("Why", why), wrong, does));
  }

  renderTexts() {
    const put = (/** @type {string} */ name, /** @type {string} */ text) => {
      const place = this.root.querySelector(`[data-rb-${name}]`);
      if (place) place.textContent = text;
    };
    put("log", markdown(this.plan, this.state));
    put("handover", handOver(this.plan, this.state, `${location.origin}${location.pathname}`));
    this.renderRecord?.();
    this.doubts.replaceChildren(...this.doubted().map((text) => make("p", {}, text)));
    const others = this.kept.others
      ? " A run of another edition is kept here, too: that edition of the handbook shows it." : "";
    put("stored", `${this.stored}${others}`);
  }

  /** What of the run is lost, or may be. */
  doubted() {
    const { lost, safe } = this.kept;
    const late = this.state.late.find(({ behind }) => behind === this.state.taken.length);
    return [
      ...(safe ? [] : ["This browser does not keep the run: a reload loses it."]),
      ...(lost ? [`Of what this browser kept of the run, ${lost === 1 ? "1 entry" : `${lost} entries`} cannot be read.`] : []),
      ...(late ? [tooLate(this.plan, late.step, late.answer)] : []),
    ];
  }

  tick() {
    const { state, whole } = this;
    const now = Date.now();
    if (!state.started) {
      if (whole.dataset.rbTime === "none") return;
      whole.dataset.rbTime = "none";
      whole.replaceChildren(
        make("p", {}, make("strong", {}, words(this.plan.rto)), " from the trigger to the last check"),
        button("Start the clock", () => {
          this.remember();
          this.kept.say({ kind: "start" });
          this.render();
        }, "rb-act--main"));
      return;
    }
    const stopped = state.last && isOver(state.run) && end(state.run) === "stopped";
    const until = state.recovered || (stopped ? state.taken.at(-1)?.at : 0) || now;
    const took = Math.max(0, until - state.started);
    const share = took / (this.plan.rto * 1000);
    if (whole.dataset.rbTime !== "runs") {
      whole.dataset.rbTime = "runs";
      whole.replaceChildren(
        make("p", { role: "timer" }, make("strong", {}), make("span", {})),
        make("div", { class: "rb-bar", "aria-hidden": "true" }, make("span", {})));
    }
    whole.dataset.rbLate = share > 1 ? "late" : share > 0.75 ? "soon" : "";
    const [time, rest] = whole.querySelectorAll("p > *");
    time.textContent = clock(took);
    rest.textContent = until < state.started
      ? ` of ${words(this.plan.rto)}. The clock of this device went back: say when it fired, under Values and times.`
      : state.recovered || stopped
        ? ` of ${words(this.plan.rto)}, ${stopped ? "stopped" : "verified"}`
      : share > 1
        ? ` of ${words(this.plan.rto)}: ${clock(took - this.plan.rto * 1000)} too long. Escalate.`
        : ` of ${words(this.plan.rto)}, ${clock(this.plan.rto * 1000 - took)} left`;
    const bar = whole.querySelector(".rb-bar span");
    if (bar instanceof HTMLElement) bar.style.width = `${Math.min(100, share * 100)}%`;
    const open = state.open.get(this.shown);
    const said = this.controls.querySelector(".rb-run__took");
    if (said && open) {
      const here = Math.max(0, now - Math.max(open.since, state.started));
      said.textContent = `${clock(here)} of ${words(stepOf(this.plan, this.shown).takes)} for this step`;
    }
  }

  // Without a network

  async keep() {
    const root = new URL("../../", import.meta.url);
    if (!("serviceWorker" in navigator)) return;
    try {
      await navigator.serviceWorker.register(new URL("rollbook-offline.js", root), { scope: root.href });
      const worker = (await navigator.serviceWorker.ready).active;
      const here = location.href.split("#")[0];
      const whole = document.querySelector(".rb-run__sop a");
      const parts = [...document.querySelectorAll("link[rel=stylesheet], link[rel=icon], script[src], img[src]")]
        .map((part) => part.getAttribute("href") ?? part.getAttribute("src") ?? "")
        .map((address) => new URL(address, here).href);
      const modules = MODULES.map((name) => new URL(name, import.meta.url).href);
      const pages = [here, whole instanceof HTMLAnchorElement ? whole.href.split("#")[0] : here];
      const channel = new MessageChannel();
      channel.port1.onmessage = () => {
        this.stored = `Edition ${this.plan.version} is kept on this device and opens without a network.`;
        this.renderTexts();
      };
      worker?.postMessage({ keep: [...pages, ...parts, ...modules] }, [channel.port2]);
    } catch {
      this.stored = "This page needs a network to open again.";
      this.renderTexts();
    }
  }
}

class RunElement extends HTMLElement {
  /** @type {Run | undefined} */
  run;

  connectedCallback() {
    try {
      this.run ??= new Run(this);
      this.run.begin();
    } catch (error) {
      // Whatever went wrong: the list of all steps is there.
      this.removeAttribute("data-rb-ready");
      throw error;
    }
  }

  disconnectedCallback() {
    this.run?.end();
  }
}

customElements.define("rb-run", RunElement);
