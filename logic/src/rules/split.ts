/** A term seen as a multiple of a power of two and what is added to it, as addresses in pages are. */
import { add, concat, extract } from "../term/build.js";
import { bigintOf, constant, powerOfTwo } from "../term/constant.js";
import { Kind } from "../term/kind.js";
import {
  first,
  isLiteral,
  kindOf,
  second,
  secondInteger,
  sortOf,
  type Term,
  third,
} from "../term/table.js";
import { parts } from "../term/walk.js";
import { lowZeros } from "./low-zeros.js";
import { summands } from "./sums.js";

export interface Split {
  /** The multiple divided by the power. */
  readonly multiple: Term;
  /** As wide as the term; the whole is the multiple times the power plus this. */
  readonly rest: Term;
}

/** Bits of a multiple of 2^k that begin below bit k, with the zeros of the multiple as such. */
function withZeros(term: Term): Term {
  if (kindOf(term) === Kind.Concat) return concat(first(term), withZeros(second(term)));
  if (kindOf(term) !== Kind.Extract || kindOf(first(term)) !== Kind.Multiply) return term;
  const [whole, low] = [first(term), secondInteger(term)];
  const exponent = isLiteral(first(whole)) ? powerOfTwo(first(whole)) : -1;
  const high = low + sortOf(term) - 1;
  if (exponent <= low || exponent > high) return term;
  return concat(extract(second(whole), high - exponent, 0), constant(exponent - low, 0));
}

/** The summands of a term that are multiples of 2^bit, and the others. */
export function split(term: Term, bit: number): Split {
  const width = sortOf(term);
  const zero = constant(width, 0);
  let [whole, rest] = [zero, zero];
  for (const part of summands(term).map(withZeros))
    if (isLiteral(part)) {
      const low = bigintOf(part) & ((1n << BigInt(bit)) - 1n);
      whole = add(constant(width, bigintOf(part) - low), whole);
      rest = add(constant(width, low), rest);
    } else if (lowZeros(part) >= bit) whole = add(part, whole);
    else rest = add(part, rest);
  return { multiple: extract(whole, width - 1, bit), rest };
}

/** Of a choice: the condition and both sides. */
export function choiceOf(term: Term): readonly [Term, Term, Term] | undefined {
  return kindOf(term) === Kind.IfThenElse ? [first(term), second(term), third(term)] : undefined;
}

/** A term as a literal and what it is added to. */
export function literalOf(term: Term): readonly [literal: Term, other: Term] {
  const zero = constant(sortOf(term), 0);
  const [leader, ...others] = summands(term);
  if (!isLiteral(leader!)) return [zero, term];
  return [leader!, others.reduceRight((sum, part) => add(part, sum), zero)];
}

/** Operators by which addresses are computed. */
const ARITHMETIC = new Set<Kind>([
  ...[Kind.Add, Kind.Multiply, Kind.Extract, Kind.Concat],
  ...[Kind.And, Kind.Or, Kind.ShiftLeft, Kind.ShiftRight],
]);

/** A choice from which a term is computed, if there is one: neither within a read nor a condition. */
export function choiceWithin(term: Term): Term | undefined {
  const stack = [term];
  for (let part = stack.pop(); part !== undefined; part = stack.pop()) {
    if (kindOf(part) === Kind.IfThenElse) return part;
    if (ARITHMETIC.has(kindOf(part))) stack.push(...parts(part));
  }
  return undefined;
}
