/* Walks through plans with answers by chance, and tells what was open after each. */

import { readFileSync } from "node:fs";
import { answers, planned, replay } from "../../plugin/rollbook/assets/run-ways.js";

const { plans: texts, walks, most } = JSON.parse(readFileSync(0, "utf-8"));
const plans = texts.map((plan) => planned(JSON.stringify(plan)));

/** @param {number} seed */
function chance(seed) {
  let state = seed * 2654435761 + 1;
  return (/** @type {number} */ of) => {
    state = (Math.imul(state ^ (state >>> 15), 2246822519) + 0x9e3779b9) >>> 0;
    return state % of;
  };
}

const told = plans.map((plan) =>
  Array.from({ length: walks }, (_, walk) => {
    const pick = chance(walk);
    const said = [];
    const now = () => {
      const { open, waiting, left, taken } = replay(plan, said);
      return { open: [...open.keys()], waiting, left, taken: taken.length };
    };
    const steps = [{ ...now() }];
    while (steps.at(-1).open.length && said.length < most) {
      const { open } = steps.at(-1);
      const step = open[pick(open.length)];
      const possible = answers(plan.steps.get(step));
      // The first walk goes well; in the others a failure is rarer than the rest.
      const good = walk === 0 || pick(4);
      const { answer } = possible[good ? pick(walk === 0 ? 1 : possible.length) : possible.length - 1];
      const order = said.length + 1;
      said.push({ id: String(order).padStart(4, "0"), order, at: 1000 * order, kind: "step", step, answer });
      steps.push({ step, answer, ...now() });
    }
    return steps;
  }),
);
process.stdout.write(JSON.stringify(told));
