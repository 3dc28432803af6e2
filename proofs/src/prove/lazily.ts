/**
 * Deciding with many hypotheses of which few matter. First with those that surely do; a state in
 * which the goal is then false is shown to all others, and of those that it breaks, the ones that
 * speak of what made the goal false are taken too. So at the end the goal follows from some of them,
 * which is more than was asked; or a state satisfies all and the goal does not hold there.
 */
import {
  type Assignment,
  BOOLEAN,
  decide,
  evaluateAll,
  implies,
  isArray,
  nameOf,
  not,
  or,
  shapeOf,
  sortOf,
  type Term,
  type Value,
  type Verdict,
  within,
} from "@ashlar/logic";

/** So many are taken at once. */
export const TAKEN_MAX = 16;
/** What takes more conflicts is asked in parts, if it has any. */
const WHOLE_CONFLICTS_MAX = 3000;

export type Budget = NonNullable<Parameters<typeof decide>[2]>;

export type Decided =
  | { readonly verdict: "proved"; readonly certificate_words: number }
  | Exclude<Verdict, { verdict: "proved" }>;

/** How hypotheses are chosen, and how large a question may become. */
export interface Taking {
  readonly clauses_max?: number;
  /** Some of what was broken, for a question that has some terms. */
  readonly near?: (broken: readonly Term[], terms: readonly Term[]) => readonly Term[];
}

const firstOf = (broken: readonly Term[]) => broken.slice(0, TAKEN_MAX);

/** Does a goal follow from hypotheses and, where they are needed, from what else is known? */
export function decideLazily(
  hypotheses: readonly Term[],
  perhaps: readonly Term[],
  goal: Term,
  budget: Budget,
): Decided {
  const parts = perhaps.length === 0 ? [goal] : apart(goal);
  if (parts.length < 2) return decideWhole(hypotheses, perhaps, goal, budget);
  const small = { ...budget, conflicts_max: WHOLE_CONFLICTS_MAX };
  const whole = decideWhole(hypotheses, perhaps, goal, small);
  if (whole.verdict !== "unknown") return whole;
  return together(parts.map((part) => () => decideWhole(hypotheses, perhaps, part, budget)));
}

/** One after the other. */
export function together(questions: readonly (() => Decided)[]): Decided {
  let certificate_words = 0;
  for (const question of questions) {
    const decided = question();
    if (decided.verdict !== "proved") return decided;
    certificate_words += decided.certificate_words;
  }
  return { verdict: "proved", certificate_words };
}

/** What must hold so that a term does: all of these. */
export function apart(term: Term): Term[] {
  const { operator, parts } = shapeOf(term);
  if (sortOf(term) !== BOOLEAN) return [term];
  const [one, other, third] = parts;
  if (operator === "and") return parts.flatMap(apart);
  if (operator === "or") {
    const last = apart(other!);
    return last.length > 1
      ? last.map((part) => or(one!, part))
      : apart(one!).map((part) => or(part, other!));
  }
  if (operator === "if-then-else")
    return [
      ...apart(other!).map((part) => implies(one!, part)),
      ...apart(third!).map((part) => or(one!, part)),
    ];
  const denied = operator === "not" ? shapeOf(one!) : undefined;
  return denied?.operator === "or" ? denied.parts.flatMap((part) => apart(not(part))) : [term];
}

/** The same of a goal that is not taken apart. */
export function decideWhole(
  hypotheses: readonly Term[],
  perhaps: readonly Term[],
  goal: Term,
  budget: Budget,
  { clauses_max = Infinity, near = firstOf }: Taking = {},
): Decided {
  const used = new Set(hypotheses);
  const left = new Set(perhaps.filter((one) => !used.has(one)));
  for (;;) {
    const verdict = decide([...used], goal, budget);
    if (verdict.verdict === "proved")
      return { verdict: "proved", certificate_words: verdict.certificate.length };
    if (verdict.verdict === "unknown" || left.size === 0) return verdict;
    if (verdict.size.clauses > clauses_max)
      return { verdict: "unknown", reason: "size", size: verdict.size };
    const broken = brokenBy(verdict.model, goal, [...used], [...left]);
    if (broken.length === 0) return verdict;
    for (const one of near(broken, [...used, goal])) {
      used.add(one);
      left.delete(one);
    }
  }
}

/** What a state breaks, what has most to do with the goal first. */
function brokenBy(
  state: Assignment,
  goal: Term,
  used: readonly Term[],
  left: readonly Term[],
): Term[] {
  const values = valuesWithin([...left, ...used, goal], state);
  const broken = left.filter((one) => values.get(one) !== 1n);
  const reasons = new Reasons(values);
  const cells = new Set(reasons.of(goal));
  const first = byRelevance(broken, reasons, cells);
  if (first.length > 0) return first;
  for (const one of used) for (const cell of reasons.of(one)) cells.add(cell);
  const second = byRelevance(broken, reasons, cells);
  return second.length > 0 ? second : broken;
}

/** Those that speak of some of these cells, by which part of theirs these are. */
function byRelevance(
  broken: readonly Term[],
  reasons: Reasons,
  cells: ReadonlySet<string>,
): Term[] {
  const part = (one: Term) => {
    const its = [...reasons.of(one)];
    return its.filter((cell) => cells.has(cell)).length / Math.max(1, its.length);
  };
  return broken
    .map((one) => [one, part(one)] as const)
    .filter(([, share]) => share > 0)
    .sort(([, one], [, other]) => other - one)
    .map(([one]) => one);
}

/** All terms within some, and their values. */
function valuesWithin(roots: readonly Term[], state: Assignment): Map<Term, Value> {
  const terms = within(roots);
  const values = evaluateAll(terms, state);
  return new Map(terms.map((term, at) => [term, values[at]!]));
}

/** For what elements of arrays a term has the value that it has. */
class Reasons {
  readonly #known = new Map<Term, ReadonlySet<string>>();

  constructor(readonly values: ReadonlyMap<Term, Value>) {}

  of(term: Term): ReadonlySet<string> {
    const known = this.#known.get(term);
    if (known !== undefined) return known;
    const found = new Set<string>();
    this.#known.set(term, found);
    const { operator, parts } = shapeOf(term);
    if (operator === "select") found.add(`${nameOf(parts[0]!)} ${this.values.get(parts[1]!)}`);
    for (const part of this.#deciding(term, operator, parts))
      for (const cell of this.of(part)) found.add(cell);
    return found;
  }

  /** The parts on which the value depends. */
  #deciding(term: Term, operator: string, parts: readonly Term[]): Term[] {
    const value = (part: Term) => this.values.get(part);
    const [condition, one, other] = parts;
    if (operator === "if-then-else") return [condition!, value(condition!) === 1n ? one! : other!];
    const isChoice = (operator === "and" || operator === "or") && sortOf(term) === BOOLEAN;
    const decisive =
      isChoice && parts.find((part) => value(part) === (operator === "or" ? 1n : 0n));
    return decisive ? [decisive] : parts.filter((part) => !isArray(sortOf(part)));
  }
}
