// @ts-check
/* Texts of a run: what goes to whoever goes on, into the incident, and into `sops/records/`. */

import { asCode, asText } from "./markdown.js";
import { clock, day, drillRecord, hour, incidentId, incidentRecord, names } from "./record.js";
import { FAIL, closed, doubts, end, isOver } from "./run-meaning.js";
import { held } from "./run-values.js";
import { GO_ON, stepOf } from "./run-ways.js";
import { seen } from "./typed.js";

/**
 * @typedef {import("./run-ways.js").Plan} Plan
 * @typedef {import("./run-ways.js").State} State
 * @typedef {import("./record.js").File} File
 */

export const INCIDENT = "inputs.incident";
const SAID = new Map([[FAIL, "failed"], [GO_ON, "gone on all the same"]]);
const ENDS = { verified: "Verified", escalated: "Escalated", stopped: "Stopped", unverified: "Unverified" };
const DAY = 86_400_000;

/** @param {number} time @returns {string} How the time here differs then from everyone's: `UTC+2`. */
function zone(time) {
  const minutes = -new Date(time).getTimezoneOffset();
  const rest = Math.abs(minutes) % 60;
  return `UTC${minutes < 0 ? "-" : "+"}${Math.floor(Math.abs(minutes) / 60)}${rest ? `:${rest}` : ""}`;
}

/** @param {number} seconds @returns {string} `1 h 30 min`, `45 min`, `90 s`. */
export function words(seconds) {
  const [h, m, s] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  const parts = [h && `${h} h`, m && `${m} min`, s && `${s} s`].filter(Boolean);
  return parts.join(" ") || "0 min";
}

/** @param {string} answer */
export const answered = (answer) =>
  answer.startsWith("case:") ? answer.slice("case:".length) : SAID.get(answer) ?? answer;

/** @param {Plan} plan @param {Iterable<string>} ids @returns {string} `8 Revert model and 9 Verify`. */
export function named(plan, ids) {
  const all = [...ids].map((id) => `${stepOf(plan, id).number} ${stepOf(plan, id).name}`);
  return [all.slice(0, -1).join(", "), all.at(-1) ?? ""].filter(Boolean).join(" and ");
}

/** @param {Plan} plan @param {Iterable<string>} causes @param {string} [where] */
function leftAt(plan, causes, where = named(plan, causes)) {
  const main = [...causes].every((id) => stepOf(plan, id).main);
  return `the ${main ? "main line" : "way"} was left ${where ? `at ${where}` : "there"}.`;
}

/**
 * What a join lacks, and why.
 * @param {Plan} plan @param {string} join @param {Map<string, import("./run-meaning.js").Status>} missing
 */
export function lacking(plan, join, missing) {
  const of = (/** @type {string} */ fate) => [...missing].filter(([, status]) => status.fate === fate);
  const lost = of("lost");
  const causes = new Set(lost.flatMap(([, status]) => [...status.causes]));
  const there = lost.every(([name]) => causes.has(name)) && causes.size === lost.length;
  const rest = of("coming").map(([name]) => name);
  return `${named(plan, [join])} needs ${named(plan, lost.map(([name]) => name))}; `
    + leftAt(plan, causes, there ? "" : undefined)
    + (rest.length ? ` It waits for ${named(plan, rest)}, too.` : "");
}

/**
 * What is to be said of a run that is over: how it stands against the RTO, and why it is not verified.
 * @param {Plan} plan @param {State} state @returns {string[]}
 */
export function standing(plan, state) {
  const { run, recovered, started } = state;
  const rto = words(plan.rto);
  const ended = end(run);
  if (ended === "stopped") return [`A run that is stopped is not held against the RTO of ${rto}.`];
  if (ended === "verified") {
    const took = recovered - started;
    const beside = [...run.answers].flatMap(([id, answer]) =>
      answer === FAIL && (run.p.step(id).review || run.p.last.some((last) => run.p.behind.get(last)?.has(id))) ? [id] : []);
    return [
      `It took ${clock(took)} of an RTO of ${rto}${took <= plan.rto * 1000 ? "." : ": longer than it may."}`,
      ...(beside.length ? [`Beside that, ${named(plan, beside)} failed.`] : []),
    ];
  }
  const { passed, unchecked, unpassed, undone } = doubts(run);
  const shut = closed(run);
  const back = unchecked.filter((id) => run.answers.get(id) === "done");
  const failed = unchecked.filter((id) => !back.includes(id));
  return [
    ...(back.length ? [`No check has passed since ${named(plan, back)}.`] : []),
    ...(failed.length ? [`Not put back, and not checked since: ${named(plan, failed)}.`] : []),
    ...[...unpassed].filter(([id]) => !shut.has(id)).map(([id, causes]) => run.answers.has(id)
      ? `${named(plan, [id])} did not pass.`
      : `${named(plan, [id])} was not reached${causes.size ? `: ${leftAt(plan, causes)}` : "."}`),
    ...undone.map((id) => `${named(plan, [id])}: ${answered(run.answers.get(id) ?? "")}.`),
    ...(passed || unpassed.size ? [] : ["No last check has passed."]),
    ...[...shut].map(([join, missing]) => lacking(plan, join, missing)),
    `As it stands, the run does not meet the RTO of ${rto}.`,
  ];
}

