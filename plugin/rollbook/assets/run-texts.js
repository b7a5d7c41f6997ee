// @ts-check
/* Texts of a run: what goes to whoever goes on, into the incident, and into `sops/records/`. */

import { asCode, asText } from "./markdown.js";
import { Bare, clock, day, hour, seen, spent, yaml } from "./record.js";

/**
 * @typedef {import("./run-ways.js").Plan} Plan
 * @typedef {import("./run-ways.js").State} State
 * @typedef {{name: string, text: string}} File
 */

export const INCIDENT = "inputs.incident";
const SAID = /** @type {{[answer: string]: string}} */ ({ yes: "yes", no: "no", fail: "failed" });
const ID = /^[A-Za-z0-9](?:[A-Za-z0-9._-]{0,98}[A-Za-z0-9])?$/;

/** @param {number} seconds @returns {string} `1 h 30 min`, `45 min`, `90 s`. */
export function words(seconds) {
  const [h, m, s] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  const parts = [h && `${h} h`, m && `${m} min`, s && `${s} s`].filter(Boolean);
  return parts.join(" ") || "0 min";
}

/** @param {string} answer */
export const answered = (answer) =>
  answer.startsWith("case:") ? answer.slice("case:".length) : SAID[answer] ?? answer;

/** @param {State} state @returns {string} The number of the incident, where somebody has said it. */
export const number = (state) => state.values.get(INCIDENT) || state.values.get("incident") || "";

/** What people wrote, as prose of a record: no heading, no HTML. @param {string} text */
const prose = (text) =>
  text.split("\n").map((line) => seen(line).replace(/</g, "\\<").replace(/^([#=-])/, "\\$1")).join("\n").trim();

/** @param {Plan} plan @param {State} state @param {string} address @returns {string} */
export function handOver(plan, state, address) {
  const done = state.taken.map(({ step, answer, at }) =>
    `- ${hour(at)} ${plan.steps[step].number} ${asText(`${plan.steps[step].name}: ${answered(answer)}`)}`);
  const open = [...state.open.keys()].map((id) => {
    const { number: place, name, role, team } = plan.steps[id];
    return `- ${place} ${asText(`${name}${role ? ` (${role}${team ? `, ${team}` : ""})` : ""}`)}`;
  });
  const values = [...state.values].filter(([name, value]) => value && name !== "incident")
    .map(([name, value]) => `- ${asText(name)} = ${asCode(value)}`);
  const until = hour(state.started + plan.rto * 1000);
  return [
    asText(`${plan.title}${number(state) ? `, ${number(state)}` : ""}`),
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
    const { number: place, ...known } = plan.steps[step];
    const [name, role, said] = [known.name, known.role, answered(answer)].map((text) => asText(text, true));
    return `| ${[place, name, role, said, hour(since), hour(at), clock(at - since)].join(" | ")} |`;
  });
  const notes = state.notes.map(({ at, text }) => `- ${hour(at)} ${asText(text)}`);
  const end = state.taken.at(-1)?.at ?? 0;
  const trigger = plan.triggers[state.trigger];
  return [
    `### ${asText(plan.title)}`, "",
    `- SOP ${asCode(plan.sop)}, edition ${plan.version}, ${asCode(plan.digest)}`,
    ...(number(state) ? [`- Incident ${asText(number(state))}`] : []),
    ...(trigger ? [`- Trigger: ${asText(trigger)}`] : []),
    ...(state.started ? [`- Started on ${day(state.started)} at ${hour(state.started)}`] : []),
    ...(end ? [`- ${clock(end - state.started)} of an RTO of ${words(plan.rto)}`] : []),
    ...(rows.length
      ? ["", "| # | Step | Role | Answer | From | To | Took |", "| - | - | - | - | - | - | - |", ...rows]
      : []),
    ...(notes.length ? ["", ...notes] : []),
  ].join("\n");
}

/** Step → how long it took, in the order in which they were taken. @param {State} state */
function times(state) {
  /** @type {{[step: string]: number}} */
  const sums = {};
  for (const { step, since, at } of state.taken) sums[step] = (sums[step] ?? 0) + at - since;
  return Object.fromEntries(Object.entries(sums).map(([step, ms]) => [step, spent(ms)]));
}

/**
 * @param {Plan} plan @param {State} state @param {string} outcome
 * @returns {string | File} The record of an incident, or what it lacks.
 */
export function incident(plan, state, outcome) {
  const id = number(state);
  if (!state.taken.length) return "No step has been taken yet.";
  if (!ID.test(id)) return "Give the number of the incident, under Values and times.";
  if (!state.trigger) return "Say which trigger it was, under Values and times.";
  if (!outcome.trim()) return "Say how it ended.";
  const text = yaml({
    record: new Bare("incident"),
    id,
    sop: new Bare(plan.sop),
    procedure: plan.digest,
    trigger: new Bare(state.trigger),
    started: new Bare(day(state.started)),
    times: times(state),
    outcome: prose(outcome),
  });
  return { name: `${id}.yml`, text };
}

/**
 * @param {Plan} plan @param {State} state
 * @param {{people: string, result: string, findings: string}} said
 * @returns {string | File} The record of a drill on the real system, or what it lacks.
 */
export function drill(plan, state, { people, result, findings }) {
  const named = people.split(",").map(seen).filter(Boolean);
  if (!state.taken.length) return "No step has been taken yet.";
  if (!named.length) return "Say who took part.";
  const date = day(state.started);
  const text = yaml({
    record: new Bare("drill"),
    sop: new Bare(plan.sop),
    procedure: plan.digest,
    date: new Bare(date),
    kind: new Bare("live"),
    people: named,
    times: times(state),
    result: new Bare(result),
    findings: findings.split("\n").map(prose).filter(Boolean),
  });
  return { name: `drill-${plan.sop}-${date}.yml`, text };
}
