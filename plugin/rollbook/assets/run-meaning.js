// @ts-check
/* Meaning: what answers do to a run of a procedure. It is `rollbook/model/runs` once more, held to
   that in every state by a test, and knows no page, no storage and no clock. */

/**
 * An edge is `[kind, target, answer]`. `onward` are the steps of its line to which a step leads,
 * and `after` is what a step with several there waits for.
 * @typedef {[string, string, string]} Edge
 * @typedef {{verb: string, main: boolean, late: boolean, review: boolean, restores: string,
 *   edges: Edge[], onward: string[], after: string[]}} Step
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

/** @template T @param {Iterable<T>} names @param {{has(name: T): boolean}} set */
const meets = (names, set) => [...names].some((name) => set.has(name));

/** All that is reached from some steps. @param {Iterable<string>} from @param {(name: string) => Iterable<string>} next */
function reached(from, next) {
  const found = new Set(from);
  for (const name of found) for (const one of next(name)) found.add(one);
  return found;
}

/** @param {Iterable<string>} names @param {{has(name: string): boolean}} set */
const without = (names, set) => new Set([...names].filter((name) => !set.has(name)));

/** The steps and edges of a procedure, its lines, and how many targets each component has. */
export class Procedure {
  /** @param {{steps: Map<string, Step>, order: string[], starts: string[], targets: Map<string, unknown[]>}} of */
  constructor({ steps, order, starts, targets }) {
    this.steps = steps;
    this.order = order;
    this.starts = starts;
    this.targets = targets;
    const names = [...steps.keys()];
    /** Step → all that it leads to within its line. @type {Map<string, Set<string>>} */
    this.behind = new Map(names.map((name) => [name, reached(this.step(name).onward, (one) => this.step(one).onward)]));
    /** Step → the steps of its line that lead to it. @type {Map<string, string[]>} */
    this.sources = new Map(names.map((name) => [name, names.filter((one) => this.step(one).onward.includes(name))]));
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

  /** Does a way lead nowhere out of its line but into the main one? @param {string} from @param {string} to */
  stays(from, to) {
    const target = this.steps.get(to);
    return target !== undefined && (target.main || !this.step(from).main);
  }

  /** Does the step's `on_fail` restore the same, with the next target? @param {string} name */
  standsForNext(name) {
    const { edges, restores } = this.step(name);
    return edges.some(([kind, target]) => kind === FAIL && this.steps.get(target)?.restores === restores);
  }

  /** Does a way lead from one step to another? What leads up within the main line is none. @param {string} from @param {string} to */
  leads(from, to) {
    const ups = (/** @type {string} */ name, /** @type {string} */ target) => this.step(name).main
      && this.steps.get(target)?.main && (name === target || this.behind.get(target)?.has(name));
    return from !== to && reached([from], (name) => this.step(name).edges
      .map(([, target]) => target).filter((target) => this.steps.has(target) && !ups(name, target))).has(to);
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
  if (cases && chosen.every((target) => p.stays(name, target))) {
    chosen.push(...edges.filter(([kind, target]) => kind === "next" && !chosen.includes(target)).map(([, target]) => target));
  }
  return chosen.length || (answer !== "no" && answer !== FAIL) ? chosen : ["escalate"];
}

/** Is it no failure, and leads nowhere out of its line but into the main one? @param {Procedure} p @param {string} name @param {string} answer */
export const goesOn = (p, name, answer) =>
  answer !== FAIL && led(p, name, answer).every((target) => p.stays(name, target));

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
    /** The approvals that may come late and whose turn has come. @type {Set<string>} */
    this.given = new Set(from?.given);
    /** Causes whose losses were made good, at which join, and where the way came back. @type {[string, string, string][]} */
    this.forgiven = [...from?.forgiven ?? []];
    /** The causes whose ways have come back anywhere. @type {Set<string>} */
    this.returned = new Set(from?.returned);
    /** Component → how many of its targets have failed. @type {Map<string, number>} */
    this.tried = new Map(from?.tried);
    /** Steps that have restored something, or failed to → the checks that have passed since. @type {Map<string, Causes>} */
    this.checked = new Map(from?.checked);
    /** The step by which the run was stopped, and what was open then. */
    this.stopped = from?.stopped ?? "";
    /** @type {Set<string>} */
    this.cut = new Set(from?.cut);
  }

