// @ts-check
/* Characters that nobody sees. Whatever `rollbook check` refuses of them in a file is shown here;
   behind certain letters some are a part of a word or of an emoji, and fine. */

/** What has no form, or means nothing without a font of its own. */
const HIDDEN =
  /(?![\t\n])[\p{Cc}\p{Co}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\p{Noncharacter_Code_Point}\ufff0-\ufffc\u{13430}-\u{13440}]/u;
/** More marks than stand on a letter of any language. */
const FLOOD = /(\p{M}{8})\p{M}+/gu;

/** The scripts in which joiners tell words apart: Arabic, those of India and others. */
const JOINED =
  /[\u0600-\u109f\u1700-\u17b3\u17b6-\u18af\u1900-\u1cff\ua800-\uabff\ufb50-\ufdcf\ufdf0-\ufdff\ufe70-\ufefc\u{10a00}-\u{11fff}]/u;
/** Emoji, and what becomes one. */
const PICTURED = /[\u00a9\u00ae\u203c\u2049\u2100-\u2bff\u3030\u303d\u3297\u3299\u{1f000}-\u{1faff}]/u;
/** What is fine, and behind what. */
const BEHIND = [
  [/[\u200c\u200d]/u, JOINED],
  [/\u200d/u, PICTURED],
  [/\u200d/u, /\ufe0f/u],
  [/[\ufe0e\ufe0f]/u, PICTURED],
  [/[\u180b-\u180f]/u, /[\u1807\u1820-\u18aa]/u],
  [/[\u{e0100}-\u{e01ef}]/u, /[\u3400-\u9fff\uf900-\ufaff\u{20000}-\u{323af}]/u],
];
const KEY = /[#*0-9]\ufe0f\u20e3/u;

/** @param {string} text @returns {string} The same, with a `�` for all that nobody sees. */
export function shown(text) {
  if (!HIDDEN.test(text) && text.search(FLOOD) < 0) return text;
  let before = "";
  const chars = [...text].map((char, at, all) => {
    const fine = BEHIND.some(([what, behind]) => what.test(char) && behind.test(before));
    before = fine || !HIDDEN.test(char) || KEY.test(`${before}${char}${all[at + 1]}`) ? char : "\ufffd";
    return before;
  });
  return chars.join("").replace(FLOOD, (all, kept) => kept + "\ufffd".repeat([...all].length - [...kept].length));
}
