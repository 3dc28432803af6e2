/**
 * By how much a round changes a value, where that is the same number in every round. Two such values
 * go along with each other by a factor, whatever that is: so a compiler keeps one of them only, and
 * puts the other's end into its words.
 */
import {
  bigintOf,
  constant,
  equal,
  extract,
  isLiteral,
  mul,
  sortOf,
  sub,
  type Term,
  ule,
} from "@ashlar/logic";
import type { Candidate, Read } from "./candidate.js";
import type { Location } from "./node.js";

/** Undefined: not the same in every round. */
export type Strides = ReadonlyMap<Location, bigint | undefined>;

/** Takes note of one round of a value that it changes. */
export function noteStride(
  strides: Map<Location, bigint | undefined>,
  place: Location,
  [before, after]: readonly [Term, Term],
): void {
  const change = strideOf(before, after);
  const isSame = !strides.has(place) || strides.get(place) === change;
  strides.set(place, isSame ? change : undefined);
}

/** A register may hold an integer of 32 bits, extended: its low half goes along anyway. */
function strideOf(before: Term, after: Term): bigint | undefined {
  const change = sub(after, before);
  if (isLiteral(change)) return BigInt.asIntN(sortOf(change), bigintOf(change));
  if (sortOf(change) <= 32) return undefined;
  const low = extract(change, 31, 0);
  return isLiteral(low) ? BigInt.asIntN(32, bigintOf(low)) : undefined;
}

/**
 * The factor f for which `one − f·other` stays, among integers of so many bits; undefined where there
 * is none, or where it is not known how they change.
 */
export function factorBetween(
  strides: Strides,
  one: Location,
  other: Location,
  bits: number,
): bigint | undefined {
  const [change, by] = [strides.get(one), strides.get(other)];
  if (!change || !by) return undefined;
  let [up, down] = [change, by];
  while (up % 2n === 0n && down % 2n === 0n) [up, down] = [up / 2n, down / 2n];
  if (down % 2n === 0n) return undefined;
  return BigInt.asIntN(bits, up * inverse(down, bits));
}

/**
 * That a value is only come to in its strides, and none of them leads beyond a limit. So a loop that
 * ends where its counter is equal to something does not go past that.
 */
export function stridesTo(
  place: Location,
  value: Read,
  { stride, start, limits }: { stride: bigint; start: Term; limits: readonly Term[] },
): Candidate[] {
  const bits = sortOf(start);
  let zeros = 0;
  while (zeros < bits && BigInt.asUintN(zeros + 1, stride) === 0n) zeros++;
  if (zeros === bits) return [];
  const odd = BigInt.asUintN(bits - zeros, stride >> BigInt(zeros));
  const width = bits - zeros;
  const rest = (of: Term) => extract(sub(of, start), zeros - 1, 0);
  const rounds = (of: Term) =>
    mul(extract(sub(of, start), bits - 1, zeros), constant(width, inverse(odd, width)));
  const found: Candidate[] = [];
  if (zeros > 0)
    found.push({
      says: `${place} stays modulo 2^${zeros}`,
      holds: (at) => equal(rest(value(at)), constant(zeros, 0)),
    });
  for (const limit of limits) {
    const most = rounds(limit);
    if (isLiteral(most) && (zeros === 0 || rest(limit) === constant(zeros, 0)))
      found.push({
        says: `${place} is come to in ${bigintOf(most)} rounds at most`,
        holds: (at) => ule(rounds(value(at)), most),
      });
  }
  return found;
}

/** Of an odd number, modulo a power of two: Newton's iteration doubles the bits that are right. */
function inverse(odd: bigint, bits: number): bigint {
  let found = odd;
  for (let right = 3; right < bits; right *= 2) found *= 2n - odd * found;
  return BigInt.asUintN(bits, found);
}
