// @ts-check
/* Texts of a run: what goes to whoever goes on, into the incident, and into `sops/records/`. */

import { asCode, asText } from "./markdown.js";
import { clock, day, drillRecord, hour, incidentId, incidentRecord, names } from "./record.js";
import { held } from "./run-values.js";
import { stepOf } from "./run-ways.js";
import { seen } from "./typed.js";

/**
 * @typedef {import("./run-ways.js").Plan} Plan
 * @typedef {import("./run-ways.js").State} State
 * @typedef {import("./record.js").File} File
 */

export const INCIDENT = "inputs.incident";
const SAID = new Map([["fail", "failed"]]);
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
  return [
    asText(`${plan.title}${number(plan, state) ? `, ${number(plan, state)}` : ""}`),
    state.started
      ? `Started at ${hour(state.started)}; the RTO of ${words(plan.rto)} ends at ${until}.`
      : `The clock has not started; the RTO is ${words(plan.rto)}.`,
    "", "Next:", ...(open.length ? open : ["- nothing is open"]),
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
  const end = state.taken.at(-1)?.at ?? 0;
  const trigger = plan.triggers.get(state.trigger);
  return [
    `### ${asText(plan.title)}`, "",
    `- SOP ${asCode(plan.sop)}, edition ${plan.version}, ${asCode(plan.digest)}`,
    ...(number(plan, state) ? [`- Incident ${asText(number(plan, state))}`] : []),
    ...(trigger ? [`- Trigger: ${asText(trigger)}`] : []),
    ...(state.started ? [`- Started on ${day(state.started)} at ${hour(state.started)}`] : []),
    ...(end ? [`- ${clock(end - state.started)} of an RTO of ${words(plan.rto)}`] : []),
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
  return [...state.notes, ...back, ...late, ...moved].sort((a, b) => a.at - b.at);
}

/** @param {Plan} plan @param {string} step @param {string} answer */
export function tooLate(plan, step, answer) {
  const { number: place, name } = stepOf(plan, step);
  return `Not counted, since the step was not open then: ${place} ${name}, ${answered(answer)}.`;
}

/** Step → how long it took, in the order in which they were taken. @param {State} state */
function times(state) {
  /** @type {Map<string, number>} */
  const sums = new Map();
  for (const { step, since, at } of state.taken) sums.set(step, (sums.get(step) ?? 0) + at - since);
  return sums;
}

/** What a record needs of a run, or what that lacks. @param {Plan} plan @param {State} state */
function about(plan, state) {
  if (!state.taken.length) return "No step has been taken yet.";
  if (state.started > Date.now()) {
    const still = `By the clock of this device the run began on ${day(state.started)}, which is still to come`;
    return `${still}: say under Values and times when it fired.`;
  }
  return { sop: plan.sop, procedure: plan.digest, times: times(state) };
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
  return incidentRecord({ ...known, id: number(plan, state), trigger, started, outcome });
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
  return drillRecord({ ...known, ...said, kind: "live", date: state.started });
}
