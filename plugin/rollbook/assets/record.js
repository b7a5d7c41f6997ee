// @ts-check
/* Records: what a run or a tabletop has taken, as a file of `sops/records/` and as text to paste. */

import { parts, prose } from "./typed.js";

/**
 * A record as a file, and in words what had to be changed in what people typed.
 * @typedef {{name: string, text: string, changes: string[]}} File
 *
 * What every record has, and what the typed texts are that it holds; `times` are in milliseconds,
 * and `answers` what a step was answered at last, where that is not told by the next ones.
 * @typedef {{sop: string, procedure: string, times: Map<string, number>, answers?: Map<string, string>}} About
 * @typedef {About & {id: string, trigger: string, started: number, outcome: string}} Incident
 * @typedef {About & {kind: "live" | "tabletop", date: number, people: string, result: string,
 *   findings: string}} Drill
 *
 * @typedef {Word | string | string[] | Map<string, Word | string>} Value
 */

/** A word of the language: an id, a day, a duration. */
class Word {
  /** @param {string} text */
  constructor(text) {
    this.text = text;
  }
}

/** Ids that some reader of YAML takes for something else than a text. */
const ELSE = /^(?:y|n|yes|no|on|off|true|false|null)$/;
/** The units of a duration, in seconds, and the highest number that it can have. */
const UNITS = /** @type {[string, number][]} */ ([["s", 1], ["m", 60], ["h", 3600], ["d", 86400]]);
const MOST = 9_999_999;

/** The longest id that an incident can have. */
const ID = 100;

/** @param {string} text @returns {string} A text in double quotes, which means the same to YAML. */
const quoted = (text) => JSON.stringify(text);

/** @param {string} text */
const word = (text) => (ELSE.test(text) ? quoted(text) : text);

/** @param {Word | string} value */
const inline = (value) => (value instanceof Word ? word(value.text) : quoted(value));

/** One line for each entry, for each item, and for each step that was taken. @param {[string, Value][]} record */
function yaml(record) {
  const lines = record.map(([key, value]) => {
    if (value instanceof Word || typeof value === "string") return `${key}: ${inline(value)}`;
    const inner = Array.isArray(value)
      ? value.map((item) => `  - ${inline(item)}`)
      : [...value].map(([name, item]) => `  ${word(name)}: ${inline(item)}`);
    if (!inner.length) return `${key}: ${Array.isArray(value) ? "[]" : "{}"}`;
    return [`${key}:`, ...inner].join("\n");
  });
  return `${lines.join("\n")}\n`;
}

/** @param {number} ms @returns {Word} A time that was taken, in the language: `95s`. */
function spent(ms) {
  const seconds = Math.max(1, Math.round(ms / 1000));
  const [unit, each] = UNITS.find(([, each]) => seconds / each <= MOST) ?? UNITS[3];
  return new Word(`${Math.min(MOST, Math.round(seconds / each))}${unit}`);
}

/** @param {Map<string, number>} times */
const durations = (times) => new Map([...times].map(([step, ms]) => [step, spent(ms)]));

/** What steps were answered, if anything is to be told. @param {Map<string, string>} [answers] @returns {[string, Value][]} */
const answered = (answers) => (answers?.size ? [["answers", answers]] : []);

/** @param {string} typed @returns {string} What of it can be the id of an incident, and a file's name. */
export function incidentId(typed) {
  const cut = typed.replace(/[^A-Za-z0-9._-]+/g, "-").slice(0, ID);
  return cut.replace(/^[._-]+/, "").replace(/[._-]+$/, "");
}

/** @param {Incident} said @returns {File} */
export function incidentRecord({ sop, procedure, times, answers, id, trigger, started, outcome }) {
  const changes = new Set(/** @type {string[]} */ ([]));
  const name = incidentId(id);
  if (name !== id) changes.add(`The record has the id ${name}: it is of ASCII letters, digits, '.', '_' and '-'.`);
  const text = yaml([
    ["record", new Word("incident")],
    ["id", name],
    ["sop", new Word(sop)],
    ["procedure", procedure],
    ["trigger", new Word(trigger)],
    ["started", new Word(day(started))],
    ["times", durations(times)],
    ...answered(answers),
    ["outcome", prose(outcome, changes)],
  ]);
  return { name: `${name}.yml`, text, changes: [...changes] };
}

/** @param {string} typed @param {Set<string>} [changes] @returns {string[]} Names, with commas between. */
export const names = (typed, changes) => parts(typed, /[,\n]/, changes);

/** @param {Drill} said @returns {File} */
export function drillRecord({ sop, procedure, times, answers, kind, date, people, result, findings }) {
  const changes = new Set(/** @type {string[]} */ ([]));
  const text = yaml([
    ["record", new Word("drill")],
    ["sop", new Word(sop)],
    ["procedure", procedure],
    ["date", new Word(day(date))],
    ["kind", new Word(kind)],
    ["people", names(people, changes)],
    ["times", durations(times)],
    ...answered(answers),
    ["result", new Word(result)],
    ["findings", parts(findings, /\n/, changes).map((line) => prose(line, changes))],
  ]);
  return { name: `drill-${sop}-${day(date)}.yml`, text, changes: [...changes] };
}

/** @param {number} time @returns {string} A day of the calendar here: `2026-11-25`. */
export function day(time) {
  const date = new Date(time);
  const two = (/** @type {number} */ number) => String(number).padStart(2, "0");
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}

/** @param {number} time @returns {string} An hour of the day here: `03:07`. */
export function hour(time) {
  const date = new Date(time);
  return [date.getHours(), date.getMinutes()].map((n) => String(n).padStart(2, "0")).join(":");
}

/** @param {number} ms @returns {string} A clock: `4:05`, `1:04:05`, `-0:12`. */
export function clock(ms) {
  const seconds = Math.floor(Math.abs(ms) / 1000);
  const [h, m, s] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  const two = (/** @type {number} */ number) => String(number).padStart(2, "0");
  return `${ms < 0 && seconds ? "-" : ""}${h ? `${h}:${two(m)}` : m}:${two(s)}`;
}

/** Hand a file to the reader. @param {string} name @param {string} text @param {string} [type] */
export function save(name, text, type = "text/plain") {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([text], { type }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
}

/**
 * Put a text on the clipboard, and say so on the button for a moment.
 * @param {HTMLElement} button @param {string} text
 */
export async function copy(button, text) {
  const said = button.dataset.rbSaid ?? button.textContent ?? "";
  button.dataset.rbSaid = said;
  try {
    await navigator.clipboard.writeText(text);
    button.textContent = "Copied";
  } catch {
    // A page without a secure address may not write there: then people select it themselves.
    button.textContent = "Select and copy it by hand";
  }
  setTimeout(() => (button.textContent = said), 2000);
}
