// @ts-check
/* Values: what a command gets for a gap. It is held to the SOP's rule here, when the command is
   made, whoever typed or stored it. */

import { matches } from "./pattern.js";
import { hides } from "./typed.js";

/**
 * @typedef {import("./run-ways.js").Plan} Plan
 * @typedef {import("./run-ways.js").State} State
 */

/** What a value may be that no pattern describes: nothing that a shell would act on. */
const PLAIN = /^[\p{L}\p{N} _.,:/@%+=-]+$/u;
const WORD = /^[\p{L}\p{N}_.,:/@%+=-]+$/u;

/** @param {Plan} plan @param {string} name @param {string} value @returns {boolean} */
export function fits(plan, name, value) {
  if (hides(value)) return false;
  if (name.startsWith("live.")) return WORD.test(value);
  const pattern = plan.patterns.get(name);
  return pattern === undefined ? PLAIN.test(value) : matches(pattern, value);
}

/** @param {Plan} plan @param {State} state @param {string} name @returns {string} Nothing, unless it fits. */
export function held(plan, state, name) {
  const value = state.values.get(name) ?? "";
  return value && fits(plan, name, value) ? value : "";
}
