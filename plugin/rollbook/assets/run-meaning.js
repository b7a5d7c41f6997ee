// @ts-check
/* Meaning: what answers do to a run of a procedure. It is `rollbook/model/runs` once more, held to
   that in every state by a test, and knows no page, no storage and no clock. */

/**
 * An edge is `[kind, target, answer, back]`. `after` holds what a step with several there waits for.
 * @typedef {[string, string, string, boolean]} Edge
 * @typedef {{verb: string, main: boolean, late: boolean, review: boolean, restores: string,
 *   edges: Edge[], after: string[]}} Step
 *
 * The steps at which the main line was left, by whose ways something came about.
 * @typedef {ReadonlySet<string>} Causes
 *
 * What has become of a step, or of a way to a join; `causes` are those of a loss.
 * @typedef {{fate: "taken" | "coming" | "passed" | "lost", causes: Causes}} Status
 */

export const FAIL = "fail";
const CASE = "case:";
const KINDS = new Map([["done", ["next"]], ["yes", ["yes", "next"]], ["no", ["no"]], [FAIL, [FAIL]]]);
/** @type {Causes} */
const NONE = new Set();
/** @type {Status} */
const TAKEN = { fate: "taken", causes: NONE };
/** @type {Status} */
const COMING = { fate: "coming", causes: NONE };
/** @type {Status} */
const PASSED = { fate: "passed", causes: NONE };

/** @template T @param {Iterable<Iterable<T>>} sets @returns {Set<T>} */
const union = (sets) => new Set([...sets].flatMap((set) => [...set]));

/** @param {Iterable<string>} names @param {{has(name: string): boolean}} set */
const meets = (names, set) => [...names].some((name) => set.has(name));

/** The steps and edges of a procedure, its lines, and how many targets each component has. */
export class Procedure {
  /** @param {{steps: Map<string, Step>, order: string[], starts: string[], targets: Map<string, unknown[]>}} of */
  constructor({ steps, order, starts, targets }) {
    this.steps = steps;
    this.order = order;
    this.starts = starts;
    this.targets = targets;
    const names = [...steps.keys()];
    /** Step → the steps of its line to which it leads. @type {Map<string, Set<string>>} */
    this.onward = new Map(names.map((name) => [name, new Set(this.step(name).edges
      .filter(([kind, target, , back]) => kind !== FAIL && !back && this.sameLine(name, target))
      .map(([, target]) => target))]));
    /** Step → all that it leads to within its line. @type {Map<string, Set<string>>} */
    this.behind = new Map();
    for (const name of [...order].reverse()) {
      const on = this.onward.get(name) ?? NONE;
      this.behind.set(name, union([on, ...[...on].map((one) => this.behind.get(one) ?? NONE)]));
    }
    /** Step → the steps of its line that lead to it. @type {Map<string, string[]>} */
    this.sources = new Map(names.map((name) => [name, names.filter((one) => this.onward.get(one)?.has(name))]));
    /** Join → what it waits for. @type {Map<string, string[]>} */
    this.joins = new Map(names.filter((name) => this.step(name).after.length)
      .map((name) => [name, [...new Set([...this.step(name).after, ...this.sources.get(name) ?? []])]]));
    const checks = names.filter((name) => this.step(name).verb === "check" && !this.step(name).review);
    /** The checks behind which no other lies. */
    this.last = checks.filter((name) => !meets(checks, this.behind.get(name) ?? NONE));
  }

  /** @param {string} name @returns {Step} */
  step(name) {
    const found = this.steps.get(name);
    if (!found) throw new Error(`there is no step ${name}`);
    return found;
  }

  /** @param {string} one @param {string} other @returns {boolean} */
  sameLine(one, other) {
    return this.steps.get(other)?.main === this.step(one).main;
  }

  /** Does the step's `on_fail` restore the same, with the next target? @param {string} name */
  standsForNext(name) {
    const { edges, restores } = this.step(name);
    return edges.some(([kind, target]) => kind === FAIL && this.steps.get(target)?.restores === restores);
  }

  /** Does a way lead from one step to another, ways back within the main line aside? @param {string} from @param {string} to */
  leads(from, to) {
    const seen = new Set([from]);
    for (const name of seen) {
      const { edges, main } = this.step(name);
      for (const [, target, , back] of edges) if (this.steps.has(target) && !(back && main)) seen.add(target);
    }
    return from !== to && seen.has(to);
  }
}

/**
 * The answers that a step can end with, the one that is hoped for first.
 * @param {Step} step @returns {string[]}
 */