/** How a run stands, in a line. @param {Plan} plan @param {State} state */
function summary(plan, state) {
  if (isOver(state.run)) return `${ENDS[end(state.run)]}. ${standing(plan, state).join(" ")}`;
  if (!state.last) return "";
  const open = `still open: ${named(plan, state.open.keys())}`;
  const { recovered, started } = state;
  return recovered ? `Verified after ${clock(recovered - started)} of an RTO of ${words(plan.rto)}; ${open}.` : `Not over; ${open}.`;
}

/** What somebody decided who went on with a closed join. @param {Plan} plan @param {State} state */
const decisions = (plan, state) => state.acts.map(({ at, step, missing, who, why }) =>
  ({ at, text: `${who} went on all the same. ${lacking(plan, step, missing)} Why: ${why}` }));

/** The number of the incident, where somebody has said it. @param {Plan} plan @param {State} state */
const number = (plan, state) => held(plan, state, INCIDENT) || seen(state.values.get("incident") ?? "");

/** @param {Plan} plan @param {State} state @param {string} address @returns {string} */
export function handOver(plan, state, address) {
  const done = state.taken.map(({ step, answer, at }) =>
    `- ${hour(at)} ${stepOf(plan, step).number} ${asText(`${stepOf(plan, step).name}: ${answered(answer)}`)}`);
  const open = [...state.open.keys()].map((id) => {
    const { number: place, name, role, team } = stepOf(plan, id);
    return `- ${place} ${asText(`${name}${role ? ` (${role}${team ? `, ${team}` : ""})` : ""}`)}`;
  });
  const values = [...plan.fields].flatMap((name) => {
    const value = held(plan, state, name);
    return value ? [`- ${asText(name)} = ${asCode(value)}`] : [];
  });
  const until = hour(state.started + plan.rto * 1000);
  const shut = [...closed(state.run)].map(([join, missing]) => `- ${asText(lacking(plan, join, missing))}`);
  return [
    asText(`${plan.title}${number(plan, state) ? `, ${number(plan, state)}` : ""}`),
    state.started
      ? `Started at ${hour(state.started)}; the RTO of ${words(plan.rto)} ends at ${until}.`
      : `The clock has not started; the RTO is ${words(plan.rto)}.`,
    ...(isOver(state.run) ? [asText(summary(plan, state))] : []),
    "", "Next:", ...(open.length ? open : ["- nothing is open"]),
    ...(shut.length ? ["", "Closed:", ...shut] : []),
    ...(done.length ? ["", "Done:", ...done] : []),
    ...(values.length ? ["", "Values:", ...values] : []),
    "", address,
  ].join("\n");
}

/** @param {Plan} plan @param {State} state @returns {string} The log, to paste into the incident. */
export function markdown(plan, state) {
  const rows = state.taken.map(({ step, answer, since, at }) => {
    const { number: place, ...known } = stepOf(plan, step);
    const [name, role, said] = [known.name, known.role, answered(answer)].map((text) => asText(text, true));
    return `| ${[place, name, role, said, hour(since), hour(at), clock(at - since)].join(" | ")} |`;
  });
  const notes = remarks(plan, state).map(({ at, text }) => `- ${hour(at)} ${asText(text)}`);
  const last = state.taken.at(-1)?.at ?? 0;
  const trigger = plan.triggers.get(state.trigger);
  return [
    `### ${asText(plan.title)}`, "",
    `- SOP ${asCode(plan.sop)}, edition ${plan.version}, ${asCode(plan.digest)}`,
    ...(number(plan, state) ? [`- Incident ${asText(number(plan, state))}`] : []),
    ...(trigger ? [`- Trigger: ${asText(trigger)}`] : []),
    ...(state.started ? [`- Started on ${day(state.started)} at ${hour(state.started)}`] : []),
    ...(last && !isOver(state.run) ? [`- ${clock(last - state.started)} of an RTO of ${words(plan.rto)}`] : []),
    ...(last ? [`- ${asText(summary(plan, state))}`] : []),
    ...(rows.length
      ? ["", "| # | Step | Role | Answer | From | To | Took |", "| - | - | - | - | - | - | - |", ...rows]
      : []),
    ...(notes.length ? ["", ...notes] : []),
  ].join("\n");
}

