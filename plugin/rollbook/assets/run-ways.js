// @ts-check
/* Ways: where a run of an SOP stands, from what people have answered. It knows no page. */

import {
  FAIL, Procedure, State as Run, answers, begun, closed, goOnAllTheSame, isOver, isVerified,
  take,
} from "./run-meaning.js";

/**
 * What the page knows of a step beyond what it means; `slack` is in seconds, where it has any.
 * @typedef {import("./run-meaning.js").Step & {number: number, name: string, takes: number,
 *   role: string, team: string, reach: string, deputy: string, final: boolean,
 *   slack: number | null}} Step
 * @typedef {{sop: string, title: string, version: number, digest: string, rto: number,
 *   procedure: Procedure, steps: Map<string, Step>, triggers: Map<string, string>, fields: Set<string>,
 *   patterns: Map<string, import("./pattern.js").Instruction[]>, targets: Map<string, [string, string][]>}} Plan
 *
 * Something that a person has said. `id` is of one tab, and `order` is higher than all that this tab
 * had seen; `at`, in milliseconds since 1970, is what a clock showed that anyone can set.
 * @typedef {{id: string, order: number, at: number, kind: "start" | "step" | "go-on" | "undo" |
 *   "value" | "target" | "tick" | "note", step?: string, answer?: string, name?: string,
 *   value?: string}} Said
 *
 * A step that was taken, or an answer that came too late to count: behind how many that do.
 * @typedef {{id: string, step: string, answer: string, since: number, at: number}} Taken
 * @typedef {{step: string, answer: string, at: number, behind: number}} Late
 *
 * A closed join with which somebody went on all the same, and what it lacked.
 * @typedef {{step: string, missing: Map<string, import("./run-meaning.js").Status>, who: string,
 *   why: string, at: number}} Act
 *
 * A step that is open: since when, and by which entry.
 * @typedef {{since: number, by: string}} Open
 *
 * `recovered` is when the run last became verified, and `last` what can be taken back.
 * @typedef {{started: number, trigger: string, run: Run, open: Map<string, Open>, waiting: string[],
 *   taken: Taken[], acts: Act[], late: Late[], last?: {id: string, step: string, answer: string},
 *   recovered: number, values: Map<string, string>, ticks: Set<string>,
 *   notes: {at: number, text: string}[], jumps: {at: number, by: number}[]}} State
 */

/** The answer of somebody who goes on with a closed join. */
export const GO_ON = "go-on";
/** How each verb says that it is done. */
const DONE = new Map([["approve", "Approved"], ["check", "All of them pass"], ["notify", "It is sent"], ["wait", "It is over"]]);
/** How each verb says that it has failed. */
const FAILED = new Map([
  ["approve", "Not approved"], ["check", "One of them fails"], ["decide", "It cannot be answered"],
]);
/** What a clock has to go back by to be worth a word, in milliseconds. */
const JUMP = 1000;

/**
 * The plan that a page holds. What is looked up by a name is a map: an object has names of its own,
 * such as `constructor`.
 * @param {string} text @returns {Plan}
 */
export function planned(text) {
  const { steps, order, starts, triggers, fields, patterns, targets, ...rest } = JSON.parse(text);
  const [byStep, byTrigger, byField, byComponent] = [steps, triggers, patterns, targets].map(
    (/** @type {object} */ found) => new Map(Object.entries(found)),
  );
  return {
    ...rest, steps: byStep, triggers: byTrigger, fields: new Set(fields), patterns: byField, targets: byComponent,
    procedure: new Procedure({ steps: byStep, order, starts, targets: byComponent }),
  };
}

/** @param {Plan} plan @param {string} id @returns {Step} A step of the plan. */
export function stepOf(plan, id) {
  const step = plan.steps.get(id);
  if (!step) throw new Error(`there is no step ${id}`);
  return step;
}

/**
 * Where a run stands. What does not fit, since another tab was faster, is passed over.
 * @param {Plan} plan @param {readonly Said[]} said @returns {State}
 */