export function answers({ verb, edges }) {
  const no = edges.some(([kind]) => kind === "no") ? ["no"] : [];
  const cases = edges.filter(([kind]) => kind === "case").map(([, , said]) => CASE + said);
  if (cases.length) return [...cases, ...no, FAIL];
  if (verb === "decide") return ["yes", "no", FAIL];
  return ["done", ...(verb === "approve" ? [] : no), FAIL];
}

/**
 * Where an answer leads: to steps, or to `stop` or `escalate`.
 * @param {Procedure} p @param {string} name @param {string} answer @returns {string[]}
 */
export function led(p, name, answer) {
  const { verb, edges } = p.step(name);
  const isCase = answer.startsWith(CASE);
  const refused = answer === FAIL && verb === "approve" && !edges.some(([kind]) => kind === FAIL);
  const kinds = refused ? ["no"] : KINDS.get(answer) ?? [];
  const chosen = edges
    .filter(([kind, , said]) => (isCase ? kind === "case" && CASE + said === answer : kinds.includes(kind)))
    .map(([, target]) => target);
  const cases = isCase || (answer === "no" && edges.some(([kind]) => kind === "case"));
  // What is behind a decision with cases, whichever it is, as long as that goes on.
  if (cases && chosen.every((target) => p.sameLine(name, target))) {
    chosen.push(...edges.filter(([kind, target]) => kind === "next" && !chosen.includes(target)).map(([, target]) => target));
  }
  return chosen.length || (answer !== "no" && answer !== FAIL) ? chosen : ["escalate"];
}

/** Is it no failure, and leads to a step of the same line or to its end? @param {Procedure} p @param {string} name @param {string} answer */
export const goesOn = (p, name, answer) =>
  answer !== FAIL && led(p, name, answer).every((target) => p.sameLine(name, target));

/** A run after some answers. */
export class State {
  /** @param {Procedure} p @param {State} [from] */
  constructor(p, from) {
    this.p = p;
    /** What counts of what was said. @type {Map<string, string>} */
    this.answers = new Map(from?.answers);
    /** What can be answered, with the causes whose ways came there. @type {Map<string, Causes>} */
    this.open = new Map(from?.open);
    /** The steps of the fallback that were answered, with the same. @type {Map<string, Causes>} */
    this.carried = new Map(from?.carried);
    /** The joins to which a way has come back. @type {Set<string>} */
    this.arrived = new Set(from?.arrived);
    /** The causes and joins of losses that such a way has made good. @type {[string, string][]} */
    this.forgiven = [...from?.forgiven ?? []];
    /** The causes whose ways have come back anywhere. @type {Set<string>} */
    this.returned = new Set(from?.returned);
    /** Component → how many of its targets have failed. @type {Map<string, number>} */
    this.tried = new Map(from?.tried);
    /** The steps that have restored something, or failed to, with no check since. @type {Set<string>} */
    this.unchecked = new Set(from?.unchecked);
    this.escalated = from?.escalated ?? false;
    this.stopped = from?.stopped ?? false;
  }

  /** @param {string} name @param {string} answer */
  take(name, answer) {
    const { p } = this;
    const { verb, restores, main, late } = p.step(name);
    if (restores && (answer === "done" || answer === FAIL)) this.unchecked.add(name);
    if (restores && answer === FAIL && this.tryNext(name, restores)) return;
    const carried = this.open.get(name) ?? NONE;
    this.open.delete(name);
    this.answers.set(name, answer);
    if (!main) this.carried.set(name, carried);
    if (verb === "check" && answer === "done") {
      this.unchecked = new Set([...this.unchecked].filter((one) => !p.leads(one, name)));
    }
    if (late && answer !== FAIL) return;
    for (const target of led(p, name, answer)) this.lead(name, answer, target, main ? new Set([name]) : carried);
  }

  /** Count a target as failed: is the step offered again with the next one? @param {string} name @param {string} component */
  tryNext(name, component) {
    const known = this.p.targets.get(component)?.length ?? 0;
    const tried = Math.min((this.tried.get(component) ?? 0) + 1, Math.max(known, 1));
    this.tried.set(component, tried);
    return tried < known && !this.p.standsForNext(name);
  }

  /** @param {string} name @param {string} answer @param {string} target @param {Causes} causes */
  lead(name, answer, target, causes) {
    const { p } = this;
    if (target === "stop") {
      this.stopped = true;
      this.close(this.open.keys());
    } else if (target === "escalate") this.escalated = true;
    else if (goesOn(p, name, answer)) this.goOn(name, target, p.step(name).main ? NONE : causes);
    else if (p.step(target).main) this.comeBack(target, causes);
    else {
      this.goBack(target);
      this.begin(target, causes);
    }
  }

  /** @param {string} name @param {string} target @param {Causes} causes */
  goOn(name, target, causes) {
    this.goBack(target);
    if (!this.p.joins.get(target)?.includes(name)) this.begin(target, causes);
  }

