// @ts-check
/* Ways: where a run of an SOP stands, from what people have answered. It knows no page. */

/**
 * An edge is `[kind, target, answer, back]`.
 * @typedef {[string, string, string, boolean]} Edge
 * @typedef {{number: number, name: string, verb: string, takes: number, role: string,
 *   team: string, reach: string, deputy: string, edges: Edge[], waits: string[],
 *   final: boolean, restores: string}} Step
 * @typedef {{sop: string, title: string, version: number, digest: string, rto: number,
 *   starts: string[], steps: {[id: string]: Step}, triggers: {[id: string]: string},
 *   patterns: {[field: string]: string}, targets: {[component: string]: [string, string][]}}} Plan
 *
 * Something that a person has said; `id` is of one tab, `at` in milliseconds since 1970.
 * @typedef {{id: string, at: number, kind: "start" | "step" | "undo" | "value" | "target" |
 *   "tick" | "note", step?: string, answer?: string, name?: string, value?: string}} Said
 *
 * A step that was taken.
 * @typedef {{id: string, step: string, answer: string, since: number, at: number}} Taken
 *
 * @typedef {{started: number, trigger: string, open: Map<string, number>, waiting: string[],
 *   taken: Taken[], left: "" | "stop" | "escalate", values: Map<string, string>,
 *   targets: Map<string, number>, ticks: Set<string>, notes: {at: number, text: string}[]}} State
 */

/** What leads on where a person gives an answer. @type {{[answer: string]: string[]}} */
const KINDS = { done: ["next", "yes"], yes: ["yes", "next"], no: ["no"], fail: ["fail"] };

/**
 * Where a run stands. What does not fit, since another tab was faster, is passed over.
 * @param {Plan} plan @param {readonly Said[]} said @returns {State}
 */
export function replay(plan, said) {
  const all = [...said].sort((a, b) => a.at - b.at || (a.id < b.id ? -1 : 1));
  const undone = new Set(all.filter((one) => one.kind === "undo").map((one) => one.value));
  /** @type {State} */
  const state = {
    started: 0,
    trigger: "",
    open: new Map(),
    waiting: [],
    taken: [],
    left: "",
    values: new Map(),
    targets: new Map(),
    ticks: new Set(),
    notes: [],
  };
  const ways = new Ways(plan, state);
  ways.begin(all[0]?.at ?? 0);
  for (const one of all) {
    if (undone.has(one.id)) continue;
    const { name = "", value = "" } = one;
    if (one.kind === "start") state.started = Number(value) || one.at;
    else if (one.kind === "value" && name === "trigger") state.trigger = value;
    else if (one.kind === "value") state.values.set(name, value);
    else if (one.kind === "target") state.targets.set(name, Number(value));
    else if (one.kind === "tick" && value) state.ticks.add(name);
    else if (one.kind === "tick") state.ticks.delete(name);
    else if (one.kind === "note") state.notes.push({ at: one.at, text: value });
    else if (one.kind === "step") ways.take(one);
  }
  state.waiting = [...ways.arrived.keys()];
  return state;
}

/** Can the last answer of a run be taken back? Whatever followed from an earlier one would go. */
export const last = (/** @type {State} */ state) => state.taken.at(-1);

class Ways {
  /** @param {Plan} plan @param {State} state */
  constructor(plan, state) {
    this.steps = plan.steps;
    this.starts = plan.starts;
    this.targets = plan.targets;
    this.state = state;
    /** Joins that somebody has come to, and from where. @type {Map<string, Set<string>>} */
    this.arrived = new Map();
  }

  /** @param {number} at */
  begin(at) {
    for (const step of this.starts) this.state.open.set(step, at);
  }

  /** @param {Said} said */
  take({ id, at, step = "", answer = "done" }) {
    const since = this.state.open.get(step);
    if (since === undefined) return;
    this.state.open.delete(step);
    // A run that nobody has started begins with its first answer.
    if (!this.state.started) this.state.started = at;
    this.state.taken.push({ id, step, answer, since: Math.max(since, this.state.started), at });
    if (answer === "fail") this.fails(step);
    const wanted = this.steps[step].edges.filter((edge) => leads(edge, answer));
    for (const [kind, target] of wanted) {
      if (target === "stop" || target === "escalate") this.leave(target);
      else this.arrive(step, kind, target, at);
    }
    // Nothing says where a failure leads: somebody else has to.
    if (!wanted.length && (answer === "fail" || answer === "no")) this.leave("escalate");
    this.settle(at);
  }

  /** A target that has failed is no longer the one in use. @param {string} step */
  fails(step) {
    const component = this.steps[step].restores;
    const known = this.targets[component]?.length ?? 0;
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

  /** @param {string} from @param {string} kind @param {string} target @param {number} at */
  arrive(from, kind, target, at) {
    const joins = this.steps[target].waits.includes(from) && kind !== "fail" && kind !== "no";
    if (!joins) {
      this.arrived.delete(target);
      this.state.open.set(target, at);
      return;
    }
    const known = this.arrived.get(target) ?? new Set();
    this.arrived.set(target, known.add(from));
  }

  /** Open every join that waits for nothing that can still be taken. @param {number} at */
  settle(at) {
    for (let again = true; again; ) {
      again = false;
      for (const [join, known] of this.arrived) {
        const missing = this.steps[join].waits.filter((step) => !known.has(step));
        const others = [...this.state.open.keys(), ...this.arrived.keys()];
        const possible = this.reached(others.filter((step) => step !== join), join);
        if (missing.some((step) => possible.has(step))) continue;
        this.arrived.delete(join);
        this.state.open.set(join, at);
        again = true;
      }
    }
    const [stuck] = this.arrived.keys();
    if (stuck && !this.state.open.size) {
      // Joins that wait for each other: one has to begin.
      this.arrived.delete(stuck);
      this.state.open.set(stuck, at);
    }
  }

  /** What can still be taken from some steps, without the join. @param {string[]} steps @param {string} join */
  reached(steps, join) {
    const seen = new Set(steps);
    const todo = [...seen];
    while (todo.length) {
      for (const [, target, , back] of this.steps[todo.pop() ?? ""].edges) {
        if (back || target === join || seen.has(target) || !(target in this.steps)) continue;
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
  return KINDS[answer]?.includes(kind) ?? false;
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
  const done = { check: "All of them pass", notify: "It is sent", wait: "It is over" }[step.verb];
  const failed = step.verb === "check" ? "One of them fails" : "It failed";
  return [
    answer("done", done ?? "Done"),
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