export function replay(plan, said) {
  const all = [...said].sort((a, b) => a.order - b.order || (a.id < b.id ? -1 : 1));
  const times = moments(all);
  const undone = new Set(all.filter((one) => one.kind === "undo").map((one) => one.value));
  /** @type {State} */
  const state = {
    started: 0,
    trigger: "",
    run: new Run(plan.procedure),
    open: new Map(),
    waiting: [],
    taken: [],
    acts: [],
    late: [],
    recovered: 0,
    values: new Map(),
    ticks: new Set(),
    notes: [],
    jumps: jumps(all),
  };
  become(state, begun(plan.procedure), { since: times[0] ?? 0, by: "" });
  for (const [place, one] of all.entries()) {
    if (undone.has(one.id)) continue;
    const { name = "", value = "" } = one;
    const at = times[place];
    if (one.kind === "start") state.started = Math.min(Number(value) || at, at);
    else if (one.kind === "value" && name === "trigger") state.trigger = value;
    else if (one.kind === "value") state.values.set(name, value);
    else if (one.kind === "target") state.run.tried.set(name, Number(value));
    else if (one.kind === "tick" && value) state.ticks.add(name);
    else if (one.kind === "tick") state.ticks.delete(name);
    else if (one.kind === "note") state.notes.push({ at, text: value });
    else if (one.kind === "step" || one.kind === GO_ON) act(state, one, at);
  }
  state.waiting = [...plan.procedure.joins.keys()].filter((join) => state.run.isWaiting(join));
  return state;
}

/** Let an answer count, or going on all the same, if it can. @param {State} state @param {Said} one @param {number} at */
function act(state, { id, kind, step = "", answer: said = "", name: who = "", value: why = "" }, at) {
  const answer = kind === GO_ON ? GO_ON : said;
  const open = kind === GO_ON ? undefined : state.open.get(step);
  const missing = kind === GO_ON && isOver(state.run) ? closed(state.run).get(step) : undefined;
  if (!open && !missing) {
    state.late.push({ step, answer, at, behind: state.taken.length });
    return;
  }
  // A run that nobody has started begins with its first answer.
  state.started ||= at;
  if (missing) state.acts.push({ step, missing, who, why, at });
  else if (open) state.taken.push({ id, step, answer, since: Math.max(open.since, state.started), at });
  state.last = { id, step, answer };
  const run = missing ? goOnAllTheSame(state.run, step) : take(state.run, step, answer);
  // With the next target it begins anew.
  state.open.delete(step);
  become(state, run, { since: at, by: id });
}

/** @param {State} state @param {Run} run @param {Open} now */
function become(state, run, now) {
  const before = state.run.open;
  const open = [...run.p.steps.keys()].filter((name) => run.open.has(name));
  state.open = new Map(open.map((name) =>
    [name, (before.get(name) === run.open.get(name) && state.open.get(name)) || now]));
  state.run = run;
  state.recovered = isVerified(run) ? state.recovered || now.since : 0;
}

/** The target in use of a component, from 0, and whether all have failed. @param {Plan} plan @param {State} state @param {string} component */
export function target(plan, state, component) {
  const known = plan.targets.get(component)?.length ?? 0;
  const tried = state.run.tried.get(component) ?? 0;
  return { place: Math.max(0, Math.min(tried, known - 1)), tried, failed: tried > 0 && tried >= known };
}

/** When each thing was said: no later than what followed, so a clock that went back was ahead. @param {Said[]} all */
function moments(all) {
  const times = all.map(({ at }) => at);
  for (let place = times.length - 2; place >= 0; place -= 1) {
    times[place] = Math.min(times[place], times[place + 1]);
  }
  return times;
}

/** Where the clock went back, and by how much. @param {Said[]} all */
const jumps = (all) =>
  all.slice(1).map(({ at }, place) => ({ at, by: all[place].at - at })).filter(({ by }) => by >= JUMP);

/**
 * What a person can say of a step, and how it is kept.
 * @param {Step} step @returns {{answer: string, words: string, tone: "" | "fail"}[]}
 */
export function choices(step) {
  const { verb } = step;
  return answers(step).map((answer, _, all) => {
    const words = answer === FAIL ? FAILED.get(verb) ?? "It failed"
      : answer === "done" ? DONE.get(verb) ?? "Done"
      : answer === "yes" ? "Yes"
      : answer !== "no" ? answer.slice("case:".length)
      : verb !== "decide" ? "Otherwise" : all[0] === "yes" ? "No" : "None of these";
    return { answer, words, tone: answer === FAIL ? "fail" : "" };
  });
}
