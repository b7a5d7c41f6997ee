/* Tells of runs what the script makes of them: the state after each answer, from the state before. */

import { readFileSync } from "node:fs";
import * as meaning from "../../plugin/rollbook/assets/run-meaning.js";
import { planned } from "../../plugin/rollbook/assets/run-ways.js";

const sorted = (/** @type {Iterable<string>} */ names) => [...names].sort();

/** @param {meaning.State} state */
function told(state) {
  const { p, open, answers } = state;
  const known = new meaning.Joining(state);
  const waiting = [...p.joins.keys()].filter((join) => !open.has(join) && !answers.has(join));
  const missing = waiting.map((join) => [join, [...known.missing(join)]
    .map(([name, { fate, causes }]) => [name, fate, sorted(causes)])]);
  return {
    open: sorted(open.keys()),
    missing: Object.fromEntries(missing.map(([join, steps]) => [join, steps.sort()])),
    over: meaning.isOver(state),
    end: meaning.end(state),
    tried: Object.fromEntries(state.tried),
  };
}

const asked = JSON.parse(readFileSync(0, "utf-8"));
process.stdout.write(JSON.stringify(asked.map(({ plan, came }) => {
  const { procedure } = planned(JSON.stringify(plan));
  const answers = [...procedure.steps].map(([name, step]) => [name, meaning.answers(step)]);
  const states = [meaning.begun(procedure)];
  for (const [before, step, answer] of came) {
    if (!states[before].open.has(step)) throw new Error(`${step} is not open`);
    states.push(meaning.take(states[before], step, answer));
  }
  return { answers: Object.fromEntries(answers), states: states.map(told) };
})));
