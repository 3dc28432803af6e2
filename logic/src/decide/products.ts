/**
 * Claims without what makes circuits large. Most of what is said of code that computes checksums
 * does not depend on what the checksums are. So products are taken for anything at all, equal ones
 * for the same: if that cannot be satisfied, the claims cannot either. If it can, nothing is known.
 */
import { variable } from "../term/build.js";
import { bigintOf } from "../term/constant.js";
import { Kind } from "../term/kind.js";
import { rebuilt } from "../term/rebuild.js";
import { first, isLiteral, kindOf, second, sortOf, type Term } from "../term/table.js";
import { isVariable, within } from "../term/walk.js";

/** A product with a literal of at most so many ones is a few additions. */
const CHEAP_ONES_MAX = 2;
/** Narrow products are small circuits anyway. */
const NARROW_BITS = 8;

/** The claims with anything for their products; nothing if they have none that matter. */
export function withoutProducts(claims: readonly Term[]): Term[] | undefined {
  const results = new Map<Term, Term>();
  let hasProduct = false;
  for (const term of within(claims)) {
    const isReplaced = isCostly(term);
    hasProduct ||= isReplaced;
    if (isReplaced) results.set(term, variable(`product #${term}`, sortOf(term)));
    else results.set(term, isVariable(term) ? term : rebuilt(term, (part) => results.get(part)!));
  }
  return hasProduct ? claims.map((claim) => results.get(claim)!) : undefined;
}

function isCostly(term: Term): boolean {
  if (kindOf(term) !== Kind.Multiply || sortOf(term) <= NARROW_BITS) return false;
  return ![first(term), second(term)].some((factor) => isLiteral(factor) && isCheap(factor));
}

/** Few ones, or few but for the sign. */
function isCheap(factor: Term): boolean {
  const value = bigintOf(factor);
  const negated = BigInt.asUintN(sortOf(factor), -value);
  return Math.min(onesOf(value), onesOf(negated)) <= CHEAP_ONES_MAX;
}

const onesOf = (value: bigint) => value.toString(2).replaceAll("0", "").length;
