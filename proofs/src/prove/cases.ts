/**
 * Deciding what is true because of which places are the same: part by part and case by case, with what
 * follows step by step put in before anything is searched for. In each case equal places have one
 * name, and few claims are left that matter. So the lemmas about queues are decided.
 */
import { BOOLEAN, isLiteral, not, shapeOf, sortOf, type Term, within } from "@ashlar/logic";
import { apart, type Budget, type Decided, decideWhole, TAKEN_MAX, together } from "./lazily.js";
import { propagated } from "./under.js";

/** What takes more is asked in parts. */
const [FIRST_CONFLICTS_MAX, FIRST_CLAUSES_MAX] = [300, 20_000];
/** What takes more is taken apart once more. */
const [CONFLICTS_MAX, CLAUSES_MAX] = [2000, 60_000];
/** So many conditions are told apart one within another. */
const CASES_DEEP = 6;

/** Does a goal follow from hypotheses and what else is known? Part by part, and case by case. */
export function decideByCases(
  hypotheses: readonly Term[],
  perhaps: readonly Term[],
  goal: Term,
  budget: Budget,
): Decided {
  const small = { ...budget, conflicts_max: FIRST_CONFLICTS_MAX };
  const taking = { clauses_max: FIRST_CLAUSES_MAX };
  const whole = decideWhole(hypotheses, perhaps, goal, small, taking);
  if (whole.verdict !== "unknown") return whole;
  return together(
    apart(goal).map((part) => () => {
      const [facts, left] = turned(part);
      return decideInCases([...hypotheses, ...facts], perhaps, left, budget, CASES_DEEP);
    }),
  );
}

function decideInCases(
  hypotheses: readonly Term[],
  known: readonly Term[],
  asked: Term,
  budget: Budget,
  deep: number,
): Decided {
  const { facts, perhaps, goal } = propagated(hypotheses, known, asked);
  const all = [...facts, ...perhaps];
  const inCases = (condition: Term) =>
    together(
      [condition, not(condition)].map(
        (one) => () => decideInCases([...facts, one], perhaps, goal, budget, deep - 1),
      ),
    );
  if (deep === 0) return decideWhole([], all, goal, budget, { near });
  const choice = choiceIn(goal);
  if (choice !== undefined) return inCases(choice);
  const small = { ...budget, conflicts_max: CONFLICTS_MAX };
  const decided = decideWhole([], all, goal, small, { near, clauses_max: CLAUSES_MAX });
  if (decided.verdict !== "unknown") return decided;
  const condition = mostAsked(perhaps, goal);
  return condition === undefined
    ? decideWhole([], all, goal, budget, { near })
    : inCases(condition);
}

/** On what it depends which of two things a term within a claim is. */
function choiceIn(claim: Term): Term | undefined {
  const all = new Set([claim]);
  for (const term of all) {
    const { operator, parts } = shapeOf(term);
    if (operator === "if-then-else") {
      const [condition] = parts;
      return atomsOf(condition!).values().next().value;
    }
    for (const part of parts) all.add(part);
  }
  return undefined;
}

/** The condition on which most depends. */
function mostAsked(perhaps: readonly Term[], goal: Term): Term | undefined {
  const counts = new Map<Term, number>();
  const count = (term: Term, weight: number) => counts.set(term, (counts.get(term) ?? 0) + weight);
  for (const one of [...perhaps, goal])
    for (const atom of atomsOf(one)) count(atom, one === goal ? perhaps.length : 1);
  const [best] = [...counts].sort(([, one], [, other]) => other - one);
  return best?.[0];
}

/** The truth values that a claim is made of. */
function atomsOf(claim: Term): Set<Term> {
  const all = new Set([claim]);
  const atoms = new Set<Term>();
  for (const term of all) {
    const { operator, parts } = shapeOf(term);
    const isMade = ["and", "or", "not", "if-then-else"].includes(operator);
    if (isMade || (operator === "equal" && sortOf(parts[0]!) === BOOLEAN))
      for (const part of parts) all.add(part);
    else if (sortOf(term) === BOOLEAN && !isLiteral(term)) atoms.add(term);
  }
  return atoms;
}

/** What may be supposed when one of several things must hold, and which then must. */
function turned(goal: Term): [facts: Term[], left: Term] {
  const { operator, parts } = shapeOf(goal);
  if (operator !== "or") return [[], goal];
  const [one, other] = parts;
  const [facts, left] = turned(other!);
  return [[not(one!), ...facts], left];
}

/** Of those that read so much more than the one that reads least. */
const SLACK = 1;

/** Those that read least of tables that is not read already; what reads more makes a question larger. */
function near(broken: readonly Term[], terms: readonly Term[]): readonly Term[] {
  const known = new Set(terms.flatMap(readsOf));
  const costs = broken.map((term) => readsOf(term).filter((one) => !known.has(one)).length);
  const least = Math.min(...costs);
  return broken.filter((_, at) => costs[at]! <= least + SLACK).slice(0, TAKEN_MAX);
}

function readsOf(term: Term): readonly Term[] {
  return within([term]).filter((one) => shapeOf(one).operator === "select");
}
