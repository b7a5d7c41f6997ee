// @ts-check
/* Markdown: text for an issue or a comment elsewhere, in which nothing that somebody wrote takes
   effect. It goes by the rules of `views/changes/github_text.py`: sites look for people, issues and
   emoji in all that is no code, escaped or not; so what could be one of them is code. */

import { shown } from "./characters.js";

/** Markup anywhere, or where a line begins: a word may come to stand there. */
const MARKUP = /[\\`*_~[\]<>&|]|^[#+=-]|(?<=^[0-9]{1,9})[.)]$/g;

/** People, formulas, issues, addresses, emoji, commits, and what a line orders. */
const ACTS = new RegExp([
  "[@$]", "[#!%~&^](?=WORD|\")", "(?<!WORD)GH-[0-9]", "//", "www\\.|mailto:|xmpp:",
  ":(?:WORD|[+-])+:", "(?<!WORD)[0-9a-f]{7,64}(?!WORD)", "^/(?=WORD)",
].join("|").replaceAll("WORD", "[\\p{L}\\p{N}_]"), "iu");

const AROUND = /^([("'[]*)(.*?)([)\]"',.;:!?]*)$/su;

/** @param {string} text @returns {string[]} Its words, without what nobody sees. */
const split = (text) => shown(text).replaceAll("\r", "").split(/\s+/u).filter(Boolean);

/** @param {string} text */
const escaped = (text) => text.replace(MARKUP, "\\$&");

/**
 * A code span, whatever backticks it holds; within a cell of a table no bar ends it.
 * @param {string} text @param {boolean} [cell] @returns {string}
 */
export function asCode(text, cell = false) {
  const words = split(text).join(" ");
  if (!words) return "*nothing*";
  const whole = cell ? words.replaceAll("|", "\\|") : words;
  const longest = Math.max(0, ...[...whole.matchAll(/`+/g)].map(([ticks]) => ticks.length));
  const fence = "`".repeat(longest + 1);
  const pad = /^`|`$/.test(whole) ? " " : "";
  return `${fence}${pad}${whole}${pad}${fence}`;
}

/**
 * Words as they are, in one line; what would act on its own is code.
 * @param {string} text @param {boolean} [cell] @returns {string}
 */
export const asText = (text, cell = false) => split(text).map((word) => {
  if (!ACTS.test(word)) return escaped(word);
  const [, before, within, behind] = AROUND.exec(word) ?? [];
  if (!within) return asCode(word, cell);
  return `${escaped(before)}${asCode(within, cell)}${escaped(behind)}`;
}).join(" ");

/**
 * Parts of a sentence, with the blanks that stand around them, and what some of them lead to.
 * @param {{text: string, href?: string}[]} parts @returns {string}
 */
export function sentence(parts) {
  let joined = "";
  for (const { text, href } of parts) {
    const said = asText(text);
    const to = (href ?? "").replaceAll("(", "%28").replaceAll(")", "%29");
    const before = text.startsWith(" ") ? " " : "";
    const part = `${before}${href ? `[${said}](${to})` : said}${said && text.endsWith(" ") ? " " : ""}`;
    // Two code spans side by side would be one.
    joined += joined.endsWith("`") && part.startsWith("`") ? ` ${part}` : part;
  }
  return joined.trim();
}
