/* Plays a run and tells what the page would know after each answer: of those that it is given, or of
   a run in which all goes well but for some. */

import { readFileSync } from "node:fs";
import { answers, closed, end, isOver } from "../../plugin/rollbook/assets/run-meaning.js";
import { entry } from "../../plugin/rollbook/assets/run-entries.js";
import { lacking, markdown } from "../../plugin/rollbook/assets/run-texts.js";
import { planned, replay } from "../../plugin/rollbook/assets/run-ways.js";

const { plan: text, entries, but } = JSON.parse(readFileSync(0, "utf-8"));
const plan = planned(JSON.stringify(text));

/** @param {import("../../plugin/rollbook/assets/run-ways.js").Said[]} said */
function told(said) {
  const state = replay(plan, said);
  return {
    open: [...state.open.keys()],
    closed: [...closed(state.run)].map(([join, missing]) => lacking(plan, join, missing)),
    late: state.late.length,
    over: isOver(state.run),
    end: end(state.run),
    recovered: state.recovered && state.recovered - state.started,
    tried: Object.fromEntries(state.run.tried),
    log: markdown(plan, state),
  };
}

/** @param {object} one @param {number} place */
const kept = (one, place) => entry(plan, `e-${String(place).padStart(6, "0")}`,
  JSON.stringify({ ...one, order: place + 1, at: 60_000 * (place + 1) }));

const said = [];
const all = [told(said)];
const next = () => {
  const [step] = all.at(-1).open;
  if (!but) return entries[all.length - 1];
  return step && all.length < 100 && { kind: "step", step, answer: but[step] ?? answers(plan.steps.get(step))[0] };
};
for (let one = next(); one; one = next()) {
  const found = kept(one, all.length - 1);
  if (found) said.push(found);
  all.push({ ...told(said), said: one });
}
process.stdout.write(JSON.stringify(all));