/** Notes, and what makes the times doubtful. @param {Plan} plan @param {State} state */
function remarks(plan, state) {
  const back = state.jumps.map(({ at, by }) => {
    const far = by < DAY ? clock(by) : `${Math.round(by / DAY)} days`;
    return { at, text: `The clock of this device went back by ${far}; what was said before was no later than this.` };
  });
  const late = state.late.map(({ step, answer, at }) => ({ at, text: tooLate(plan, step, answer) }));
  const moments = [state.started, ...state.taken.map(({ at }) => at)];
  const moved = moments.slice(1).flatMap((at, place) => {
    const [before, now] = [zone(moments[place]), zone(at)];
    return before === now ? [] : [{ at, text: `The time here is ${now} from now on; it was ${before}.` }];
  });
  return [...state.notes, ...decisions(plan, state), ...back, ...late, ...moved].sort((a, b) => a.at - b.at);
}

/** @param {Plan} plan @param {string} step @param {string} answer */
export function tooLate(plan, step, answer) {
  const { number: place, name } = stepOf(plan, step);
  const stood = answer === GO_ON ? "closed for good" : "open";
  return `Not counted, since the step was not ${stood} then: ${place} ${name}, ${answered(answer)}.`;
}

/** The decisions for a record, each on one line. @param {Plan} plan @param {State} state */
const decided = (plan, state) => decisions(plan, state).map(({ text }) => text.replace(/\s+/g, " "));

/** Step → how long it took, in the order in which they were taken. @param {State} state */
function times(state) {
  /** @type {Map<string, number>} */
  const sums = new Map();
  for (const { step, since, at } of state.taken) sums.set(step, (sums.get(step) ?? 0) + at - since);
  return sums;
}

/**
 * Step → its last answer, where it was taken again or did not go as hoped for, in the words of a record.
 * @param {State} state
 */
function unhoped(state) {
  /** @type {Map<string, string>} */
  const last = new Map();
  const again = new Set();
  for (const { step, answer } of state.taken) {
    if (last.has(step)) again.add(step);
    last.set(step, answer);
  }
  const told = [...last].filter(([step, answer]) => again.has(step) || !["done", "yes"].includes(answer));
  return new Map(told.map(([step, answer]) => [step, answer === "fail" ? "failed" : answer.replace(/^case:/, "")]));
}

/** What a record needs of a run, or what that lacks. @param {Plan} plan @param {State} state */
function about(plan, state) {
  if (!state.taken.length) return "No step has been taken yet.";
  if (state.started > Date.now()) {
    const still = `By the clock of this device the run began on ${day(state.started)}, which is still to come`;
    return `${still}: say under Values and times when it fired.`;
  }
  return { sop: plan.sop, procedure: plan.digest, times: times(state), answers: unhoped(state) };
}

/**
 * @param {Plan} plan @param {State} state @param {string} outcome
 * @returns {string | File} The record of an incident, or what it lacks.
 */
export function incident(plan, state, outcome) {
  const known = about(plan, state);
  if (typeof known === "string") return known;
  const { trigger, started } = state;
  if (!incidentId(number(plan, state))) return "Give the number of the incident, under Values and times.";
  if (!trigger) return "Say which trigger it was, under Values and times.";
  if (!outcome.trim()) return "Say how it ended.";
  const told = [outcome, ...decided(plan, state), summary(plan, state)].join("\n\n");
  return incidentRecord({ ...known, id: number(plan, state), trigger, started, outcome: told });
}

/**
 * @param {Plan} plan @param {State} state
 * @param {{people: string, result: string, findings: string}} said
 * @returns {string | File} The record of a drill on the real system, or what it lacks.
 */
export function drill(plan, state, said) {
  const known = about(plan, state);
  if (typeof known === "string") return known;
  if (!names(said.people).length) return "Say who took part.";
  const ended = isOver(state.run) ? [summary(plan, state)] : [];
  const found = [said.findings, ...decided(plan, state), ...ended].join("\n");
  return drillRecord({ ...known, ...said, findings: found, kind: "live", date: state.started });
}
