// @ts-check
/* Entries: what was said in a run. What a storage holds was written by anyone: it is an entry if it
   has this shape, and names what the plan has. */

import { answers } from "./run-meaning.js";
import { GO_ON } from "./run-ways.js";

/**
 * @typedef {import("./run-ways.js").Plan} Plan
 * @typedef {import("./run-ways.js").Said} Said
 */

/** The last place in the order. Beyond it, whoever comes first is told by the id. */
export const LAST = 1_000_000;
/** How long a note can be. */
export const LONGEST = 10_000;
/** How long an entry can be, as it is kept. */
const TEXT = 100_000;
/** How long a value can be. */
export const VALUE = 1_000;
/** The last moment that a date can be, in milliseconds. */
const END = 8.64e15;

/** @param {unknown} found @param {number} most @returns {boolean} */
const whole = (found, most) => Number.isInteger(found) && Number(found) >= 0 && Number(found) <= most;

/** @param {string} text @param {number} most */
const said = (text, most) => text.trim() !== "" && text.length <= most;

/** @param {Plan} plan @param {string} id @param {string} text @returns {Said | undefined} */
export function entry(plan, id, text) {
  /** @type {unknown} */
  let found;
  if (text.length > TEXT) return undefined;
  try {
    found = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (typeof found !== "object" || found === null) return undefined;
  const { order, at, kind, step = "", answer = "", name = "", value = "" } = /** @type {Said} */ (found);
  const said = { id, order, at, kind, step, answer, name, value };
  const texts = [kind, step, answer, name, value].every((part) => typeof part === "string");
  return texts && whole(order, LAST) && whole(at, END) && means(plan, said) ? said : undefined;
}

/** @param {Plan} plan @param {Said} said @returns {boolean} Whether it can be said of this plan. */
function means(plan, { at, kind, step = "", answer = "", name = "", value = "" }) {
  const taken = plan.steps.get(step);
  switch (kind) {
    case "start":
      return value === "" || (/^\d{1,16}$/.test(value) && Number(value) <= at);
    case "step":
      return taken !== undefined && answers(taken).includes(answer);
    case GO_ON:
      return plan.procedure.joins.has(step) && said(name, VALUE) && said(value, LONGEST);
    case "value":
      if (name === "trigger") return value === "" || plan.triggers.has(value);
      return (name === "incident" || plan.fields.has(name)) && value.length <= VALUE;
    case "target":
      return /^\d{1,3}$/.test(value) && Number(value) < (plan.targets.get(name)?.length ?? 0);
    case "note":
      return said(value, LONGEST);
    case "tick":
    case "undo":
      return true;
    default:
      return false;
  }
}
