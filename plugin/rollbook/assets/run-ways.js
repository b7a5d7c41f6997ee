// @ts-check
/* Ways: where a run of an SOP stands, from what people have answered. It knows no page. */

/**
 * An edge is `[kind, target, answer, back]`.
 * @typedef {[string, string, string, boolean]} Edge
 * @typedef {{number: number, name: string, verb: string, takes: number, role: string,
 *   team: string, reach: string, deputy: string, edges: Edge[], waits: string[],
 *   final: boolean, restores: string}} Step
 * @typedef {{sop: string, title: string, version: number, digest: string, rto: number,
 *   starts: string[], steps: Map<string, Step>, triggers: Map<string, string>, fields: Set<string>,
 *   patterns: Map<string, import("./pattern.js").Instruction[]>, targets: Map<string, [string, string][]>}} Plan
 *
 * Something that a person has said. `id` is of one tab, and `order` is higher than all that this tab
 * had seen; `at`, in milliseconds since 1970, is what a clock showed that anyone can set.
 * @typedef {{id: string, order: number, at: number, kind: "start" | "step" | "undo" | "value" |
 *   "target" | "tick" | "note", step?: string, answer?: string, name?: string, value?: string}} Said
 *
 * A step that was taken, or an answer that came too late to count: behind how many that do.
 * @typedef {{id: string, step: string, answer: string, since: number, at: number}} Taken
 * @typedef {{step: string, answer: string, at: number, behind: number}} Late
 *
 * A step that is open: since when, and by which entry.
 * @typedef {{since: number, by: string}} Open
 *
 * @typedef {{started: number, trigger: string, open: Map<string, Open>, waiting: string[],
 *   taken: Taken[], late: Late[], left: "" | "stop" | "escalate", values: Map<string, string>,
 *   targets: Map<string, number>, ticks: Set<string>, notes: {at: number, text: string}[],
 *   jumps: {at: number, by: number}[]}} State
 */

/** What leads on where a person gives an answer. */
const KINDS = new Map([["done", ["next", "yes"]], ["yes", ["yes", "next"]], ["no", ["no"]], ["fail", ["fail"]]]);
/** How each verb says that it is done. */
const DONE = new Map([["check", "All of them pass"], ["notify", "It is sent"], ["wait", "It is over"]]);
/** What a clock has to go back by to be worth a word, in milliseconds. */
const JUMP = 1000;

/**
 * The plan that a page holds. What is looked up by a name is a map: an object has names of its own,
 * such as `constructor`.
 * @param {string} text @returns {Plan}
 */
