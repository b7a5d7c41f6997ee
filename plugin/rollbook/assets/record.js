// @ts-check
/* Records: what a run or a tabletop has taken, as a file of `sops/records/` and as text to paste. */

/** A word of the language that stands without quotes: a date, a duration, an id. */
export class Bare {
  /** @param {string} text */
  constructor(text) {
    this.text = text;
  }
}

/** Everything that a reader of YAML refuses inside quotes, or that nobody could see. */
const HIDDEN = /[\u0000-\u001f\u007f-\u009f\u00ad\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]|\p{Cs}/gu;

/** @param {string} text @returns {string} A text in double quotes, which means the same to YAML. */
export function quoted(text) {
  return JSON.stringify(text).replace(
    HIDDEN,
    (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}

/** @param {unknown} value @returns {string} */
function inline(value) {
  if (value instanceof Bare) return value.text;
  if (typeof value === "string") return quoted(value);
  if (Array.isArray(value)) return `[${value.map(inline).join(", ")}]`;
  if (value === null || typeof value !== "object") return String(value);
  const entries = Object.entries(value).map(([key, item]) => `${key}: ${inline(item)}`);
  return `{${entries.join(", ")}}`;
}

/**
 * A record as a file: one line for each entry, and for each step that was taken.
 * @param {{[key: string]: unknown}} record @returns {string}
 */
export function yaml(record) {
  const lines = Object.entries(record).map(([key, value]) => {
    const deep = value !== null && typeof value === "object" && !(value instanceof Bare);
    if (!deep || !Object.keys(value).length) return `${key}: ${inline(value)}`;
    const inner = Array.isArray(value)
      ? value.map((item) => `  - ${inline(item)}`)
      : Object.entries(value).map(([name, item]) => `  ${name}: ${inline(item)}`);
    return [`${key}:`, ...inner].join("\n");
  });
  return `${lines.join("\n")}\n`;
}

/** @param {number} ms @returns {Bare} A time that was taken, in the language: `95s`. */
export const spent = (ms) => new Bare(`${Math.max(1, Math.round(ms / 1000))}s`);

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

/** What no file of the handbook may hold, escaped or not. */
const REFUSED = /[\p{Cc}\p{Cs}\p{Noncharacter_Code_Point}\u061c\u200b\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]/gu;

/** @param {string} text @returns {string} A line of what people typed, without what nobody sees. */
export const seen = (text) => text.replace(/\s+/g, " ").replace(REFUSED, "").trim();
