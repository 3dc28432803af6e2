/**
 * Claims without what makes circuits large. Most of what is said of code that computes checksums
 * does not depend on what the checksums are. So products are taken for anything at all, equal ones
 * for the same: if that cannot be satisfied, the claims cannot either. If it can, nothing is known.
 */
import { and, equal, or, variable } from "../term/build.js";
import { bigintOf } from "../term/constant.js";
import { implies } from "../term/derived.js";
import { Kind } from "../term/kind.js";
import { rebuilt } from "../term/rebuild.js";
import { first, isLiteral, kindOf, second, sortOf, type Term } from "../term/table.js";
import { isVariable, within } from "../term/walk.js";

/** A product with a literal of at most so many ones is a few additions. */
const CHEAP_ONES_MAX = 2;
/** Narrow products are small circuits anyway. */
const NARROW_BITS = 8;
const PRODUCTS = new Set<Kind>([Kind.Multiply]);
const ARITHMETIC = new Set<Kind>([Kind.Multiply, Kind.DivideUnsigned, Kind.RemainderUnsigned]);

/** Of more of a kind than so many it is not said which are the same. */
const COMPARED_MAX = 16;

/** What is taken for anything at all, and what stands for it. */
interface Replaced {
  readonly kind: Kind;
  readonly one: Term;
  readonly other: Term;
  readonly by: Term;
}

/** The claims with anything for their products; nothing if they have none that matter. */
export function withoutProducts(claims: readonly Term[]): Term[] | undefined {
  return without(PRODUCTS, claims)?.claims;
}

/** The claims with anything for their products, quotients and remainders. What else is claimed then,
 * behind them: from the same comes the same (Ackermann). */
export function withoutArithmetic(claims: readonly Term[]): Term[] {
  const found = without(ARITHMETIC, claims);
  return found === undefined ? [...claims] : [...found.claims, ...congruences(found.replaced)];
}

function without(kinds: ReadonlySet<Kind>, claims: readonly Term[]) {
  const results = new Map<Term, Term>();
  const replaced: Replaced[] = [];
  const part = (term: Term) => results.get(term)!;
  for (const term of within(claims)) {
    if (kinds.has(kindOf(term)) && isCostly(term)) {
      const by = variable(`product #${term}`, sortOf(term));
      const [one, other] = [part(first(term)), part(second(term))];
      replaced.push({ kind: kindOf(term), one, other, by });
      results.set(term, by);
    } else results.set(term, isVariable(term) ? term : rebuilt(term, part));
  }
  return replaced.length === 0 ? undefined : { claims: claims.map(part), replaced };
}

/** What is computed from the same is the same; of products also the other way round. */
function congruences(replaced: readonly Replaced[]): Term[] {
  if (replaced.length > COMPARED_MAX) return [];
  return replaced.flatMap((here, at) =>
    replaced
      .slice(at + 1)
      .filter((there) => there.kind === here.kind && sortOf(there.by) === sortOf(here.by))
      .map((there) => {
        const [one, other] = [here.one, here.other];
        const same = and(equal(one, there.one), equal(other, there.other));
        const crossed = and(equal(one, there.other), equal(other, there.one));
        const isSame = here.kind === Kind.Multiply ? or(same, crossed) : same;
        return implies(isSame, equal(here.by, there.by));
      }),
  );
}

function isCostly(term: Term): boolean {
  if (sortOf(term) <= NARROW_BITS) return false;
  if (kindOf(term) !== Kind.Multiply) return true;
  return ![first(term), second(term)].some((factor) => isLiteral(factor) && isCheap(factor));
}

/** Few ones, or few but for the sign. */
function isCheap(factor: Term): boolean {
  const value = bigintOf(factor);
  const negated = BigInt.asUintN(sortOf(factor), -value);
  return Math.min(onesOf(value), onesOf(negated)) <= CHEAP_ONES_MAX;
}

const onesOf = (value: bigint) => value.toString(2).replaceAll("0", "").length;