  /** @param {string} name @param {string} answer */
  take(name, answer) {
    const { p } = this;
    const { verb, restores, main, late, review } = p.step(name);
    if (restores && (answer === "done" || answer === FAIL)) this.checked.set(name, NONE);
    if (restores && answer === FAIL && this.tryNext(name, restores)) return;
    const carried = this.open.get(name) ?? NONE;
    this.open.delete(name);
    this.answers.set(name, answer);
    // Where it leaves once more, it has not come back from there, and has lost what it loses.
    this.returned.delete(name);
    this.forgiven = this.forgiven.filter(([cause]) => cause !== name);
    if (!main) this.carried.set(name, carried);
    if (verb === "check" && !review && answer === "done") {
      for (const [one, checks] of this.checked) if (p.leads(one, name)) this.checked.set(one, union([checks, [name]]));
    }
    if (late && answer !== FAIL) return;
    this.follow(name, answer, led(p, name, answer), carried);
  }

  /** Follow an answer to wherever it leads. @param {string} name @param {string} answer @param {string[]} targets @param {Causes} causes */
  follow(name, answer, targets, causes) {
    // What leads back takes away what the others would have opened; of those, what is behind comes first.
    const turns = targets.map((target) =>
      ({ target, back: Number(this.leadsBack(name, target)), place: Math.max(0, this.p.order.indexOf(target)) }));
    turns.sort((one, other) => one.back - other.back || other.place - one.place);
    for (const { target } of turns) this.lead(name, answer, target, union([causes, [name]]));
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
    if (this.stopped || target === "escalate") return;
    const [from, to] = [p.step(name).main, p.steps.get(target)?.main];
    if (target === "stop") {
      this.stopped = name;
      this.cut = new Set([...this.open.keys()].filter((one) => !p.step(one).late));
      this.close(this.cut);
    } else if (to && !from) this.comeBack(name, target, causes);
    else if (goesOn(p, name, answer)) this.goOn(name, target, without(causes, new Set([name])));
    else if (from === to) this.comeBack(name, target, causes);
    else this.goOn(name, target, causes);
  }

  /** @param {string} name @param {string} target @param {Causes} causes */
  goOn(name, target, causes) {
    // Whose ways stood there before stand there again.
    const before = this.carried.get(target) ?? NONE;
    if (this.leadsBack(name, target)) this.forget(target);
    const waits = this.p.joins.get(target);
    if (!waits) return this.begin(target, union([causes, before]));
    if (!waits.includes(name)) this.makeGood(causes.size ? causes : [name], target, target);
    const open = this.open.get(target);
    if (open) this.open.set(target, union([open, causes]));
  }

  /** Is a step answered already, or does the way stand behind it? @param {string} name @param {string} target */
  leadsBack(name, target) {
    return this.answers.has(target) || this.given.has(target) || (this.p.behind.get(target)?.has(name) ?? false);
  }

  /** @param {string} name @param {string} target @param {Causes} causes */
  comeBack(name, target, causes) {
    const good = this.goodAt(target);
    const { main } = this.p.step(target);
    const before = this.carried.get(target) ?? NONE;
    if (main || this.leadsBack(name, target)) this.forget(target);
    for (const cause of main ? causes : NONE) this.returned.add(cause);
    // Which step of the fallback brought it makes nothing good.
    const whose = [...causes].filter((cause) => this.p.step(cause).main);
    const lost = main && whose.length ? new Set(whose) : causes;
    // A cause that is taken back has lost nothing any more, and may lose it anew.
    const stay = without(lost, new Set([target, ...this.p.behind.get(target) ?? NONE]));
    for (const join of good) this.makeGood(join === target ? lost : stay, join, target);
    if (!this.p.joins.has(target)) this.begin(target, main ? NONE : union([causes, before]));
  }

  /** @param {Iterable<string>} causes @param {string} join @param {string} at */
  makeGood(causes, join, at) {
    for (const cause of causes) this.forgiven.push([cause, join, at]);
  }

  /** The joins at which a way that comes back here counts for all that it lost there. @param {string} target */
  goodAt(target) {
    const { joins, behind } = this.p;
    const good = joins.has(target) ? [target] : [];
    const known = new Joining(this);
    if (known.fate(target).fate !== "passed") return good;
    const after = behind.get(target) ?? NONE;
    const way = new Set([target, ...[...after].filter((one) => known.fate(one).fate === "passed")]);
    for (const [join, waits] of joins) if (after.has(join) && meets(waits, way)) good.push(join);
    return good;
  }

