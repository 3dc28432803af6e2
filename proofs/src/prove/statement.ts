/**
 * A theorem as obligations: each a goal that follows from hypotheses. The hypotheses must be those
 * of a state that exists, or the theorem would say nothing: before anything is proved such a state
 * is found, and plain evaluation finds the hypotheses true in it.
 */
import {
  type Assignment,
  all,
  decide,
  decideEach,
  equal,
  evaluateAll,
  FALSE,
  mark,
  not,
  release,
  type Term,
  variablesOf,
} from "@ashlar/logic";
import { type Proof, provedOnce, type Theorem } from "@ashlar/logic/prove";
import { decideByCases } from "./cases.js";
import { decideLazily } from "./lazily.js";
import { showState } from "./show-state.js";

export interface Obligation {
  /** What it claims, in plain words. */
  readonly claim: string;
  readonly goal: Term;
  /** Beside those of the whole statement. */
  readonly when?: readonly Term[];
  /** What holds too, and most likely matters. */
  readonly known?: readonly Term[];
  /** And what else holds: it is used only where it is needed. */
  readonly perhaps?: readonly Term[];
  /** The two sides of a goal that is an equation: on construction they may become one term. */
  readonly sides?: readonly [one: Term, other: Term];
}

export interface Statement {
  readonly hypotheses: readonly Term[];
  readonly obligations: readonly Obligation[];
  /** Whether obligations with the same conditions are decided as one, which saves time where each is
   * easy. What cannot be decided so is decided one by one. */
  readonly together?: boolean;
  /** Whether all are decided by one search with one certificate: where they are about the same code,
   * what is learned of one helps the next. If that takes too long they are decided one by one. */
  readonly atOnce?: boolean;
  /** Whether obligations are true because of which places are the same: they are decided case by case. */
  readonly byCases?: boolean;
  /** States to look for a counterexample in, before the solver does. They are only guesses. */
  readonly guesses?: readonly Assignment[];
  /** Shows a counterexample on the real thing; says what happened there. */
  readonly replay?: (counterexample: Assignment) => Replayed;
}

/** A theorem whose statement can be had. */
export interface StatedTheorem extends Theorem {
  readonly statement: () => Statement;
}

/** A counterexample on the real thing. */
export interface Replayed {
  /** What happened there. */
  readonly says: string;
  /** How it came to that, line by line. */
  readonly trace?: () => readonly string[];
}

/** More than any obligation needs; one that needs more is unknown, and unknown is not proved. Counted
 * in conflicts, so that a verdict does not depend on what else the machine does. */
const BUDGET = { conflicts_max: 500_000, seconds_max: 600 };

/**
 * Proves all that a statement claims; the first obligation that is not proved decides. All guesses
 * are tried first, because a wrong claim is mostly wrong in any state.
 */
export function proveStatement(build: () => Statement): Proof {
  const start = mark();
  try {
    const statement = build();
    return provedOnce(termsOf(statement), () => guessed(statement) ?? proveAll(statement));
  } finally {
    release(start);
  }
}

/** All that a statement says; how it is decided, and how a counterexample is shown, is no part of it. */
const termsOf = ({ hypotheses, obligations }: Statement): (readonly Term[])[] => [
  hypotheses,
  ...obligations.flatMap(({ goal, when = [], known = [], perhaps = [] }) => [
    ...[[goal], when, known, perhaps],
  ]),
];

function guessed(statement: Statement): Proof | undefined {
  for (const obligation of statement.obligations)
    for (const state of statement.guesses ?? [])
      if (isCounterexample(statement, obligation, state))
        return refuted(statement, obligation, state);
  return undefined;
}

function proveAll(statement: Statement): Proof {
  const atOnce = statement.atOnce ? provedAtOnce(statement) : undefined;
  return atOnce ?? proveGroups(statement);
}

/** All obligations as one question; nothing if that takes too long. */
function provedAtOnce(statement: Statement): Proof | undefined {
  const { hypotheses, obligations } = statement;
  const verdict = decideEach(
    hypotheses,
    obligations.map(({ goal, when = [] }) => ({ goal, when })),
    BUDGET,
  );
  switch (verdict.verdict) {
    case "proved":
      return { verdict: "proved", certificate_words: verdict.certificate.length };
    case "refuted":
      return refuted(statement, obligations[verdict.question]!, verdict.model);
    case "vacuous":
      return vacuous(obligations[verdict.question]!);
    case "unknown":
      return undefined;
  }
}

