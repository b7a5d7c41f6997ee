// @ts-check
/* Typed: what people wrote, as a file of the handbook may hold it. What the language refuses is
   changed where everyone sees it, and it is said. */

import { shown } from "./characters.js";

/** How long a text of a record can be. */
const MOST = 50_000;
const BREAK = /\r\n?|[\u0085\u2028\u2029\v\f]/g;

const FENCE = /^(?:`{3,}(?=[^`]*$)|~{3,})/;
const FENCE_END = /^ {0,3}(`{3,}|~{3,})[ \t]*$/;
/** Where a heading would begin, behind the quotes and the items of lists that it stands in. */
const HEADING = /^((?:[ \t>]|[-+*](?=[ \t])|\d{1,9}[.)](?=[ \t]))*)(?=#{1,6}(?:[ \t]|$))/;
const UNDERLINE = /^([ \t>]*)(?=(?:=+|-+)[ \t]*$)/;
/** An escape, or where HTML may begin. */
const TAG = /\\[^]|<(?=\/?[A-Za-z][A-Za-z0-9-]*(?:[\s/>]|$)|[!?])/g;
/** Where a backtick may be none of code: escaped, or in an address. */
const NO_CODE = /\\`|\](?=[([:])|<[^\s<>`:@]*[:@][^\s<>`]*`/;

const SAYS = {
  hidden: "Where something stood that nobody can see or read, a � stands now.",
  markup: "A record has no headings and no HTML: a \\ stands now before what would be one.",
  long: `What is longer than ${MOST.toLocaleString("en")} characters is cut off.`,
};

/** @param {string} text @returns {boolean} Whether it is more than one line that everyone can see. */
export const hides = (text) => shown(text) !== text || /[\t\n\r]/.test(text);

/**
 * One line of plain text.
 * @param {string} text @param {Set<string>} [changes] What had to be changed, in words.
 */
export const seen = (text, changes) => visible(text, changes).replace(/\n/g, " ");

/**
 * The parts of a text that say something, such as its lines.
 * @param {string} text @param {RegExp} between @param {Set<string>} [changes]
 */
export const parts = (text, between, changes) =>
  visible(text, changes).split(between).map((part) => part.trim()).filter(Boolean);

/** Markdown without headings and HTML. @param {string} text @param {Set<string>} [changes] */
export function prose(text, changes) {
  const typed = visible(text, changes);
  const lines = typed.split("\n");
  const fenced = fences(lines);
  const coded = !NO_CODE.test(typed) && lines.every((line, at) => fenced[at] || pieces(line));
  const made = lines
    .map((line, at) => (fenced[at] ? line : harmless(line, fenced[at - 1] ? "" : lines[at - 1] ?? "", coded)))
    .join("\n");
  if (made !== typed) changes?.add(SAYS.markup);
  return made;
}

/** @param {string} text @param {Set<string>} [changes] */
function visible(text, changes) {
  const whole = text.trim();
  // No half of a character stays behind.
  const kept = whole.length > MOST ? whole.slice(0, MOST).replace(/[\ud800-\udbff]$/, "") : whole;
  if (kept !== whole) changes?.add(SAYS.long);
  const lines = kept.replace(BREAK, "\n");
  const clear = shown(lines);
  if (clear !== lines) changes?.add(SAYS.hidden);
  return clear.trim();
}

/** Which lines are of a block of code that begins at the edge, where nothing is around it. @param {string[]} lines */
function fences(lines) {
  let fence = "";
  return lines.map((line) => {
    const within = fence;
    if (!fence) fence = FENCE.exec(line)?.[0] ?? "";
    else if (FENCE_END.exec(line)?.[1].startsWith(fence)) fence = "";
    return Boolean(within || fence);
  });
}

/**
 * A line of Markdown that is no heading, makes none of the line above, and holds no HTML.
 * @param {string} line @param {string} above @param {boolean} coded Whether what looks like code is it.
 */
function harmless(line, above, coded) {
  const flat = line.replace(HEADING, "$1\\");
  const made = flat === line && /[^ \t]/.test(above) ? line.replace(UNDERLINE, "$1\\") : flat;
  return ((coded && pieces(made)) || [made])
    .map((piece, at) => (at % 2 ? piece : piece.replace(TAG, (found) => (found === "<" ? "\\<" : found))))
    .join("");
}

/** Text and code in turns; nothing where a run of backticks is left over. @param {string} line */
function pieces(line) {
  const runs = [...line.matchAll(/`+/g)];
  const found = [];
  let end = 0;
  for (let first = 0; first < runs.length; first += 1) {
    let last = first + 1;
    while (last < runs.length && runs[last][0] !== runs[first][0]) last += 1;
    if (last === runs.length) return undefined;
    const [from, to] = [runs[first].index, runs[last].index + runs[last][0].length];
    found.push(line.slice(end, from), line.slice(from, to));
    end = to;
    first = last;
  }
  return [...found, line.slice(end)];
}