  /** Let what was said of a step and all behind it count no longer; close what is open. @param {string} target */
  forget(target) {
    const gone = new Set([target, ...this.p.behind.get(target) ?? NONE]);
    // In the fallback, what is open may be so by the way of another failure.
    this.close([...gone].filter((name) => this.p.step(name).main));
    for (const name of gone) {
      for (const kept of [this.answers, this.carried, this.given, this.returned]) kept.delete(name);
    }
    for (const kept of [this.checked, this.carried, this.open]) {
      for (const [name, causes] of kept) if (meets(causes, gone)) kept.set(name, without(causes, gone));
    }
    this.forgiven = this.forgiven.filter(([cause, join, at]) => !gone.has(cause) && !(gone.has(at) && at !== join));
  }

  /** Close open steps; an approval that may come late stays. @param {Iterable<string>} names */
  close(names) {
    for (const name of names) if (!this.p.step(name).late) this.open.delete(name);
  }

  /** @param {string} name @param {Causes} causes */
  begin(name, causes) {
    this.open.set(name, union([this.open.get(name) ?? NONE, causes]));
    if (!this.p.step(name).late) return;
    this.given.add(name);
    this.follow(name, "done", led(this.p, name, "done").filter((target) => this.p.steps.has(target)), causes);
  }

  /** Open every join that has all it waits for. */
  settle() {
    while (!this.stopped) {
      const known = new Joining(this);
      const join = [...this.p.joins.keys()].find((one) => this.isWaiting(one) && known.canOpen(one));
      if (join === undefined) return;
      if (this.answers.has(join)) this.forget(join);
      this.join(join);
    }
  }

  /** @param {string} name */
  join(name) {
    const waits = this.p.joins.get(name) ?? [];
    const came = [this.carried, this.open].flatMap((kept) => waits.map((one) => kept.get(one) ?? NONE));
    const back = this.forgiven.filter(([, , at]) => at === name).map(([cause]) => cause);
    this.begin(name, this.p.step(name).main ? NONE : union([...came, back]));
  }

  /** Has somebody come to a join that is closed? A late approval may open anew. @param {string} join */
  isWaiting(join) {
    if (this.given.has(join)) return false;
    if (!this.p.step(join).late && (this.open.has(join) || this.answers.has(join))) return false;
    const waits = this.p.joins.get(join) ?? [];
    return waits.some((one) => this.answers.has(one) || this.given.has(one))
      || this.forgiven.some(([, , at]) => at === join);
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
  }

  /** What has become of a step; of one in another line that nobody came to, nothing. @param {string} name @returns {Status} */
  fate(name) {
    let known = this.known.get(name);
    if (!known) {
      // Joins that wait for each other never come to an end of it.
      this.known.set(name, COMING);
      this.known.set(name, (known = this.of(name)));
    }
    return known;
  }

  /** What a join still waits for or has lost, losses that are made good aside. @param {string} join */
  missing(join) {
    return new Map([...this.ways(join)].filter(([, way]) => this.isMissing(way, join)));
  }

  /** Is at least one there, or has a way come back to it, and nothing is missing? @param {string} join */
  canOpen(join) {
    const ways = [...this.ways(join).values()];
    return !ways.some((way) => this.isMissing(way, join)) && (this.hasArrived(join) || ways.includes(TAKEN));
  }

  /** Has a way that had left the main line come back at the join itself? @param {string} join */
  hasArrived(join) {
    return this.state.forgiven.some(([, good, at]) => good === join && at === join);
  }

  /** @param {string} source @param {string} target @returns {Status} */
  way(source, target) {
    const { p, state } = this;
    const answer = state.answers.get(source);
    if (answer === undefined || p.step(source).late) return this.fate(source);
    if (answer !== FAIL && led(p, source, answer).includes(target)) return TAKEN;
    if (goesOn(p, source, answer)) return PASSED;
    return { fate: "lost", causes: new Set([source]) };
  }

  /** @param {string} join @returns {Map<string, Status>} */
  ways(join) {
    return new Map((this.p.joins.get(join) ?? []).map((name) => [name, this.way(name, join)]));
  }