const vacuous = ({ claim }: Obligation): Proof => ({
  verdict: "unknown",
  reason: `no state is known in which to ask: ${claim}`,
});

function proveGroups(statement: Statement): Proof {
  let certificate_words = 0;
  const known = new Set<string>();
  for (const group of groupsOf(statement)) {
    const proof = proveGroup(statement, group, known);
    if (proof.verdict !== "proved") return proof;
    certificate_words += proof.certificate_words;
  }
  return { verdict: "proved", certificate_words };
}

/** The obligations that are decided at once. */
function groupsOf({ obligations, together = false }: Statement): Obligation[][] {
  if (!together) return obligations.map((obligation) => [obligation]);
  const groups = new Map<string, Obligation[]>();
  for (const obligation of obligations) {
    const key = (obligation.when ?? []).join();
    groups.set(key, [...(groups.get(key) ?? []), obligation]);
  }
  return [...groups.values()];
}

function proveGroup(statement: Statement, group: Obligation[], known: Set<string>): Proof {
  const goal = all(group.map((obligation) => obligation.goal));
  const claims = group.map(({ claim }) => claim).join("; ");
  const whole = { ...group[0]!, claim: claims, goal };
  const proof = proveObligation(statement, whole, group, known);
  if (proof.verdict !== "unknown" || group.length === 1) return proof;
  return proveGroups({ ...statement, obligations: group, together: false });
}

function hypothesesOf({ hypotheses }: Statement, { when = [] }: Obligation): Term[] {
  return [...hypotheses, ...when];
}

/** Proves an obligation, the conjunction of some parts; one of these is false if it is. */
function proveObligation(
  statement: Statement,
  obligation: Obligation,
  parts: readonly Obligation[],
  known: Set<string>,
): Proof {
  const { claim, goal } = obligation;
  const hypotheses = hypothesesOf(statement, obligation);
  if (!haveState(hypotheses, known)) return vacuous(obligation);
  const { perhaps = [], known: first = [] } = obligation;
  const decider = statement.byCases ? decideByCases : decideLazily;
  const verdict = decider([...hypotheses, ...first], perhaps, goal, BUDGET);
  if (verdict.verdict === "unknown") return { ...verdict, reason: `${verdict.reason}: ${claim}` };
  if (verdict.verdict === "proved") return verdict;
  const broken = parts.find((part) => isCounterexample(statement, part, verdict.model));
  return refuted(statement, broken!, verdict.model);
}

/** Whether there is a state in which the hypotheses hold; `known` are those of which that is known. */
function haveState(hypotheses: readonly Term[], known: Set<string>): boolean {
  const key = hypotheses.join();
  if (!known.has(key) && decide(hypotheses, FALSE, BUDGET).verdict === "refuted") known.add(key);
  return known.has(key);
}

/** A counterexample, with what of it matters, and what it does to the real thing. */
function refuted(statement: Statement, obligation: Obligation, state: Assignment): Proof {
  const matters = new Set(variablesOf([...hypothesesOf(statement, obligation), obligation.goal]));
  const shown = new Map([...state].filter(([variable]) => matters.has(variable)));
  const replay = statement.replay?.(state);
  const reasons = [`not so: ${obligation.claim}`, showState(shown), replay?.says];
  return {
    ...{ verdict: "refuted", reason: reasons.filter(Boolean).join("; ") },
    trace: replay?.trace?.() ?? [],
  };
}

function isCounterexample(
  statement: Statement,
  obligation: Obligation,
  state: Assignment,
): boolean {
  const { goal, known = [], perhaps = [] } = obligation;
  if (evaluateAll([goal], state)[0] === 1n) return false;
  const claims = [...hypothesesOf(statement, obligation), ...known, ...perhaps, not(goal)];
  return evaluateAll(claims, state).every((value) => value === 1n);
}

/** That two lists of terms are the same, item by item, each with what it is. */
export function same(
  items: readonly (readonly [what: string, one: Term, other: Term])[],
): Obligation[] {
  return items.map(([claim, one, other]) => ({
    ...{ claim, goal: equal(one, other), sides: [one, other] },
  }));
}
