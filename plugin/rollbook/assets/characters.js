// @ts-check
/* Characters that nobody sees, and that change how a text is read: those that `rollbook check`
   refuses, by the expressions of `loading/characters.py`, which say what each of them is. */

const ALWAYS =
  "\\p{Cs}\\p{Noncharacter_Code_Point}\\p{Co}\\x00-\\x08\\x0b\\x0c\\x0e-\\x1f\\x7f-\\x9f\\u2028\\u2029\\u061c\\u200e\\u200f" +
  "\\u202a-\\u202e\\u2066-\\u2069\\ufeff\\u00ad\\u2060-\\u2065\\u206a-\\u206f\\u115f\\u1160\\u3164\\uffa0\\u17b4\\u17b5" +
  "\\ufe07-\\ufe0d\\ufff0-\\ufffc\\u{1bca0}-\\u{1bca3}\\u{1d173}-\\u{1d17a}\\u{e0000}-\\u{e001f}\\u{e0080}-\\u{e00ff}\\u{e01f0}-\\u{e0fff}";
const JOINED =
  "\\u0600-\\u109f\\u1700-\\u17b3\\u17b6-\\u18af\\u1900-\\u1cff\\ua800-\\uabff\\ufb50-\\ufdcf\\ufdf0-\\ufdff\\ufe70-\\ufefc" +
  "\\u{10a00}-\\u{11fff}\\u{1e900}-\\u{1e95f}";
const UNSPACED = "\\u0e00-\\u0fff\\u1000-\\u109f\\u1780-\\u17b3\\u17b6-\\u17ff\\u19e0-\\u19ff";
const PICTURED = "\\u00a9\\u00ae\\u203c\\u2049\\u2100-\\u2bff\\u3030\\u303d\\u3297\\u3299\\u{1f000}-\\u{1faff}";
const IDEOGRAPHS = "\\u3400-\\u9fff\\uf900-\\ufaff\\u{20000}-\\u{323af}";
const FORMED =
  "\\u1000-\\u109f\\ua840-\\ua87f\\u2200-\\u2aff\\u2e80-\\u33ff\\uff00-\\uff9f\\u{10ac0}-\\u{10aff}\\u{13000}-\\u{143ff}" +
  IDEOGRAPHS;
const MARKS =
  "\\u0300-\\u034e\\u0350-\\u036f\\u0483-\\u0489\\u0591-\\u05bd\\u05bf\\u05c1\\u05c2\\u05c4\\u05c5\\u05c7\\u0610-\\u061a" +
  "\\u064b-\\u065f\\u0670\\u06d6-\\u06dc\\u06df-\\u06e8\\u0e31\\u0e34-\\u0e3a\\u0e47-\\u0e4e\\u0eb1\\u0eb4-\\u0ebc\\u0ec8-\\u0ece" +
  "\\u0f71-\\u0f84\\u0f8d-\\u0fbc\\u1ab0-\\u1ace\\u1dc0-\\u1dff\\u20d0-\\u20f0\\ufe20-\\ufe2f";
const TAG = "\\u{e0020}-\\u{e007f}";

const FORBIDDEN = new RegExp([
  `[${ALWAYS}]`,
  `(?<![${UNSPACED}])\\u200b`,
  `(?<![${JOINED}])\\u200c`,
  `(?<![${JOINED}${PICTURED}\\ufe0f])\\u200d`,
  "(?<![\\u0590-\\u05ff])\\u034f",
  "(?<![\\u{13000}-\\u{1345f}])[\\u{13430}-\\u{13440}]",
  "(?<![\\u1807\\u1820-\\u18aa])[\\u180b-\\u180f]",
  `(?<![${FORMED}])[\\ufe00-\\ufe06]`,
  `(?<![${PICTURED}#*0-9])[\\ufe0e\\ufe0f]|(?<=[#*0-9])[\\ufe0e\\ufe0f](?!\\u20e3)`,
  `(?<![${IDEOGRAPHS}])[\\u{e0100}-\\u{e01ef}]`,
  `(?<!\\u{1f3f4}[${TAG}]{0,5})[${TAG}]`,
  `(?<=[${MARKS}]{8})[${MARKS}]`,
].join("|"), "gu");

/** @param {string} text @returns {string} The same, with a `�` for all that nobody sees. */
export function shown(text) {
  const seen = text.replace(FORBIDDEN, "\ufffd");
  // What was fine behind another character may not be so behind a `�`.
  return seen === text ? text : shown(seen);
}