export function planned(text) {
  const { steps, triggers, fields, patterns, targets, ...rest } = JSON.parse(text);
  const [byStep, byTrigger, byField, byComponent] = [steps, triggers, patterns, targets].map(
    (/** @type {object} */ found) => new Map(Object.entries(found)),
  );
  return {
    ...rest, steps: byStep, triggers: byTrigger, fields: new Set(fields), patterns: byField, targets: byComponent,
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
    open: new Map(),
    waiting: [],
    taken: [],
    late: [],
    left: "",
    values: new Map(),
    targets: new Map(),
    ticks: new Set(),
    notes: [],
    jumps: jumps(all),
  };
  const ways = new Ways(plan, state);
  ways.begin(times[0] ?? 0);
  for (const [place, one] of all.entries()) {
    if (undone.has(one.id)) continue;
    const { step = "", answer = "", name = "", value = "" } = one;
    const at = times[place];
    if (one.kind === "start") state.started = Math.min(Number(value) || at, at);
    else if (one.kind === "value" && name === "trigger") state.trigger = value;
    else if (one.kind === "value") state.values.set(name, value);
    else if (one.kind === "target") state.targets.set(name, Number(value));
    else if (one.kind === "tick" && value) state.ticks.add(name);
    else if (one.kind === "tick") state.ticks.delete(name);
    else if (one.kind === "note") state.notes.push({ at, text: value });
    else if (state.open.has(step)) ways.take(one.id, step, answer, at);
    else if (one.kind === "step") state.late.push({ step, answer, at, behind: state.taken.length });
  }
  state.waiting = [...ways.arrived.keys()];
  return state;
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

/** Can the last answer of a run be taken back? Whatever followed from an earlier one would go. */
export const last = (/** @type {State} */ state) => state.taken.at(-1);

class Ways {
  /** @param {Plan} plan @param {State} state */
  constructor(plan, state) {
    this.plan = plan;
    this.state = state;
    /** Joins that somebody has come to, and from where. @type {Map<string, Set<string>>} */
    this.arrived = new Map();
  }

  /** @param {number} at */
  begin(at) {
    for (const step of this.plan.starts) this.state.open.set(step, { since: at, by: "" });
  }

  /** @param {string} id @param {string} step @param {string} answer @param {number} at */
  take(id, step, answer, at) {
    const since = this.state.open.get(step)?.since ?? at;
    const now = { since: at, by: id };
    this.state.open.delete(step);
    // A run that nobody has started begins with its first answer.
    if (!this.state.started) this.state.started = at;
    this.state.taken.push({ id, step, answer, since: Math.max(since, this.state.started), at });
    if (answer === "fail") this.fails(step);
    const wanted = stepOf(this.plan, step).edges.filter((edge) => leads(edge, answer));
    for (const [kind, target] of wanted) {
      if (target === "stop" || target === "escalate") this.leave(target);
      else this.arrive(step, kind, target, now);
    }
    // Nothing says where a failure leads: somebody else has to.
    if (!wanted.length && (answer === "fail" || answer === "no")) this.leave("escalate");
    this.settle(now);
  }

  /** A target that has failed is no longer the one in use. @param {string} step */
  fails(step) {
    const component = stepOf(this.plan, step).restores;
    const known = this.plan.targets.get(component)?.length ?? 0;
    const used = this.state.targets.get(component) ?? 0;
    if (used + 1 < known) this.state.targets.set(component, used + 1);
  }

  /** @param {"stop" | "escalate"} exit */
  leave(exit) {
    this.state.left = exit;
    if (exit === "stop") {
      this.state.open.clear();
      this.arrived.clear();
    }
  }

  /** @param {string} from @param {string} kind @param {string} target @param {Open} now */
  arrive(from, kind, target, now) {
    const joins = stepOf(this.plan, target).waits.includes(from) && kind !== "fail" && kind !== "no";
    if (!joins) {
      this.arrived.delete(target);
      this.state.open.set(target, now);
      return;
    }
    const known = this.arrived.get(target) ?? new Set();
    this.arrived.set(target, known.add(from));
  }

  /** Open every join that waits for nothing that can still be taken. @param {Open} now */
  settle(now) {
    for (let again = true; again; ) {
      again = false;
      for (const [join, known] of this.arrived) {
        const missing = stepOf(this.plan, join).waits.filter((step) => !known.has(step));
        const others = [...this.state.open.keys(), ...this.arrived.keys()];
        const possible = this.reached(others.filter((step) => step !== join), join);
        if (missing.some((step) => possible.has(step))) continue;
        this.arrived.delete(join);
        this.state.open.set(join, now);
        again = true;
      }
    }
    const [stuck] = this.arrived.keys();
    if (stuck && !this.state.open.size) {
      // Joins that wait for each other: one has to begin.
      this.arrived.delete(stuck);
      this.state.open.set(stuck, now);
    }
  }

  /** What can still be taken from some steps, without the join. @param {string[]} steps @param {string} join */
  reached(steps, join) {
    const seen = new Set(steps);
    const todo = [...seen];
    while (todo.length) {
      for (const [, target, , back] of stepOf(this.plan, todo.pop() ?? "").edges) {
        if (back || target === join || seen.has(target) || !this.plan.steps.has(target)) continue;
        seen.add(target);
        todo.push(target);
      }
    }
    return seen;
  }
}

/** @param {Edge} edge @param {string} answer @returns {boolean} Whether an answer goes that way. */
export function leads([kind, , said], answer) {
  if (answer.startsWith("case:")) {
    return kind === "next" || (kind === "case" && said === answer.slice("case:".length));
  }
  return KINDS.get(answer)?.includes(kind) ?? false;
}

/**
 * The answers that a step can have: what a person says, and how it is kept.
 * @param {Step} step @returns {{answer: string, words: string, tone: "" | "fail"}[]}
 */
export function answers(step) {
  const has = (/** @type {string} */ kind) => step.edges.some((edge) => edge[0] === kind);
  const cases = step.edges.filter((edge) => edge[0] === "case");
  const other = has("no");
  if (cases.length) {
    return [
      ...cases.map(([, , said]) => answer(`case:${said}`, said)),
      ...(other ? [answer("no", "None of these")] : []),
      ...failure(has("fail"), "It cannot be answered"),
    ];
  }
  if (step.verb === "decide") {
    return [answer("yes", "Yes"), answer("no", "No"), ...failure(has("fail"), "It cannot be answered")];
  }
  if (step.verb === "approve") {
    return [answer("done", "Approved"), answer(has("fail") || !other ? "fail" : "no", "Not approved", "fail")];
  }
  const failed = step.verb === "check" ? "One of them fails" : "It failed";
  return [
    answer("done", DONE.get(step.verb) ?? "Done"),
    ...(other ? [answer("no", "Otherwise")] : []),
    answer("fail", failed, "fail"),
  ];
}

/** @param {boolean} has @param {string} words */
const failure = (has, words) => (has ? [answer("fail", words, "fail")] : []);

/** @param {string} kept @param {string} words @param {"" | "fail"} [tone] */
function answer(kept, words, tone = "") {
  return { answer: kept, words, tone };
}