  /** @param {string} target */
  goBack(target) {
    if (this.answers.has(target)) this.forget(target);
  }

  /** @param {string} target @param {Causes} causes */
  comeBack(target, causes) {
    const good = this.madeGood(target);
    this.forget(target);
    for (const cause of causes) {
      this.returned.add(cause);
      for (const join of good) this.forgiven.push([cause, join]);
    }
    if (this.p.joins.has(target)) this.arrived.add(target);
    else this.begin(target, NONE);
  }

  /** The joins at which a way that comes back here counts for all that it lost there. @param {string} target */
  madeGood(target) {
    const { joins, behind } = this.p;
    if (joins.has(target)) return [target];
    const known = new Joining(this);
    if (known.fate(target).fate !== "passed") return [];
    const after = behind.get(target) ?? NONE;
    const way = new Set([target, ...[...after].filter((one) => known.fate(one).fate === "passed")]);
    return [...joins].flatMap(([join, waits]) => (after.has(join) && meets(waits, way) ? [join] : []));
  }

  /** @param {string} target */
  forget(target) {
    const gone = new Set([target, ...this.p.behind.get(target) ?? NONE]);
    this.close(gone);
    for (const name of gone) {
      for (const kept of [this.answers, this.carried, this.arrived, this.returned]) kept.delete(name);
    }
    this.forgiven = this.forgiven.filter((pair) => !meets(pair, gone));
  }

  /** Close open steps; an approval that may come late stays. @param {Iterable<string>} names */
  close(names) {
    for (const name of [...names]) if (!this.p.step(name).late) this.open.delete(name);
  }

  /** @param {string} name @param {Causes} causes */
  begin(name, causes) {
    this.open.set(name, union([this.open.get(name) ?? NONE, causes]));
    if (!this.p.step(name).late) return;
    for (const target of led(this.p, name, "done")) {
      if (this.p.steps.has(target)) this.goOn(name, target, causes);
    }
  }

  /** Open every join that has all it waits for. */
  settle() {
    while (!this.stopped) {
      const known = new Joining(this);
      const join = [...this.p.joins.keys()].find((one) =>
        !this.open.has(one) && !this.answers.has(one) && known.canOpen(one));
      if (join === undefined) return;
      this.join(join);
    }
  }

  /** @param {string} name */
  join(name) {
    const came = (this.p.joins.get(name) ?? []).map((one) => this.carried.get(one) ?? NONE);
    this.begin(name, this.p.step(name).main ? NONE : union(came));
  }
}

/** A run before its first answer. @param {Procedure} p @returns {State} */
export function begun(p) {
  const state = new State(p);
  for (const name of p.starts) state.begin(name, NONE);
  state.settle();
  return state;
}

/** A run after one more answer of an open step. @param {State} before @param {string} name @param {string} answer @returns {State} */
export function take(before, name, answer) {
  const state = new State(before.p, before);
  state.take(name, answer);
  state.settle();
  return state;
}

/** A run in which somebody goes on with a closed join all the same. @param {State} before @param {string} join @returns {State} */
export function goOnAllTheSame(before, join) {
  const state = new State(before.p, before);
  state.join(join);
  state.settle();
  return state;
}

/** The fates of all steps of a run as it stands. */
export class Joining {
  /** @param {State} state */
  constructor(state) {
    this.p = state.p;
    this.state = state;
    /** @type {Map<string, Status>} */
    this.known = new Map();
    for (const name of this.p.order) this.known.set(name, this.of(name));
  }

  /** @param {string} name @returns {Status} */
  fate(name) {
    return this.known.get(name) ?? PASSED;
  }

  /** What a join waits for or has lost, losses that are made good aside. @param {string} join @returns {Map<string, Status>} */
  missing(join) {
    const { forgiven } = this.state;
    const counts = (/** @type {string} */ cause) => !forgiven.some(([one, at]) => one === cause && at === join);
    return new Map((this.p.joins.get(join) ?? [])
      .map((name) => /** @type {[string, Status]} */ ([name, this.way(name, join)]))
      .filter(([, { fate, causes }]) => fate === "coming" || (fate === "lost" && [...causes].some(counts))));
  }

  /** Has anything come to a join? @param {string} join */
  isThere(join) {
    return this.state.arrived.has(join)
      || (this.p.joins.get(join) ?? []).some((name) => this.way(name, join).fate === "taken");
  }

  /** @param {string} join */
  canOpen(join) {
    return this.isThere(join) && !this.missing(join).size;
  }

