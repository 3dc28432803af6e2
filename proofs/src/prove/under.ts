/**
 * Terms as they are where some facts hold: of two that are equal there, the simpler one stands for
 * the other. So two names of one page become one, and a question has fewer places that might be the
 * same. What is decided is no other question: where the facts hold, old and new terms are equal.
 */
import {
  BOOLEAN,
  conjuncts,
  constant,
  extract,
  FALSE,
  isArray,
  isLiteral,
  replaced,
  shapeOf,
  sortOf,
  type Term,
  TRUE,
  within,
} from "@ashlar/logic";

/** What one fact says may make another one say more. */
const ROUNDS_MAX = 12;

/** Terms that are replaced at once: none occurs in what another becomes, or within another one. */
class Round {
  readonly by = new Map<Term, Term>();
  readonly #inside = new Set<Term>();

  /** Whether the fact could be used, or never can. */
  take(fact: Term): boolean {
    const pair = pairOf(fact);
    if (pair === undefined) return true;
    const [from, to] = pair;
    const inside = within(pair);
    const isFree = !this.#inside.has(from) && !inside.some((term) => this.by.has(term));
    if (!isFree) return false;
    this.by.set(from, to);
    for (const term of inside) this.#inside.add(term);
    return true;
  }
}

const isEquation = (fact: Term) => shapeOf(fact).operator === "equal";

/** What some facts make of other terms. */
interface Under {
  /** The same facts, each as it is where those hold that were used before it. */
  readonly facts: readonly Term[];
  readonly inTheirTerms: (terms: readonly Term[]) => Term[];
}

function under(all: readonly Term[]): Under {
  const rounds: ReadonlyMap<Term, Term>[] = [];
  const facts: Term[] = [];
  let left = [...all.filter(isEquation), ...all.filter((fact) => !isEquation(fact))];
  while (left.length > 0 && rounds.length < ROUNDS_MAX) {
    const round = new Round();
    const later: Term[] = [];
    for (const fact of left) (round.take(fact) ? facts : later).push(fact);
    if (later.length === left.length) break;
    rounds.push(round.by);
    left = replaced(later, round.by).flatMap(conjuncts);
  }
  facts.push(...left);
  return {
    facts: facts.filter((fact) => fact !== TRUE),
    inTheirTerms: (terms) => rounds.reduce((now, by) => replaced(now, by), [...terms]),
  };
}

/** What stands for what where a fact holds: of an equation one side for the other, else true for it. */
function pairOf(fact: Term): [from: Term, to: Term] | undefined {
  const { operator, parts } = shapeOf(fact);
  const [one, other] = parts;
  if (isLiteral(fact)) return undefined;
  if (operator === "not") return [one!, FALSE];
  if (operator !== "equal" || isArray(sortOf(one!)) || sortOf(one!) === BOOLEAN)
    return [fact, TRUE];
  const [from, to] = isSimpler(one!, other!) ? [other!, one!] : [one!, other!];
  if (isLiteral(from) || within([to]).includes(from)) return undefined;
  const inner = narrowOf(from);
  return inner === undefined ? [from, to] : [inner, extract(to, sortOf(inner) - 1, 0)];
}

/** What is made wider by zeros. */
function narrowOf(term: Term): Term | undefined {
  const { operator, parts } = shapeOf(term);
  const [high, low] = parts;
  return operator === "concat" && high === constant(sortOf(high!), 0) ? low : undefined;
}

const isSimpler = (one: Term, other: Term) =>
  isLiteral(one) || (!isLiteral(other) && within([one]).length < within([other]).length);

/** A question where some things are so. */
export interface Propagated {
  readonly facts: readonly Term[];
  readonly perhaps: readonly Term[];
  readonly goal: Term;
}

/** What is said without a choice. */
const isPlain = (term: Term) => !["or", "if-then-else"].includes(shapeOf(term).operator);

const PASSES_MAX = 10;

/** What follows step by step from facts and what is known, each put into all others. */
export function propagated(
  hypotheses: readonly Term[],
  known: readonly Term[],
  asked: Term,
): Propagated {
  let [facts, goal, perhaps] = [hypotheses.flatMap(conjuncts), asked, known];
  for (let pass = 0; pass < PASSES_MAX; pass++) {
    const now = under([...new Set(facts)]);
    const [next, ...rest] = now.inTheirTerms([goal, ...perhaps]);
    goal = next!;
    perhaps = [...new Set(rest.flatMap(conjuncts))].filter((term) => term !== TRUE);
    const parts = partsOf([...perhaps, ...now.facts, goal]);
    const plain = perhaps.filter((one) => isPlain(one) && saysOf(one, parts));
    facts = [...now.facts, ...plain];
    perhaps = perhaps.filter((one) => !plain.includes(one));
    if (plain.length === 0) break;
  }
  return { facts, perhaps, goal };
}

/** All that occurs in some terms and is none of them. */
function partsOf(terms: readonly Term[]): ReadonlySet<Term> {
  return new Set(within(terms.flatMap((term) => [...shapeOf(term).parts])));
}

/** Whether what is known says what something within other terms is. */
function saysOf(fact: Term, parts: ReadonlySet<Term>): boolean {
  const { operator, parts: sides } = shapeOf(fact);
  if (operator === "equal") return sides.some((side) => parts.has(side));
  return parts.has(operator === "not" ? sides[0]! : fact);
}