  /** Is it waited for, or lost without being made good? @param {Status} way @param {string} join */
  isMissing({ fate, causes }, join) {
    const good = (/** @type {string} */ cause) => this.state.forgiven.some(([one, at]) => one === cause && at === join);
    return fate === "coming" || (fate === "lost" && ![...causes].every(good));
  }

  /** @param {string} name @returns {Status} */
  of(name) {
    const { p, state } = this;
    if (state.cut.has(name)) return { fate: "lost", causes: new Set([state.stopped]) };
    if (p.step(name).late) {
      if (state.given.has(name)) return TAKEN;
    } else if (state.open.has(name)) return COMING;
    else if (state.answers.has(name)) return TAKEN;
    const isJoin = p.joins.has(name);
    const ways = isJoin ? [...this.ways(name).values()] : (p.sources.get(name) ?? []).map((source) => this.way(source, name));
    const lost = ways.filter(({ fate }) => fate === "lost");
    const missed = isJoin ? lost.filter((way) => this.isMissing(way, name)) : [];
    const comes = ways.includes(COMING) || (isJoin && (this.hasArrived(name) || ways.includes(TAKEN)));
    // A join with a loss stays closed, whatever else can come to it.
    if (comes && !missed.length) return COMING;
    const causes = union((missed.length ? missed : lost).map((way) => way.causes));
    return lost.length ? { fate: "lost", causes } : PASSED;
  }
}

/**
 * The joins to which somebody has come and that cannot open, as long as none before them is such a
 * one; and what each lacks.
 * @param {State} state @returns {Map<string, Map<string, Status>>}
 */
export function closed(state) {
  const { p } = state;
  const known = new Joining(state);
  /** @type {Map<string, Map<string, Status>>} */
  const found = new Map();
  for (const join of state.stopped ? [] : p.joins.keys()) {
    const missing = state.isWaiting(join) ? known.missing(join) : new Map();
    if ([...missing.values()].some(({ fate }) => fate === "lost")) found.set(join, missing);
  }
  return new Map([...found].filter(([join]) => ![...found.keys()].some((one) => p.behind.get(one)?.has(join))));
}

/** Has a way ended by `escalate`, a review aside? @param {State} state */
export const isEscalated = ({ p, answers: said }) => [...said].some(([name, answer]) =>
  !p.step(name).review && led(p, name, answer).includes("escalate"));

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
  /** The checks that passed in the place of others; nothing, where one did not. @param {Causes} causes */
  const inPlace = (causes) => {
    const found = [...causes].map((cause) => instead.filter((name) => state.carried.get(name)?.has(cause)));
    return found.every((names) => names.length && names.every((name) => said.get(name) === "done")) && union(found);
  };
  /** @type {Set<string>} */
  const passed = new Set();
  /** @type {Map<string, Causes>} */
  const unpassed = new Map();
  for (const name of last) {
    const answer = said.get(name);
    const { fate, causes } = answer === undefined ? known.fate(name) : { fate: "lost", causes: new Set([name]) };
    const found = answer === "done" ? [name] : fate === "lost" && (answer ?? FAIL) === FAIL && inPlace(causes);
    for (const one of found || []) passed.add(one);
    if (!found && fate !== "passed") unpassed.set(name, causes);
  }
  const undone = new Set([...last, ...passed].flatMap((check) => [...p.behind.get(check) ?? NONE]).filter((name) => {
    const answer = said.get(name);
    const { review, verb } = p.step(name);
    if (answer === undefined || review || goesOn(p, name, answer)) return false;
    return verb === "approve"
      || (!state.returned.has(name) && led(p, name, answer).some((target) => p.steps.get(target)?.main === false));
  }));
  const unchecked = [...state.checked].flatMap(([name, checks]) => checks.size || p.step(name).review ? [] : [name]);
  return { passed: passed.size > 0, unchecked, unpassed, undone: [...undone] };
}

/** @param {State} state @returns {boolean} Whether all that the run has touched is known to work. */
export function isVerified(state) {
  const { passed, unchecked, unpassed, undone } = doubts(state);
  return passed && !unchecked.length && !unpassed.size && !undone.length;
}

/** How a run ends that is over. @param {State} state @returns {"verified" | "escalated" | "stopped" | "unverified"} */
export function end(state) {
  if (isVerified(state)) return "verified";
  if (isEscalated(state)) return "escalated";
  return state.stopped && !doubts(state).unchecked.length ? "stopped" : "unverified";
}