  /** @param {string} source @param {string} target @returns {Status} */
  way(source, target) {
    const { p, state } = this;
    const answer = state.answers.get(source);
    if (p.step(source).late) {
      return state.open.has(source) || answer !== undefined ? TAKEN : this.fate(source);
    }
    if (answer === undefined) return this.fate(source);
    if (answer !== FAIL && led(p, source, answer).includes(target)) return TAKEN;
    if (goesOn(p, source, answer)) return PASSED;
    // Whoever leaves the main line is the cause; in the fallback, those who came there are.
    return { fate: "lost", causes: p.step(source).main ? new Set([source]) : state.carried.get(source) ?? NONE };
  }

  /** @param {string} name @returns {Status} */
  of(name) {
    if (this.state.open.has(name)) return COMING;
    if (this.state.answers.has(name)) return TAKEN;
    const ways = this.p.joins.has(name)
      ? [...this.missing(name).values()]
      : (this.p.sources.get(name) ?? []).map((source) => this.way(source, name));
    if (ways.some(({ fate }) => fate === "coming")) return COMING;
    const lost = ways.filter(({ fate }) => fate === "lost");
    return lost.length ? { fate: "lost", causes: union(lost.map(({ causes }) => causes)) } : PASSED;
  }
}

/**
 * The joins to which something has come and that cannot open, as long as none before them is such a
 * one; and what each lacks.
 * @param {State} state @returns {Map<string, Map<string, Status>>}
 */
export function closed(state) {
  const { p, open, answers: said } = state;
  const known = new Joining(state);
  /** @type {Map<string, Map<string, Status>>} */
  const found = new Map();
  for (const join of state.stopped ? [] : p.joins.keys()) {
    if (open.has(join) || said.has(join) || !known.isThere(join)) continue;
    const missing = known.missing(join);
    if ([...missing.values()].some(({ fate }) => fate === "lost")) found.set(join, missing);
  }
  return new Map([...found].filter(([join]) => ![...found.keys()].some((one) => p.behind.get(one)?.has(join))));
}

/** Where the main line was left for good, late approvals aside. @param {State} state @returns {string[]} */
export const left = ({ p, answers: said, returned }) => [...said].flatMap(([name, answer]) =>
  p.step(name).main && !p.step(name).late && !returned.has(name) && !goesOn(p, name, answer) ? [name] : []);

/** Is nothing open any more, approvals that may come late aside? @param {State} state */
export const isOver = ({ p, open }) => [...open.keys()].every((name) => p.step(name).late);

/**
 * Why it is not known that all works that the run has touched; `passed`: whether a last check has.
 * @param {State} state
 * @returns {{passed: boolean, unchecked: string[], unpassed: Map<string, Causes>, undone: string[]}}
 */
export function doubts(state) {
  const { p, answers: said } = state;
  const known = new Joining(state);
  const last = p.last.filter((name) => p.step(name).main);
  const instead = p.last.filter((name) => !p.step(name).main);
  const inPlace = (/** @type {Causes} */ causes) => [...causes].every((cause) => {
    const found = instead.filter((name) => state.carried.get(name)?.has(cause));
    return found.length > 0 && found.every((name) => said.get(name) === "done");
  });
  let passed = false;
  /** @type {Map<string, Causes>} */
  const unpassed = new Map();
  for (const name of last) {
    const answer = said.get(name);
    const { fate, causes } = answer === undefined ? known.fate(name) : { fate: "lost", causes: new Set([name]) };
    if (answer === "done" || (fate === "lost" && (answer ?? FAIL) === FAIL && inPlace(causes))) passed = true;
    else if (fate !== "passed") unpassed.set(name, causes);
  }
  const undone = new Set(last.flatMap((check) => [...p.behind.get(check) ?? NONE]).filter((name) => {
    const answer = said.get(name);
    const { review, verb } = p.step(name);
    if (answer === undefined || review || goesOn(p, name, answer)) return false;
    return verb === "approve"
      || (!state.returned.has(name) && led(p, name, answer).some((target) => p.steps.get(target)?.main === false));
  }));
  const unchecked = [...state.unchecked].filter((name) => !p.step(name).review);
  return { passed, unchecked, unpassed, undone: [...undone] };
}

/** @param {State} state @returns {boolean} Whether all that the run has touched is known to work. */
export function isVerified(state) {
  const { passed, unchecked, unpassed, undone } = doubts(state);
  return passed && !unchecked.length && !unpassed.size && !undone.length;
}

/** How a run ends that is over. @param {State} state @returns {"verified" | "escalated" | "stopped" | "unverified"} */
export function end(state) {
  if (isVerified(state)) return "verified";
  if (state.escalated) return "escalated";
  return state.stopped && !doubts(state).unchecked.length ? "stopped" : "unverified";
}
