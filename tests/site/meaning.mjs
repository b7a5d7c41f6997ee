/* Tells of runs what the script makes of them: the state after each answer, from the state before. */

import { readFileSync } from "node:fs";
import * as meaning from "../../plugin/rollbook/assets/run-meaning.js";
import { planned } from "../../plugin/rollbook/assets/run-ways.js";

const sorted = (/** @type {Iterable<unknown>} */ those) => [...those].sort();

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

/** All that decides how a run goes on. @param {meaning.State} state */
function mark(state) {
  const sets = (/** @type {Iterable<[string, Iterable<string>]>} */ kept) =>
    sorted([...kept].map(([name, causes]) => `${name}:${sorted(causes)}`)).join(";");
  return [
    sorted(state.answers), sets(state.open), sets([...state.carried].filter(([, causes]) => [...causes].length)),
    sorted(state.given), sorted(new Set(state.forgiven.map(String))).join(";"), sorted(state.returned),
    sorted(state.tried), sets(state.checked), state.stopped, sorted(state.cut),
  ].join("|");
}

const asked = JSON.parse(readFileSync(0, "utf-8"));
process.stdout.write(JSON.stringify(asked.map(({ plan, came, edges }) => {
  const { procedure } = planned(JSON.stringify(plan));
  const answers = [...procedure.steps].map(([name, step]) => [name, meaning.answers(step)]);
  const states = [meaning.begun(procedure)];
  const after = (/** @type {[number, string, string]} */ [before, step, answer]) => {
    if (!states[before].open.has(step)) throw new Error(`${step} is not open`);
    return meaning.take(states[before], step, answer);
  };
  for (const one of came) states.push(after(one));
  const marks = edges.length ? states.map(mark) : [];
  const astray = edges.filter(([place, ...one]) => mark(after(one)) !== marks[place]);
  return { answers: Object.fromEntries(answers), states: states.map(told), astray };
})));
