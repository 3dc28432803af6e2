/** What undoes the parts of the checksum: the witnesses that nothing is lost in them. */
import { add, constant, lshr, mul, rotl, sub, type Term, xor, zeroExtend } from "@ashlar/logic";
import { number64 } from "../terms.js";
import { FACTORS, type Factors, P3, ROTATION, step } from "./checksum.js";

/** The number that gives 1 with an odd one, modulo 2^64, by Newton's iteration. */
export function inverseOf(odd: bigint): bigint {
  let inverse = odd;
  for (let bits = 3; bits < 64; bits *= 2)
    inverse = BigInt.asUintN(64, inverse * (2n - odd * inverse));
  return inverse;
}

/** The sum that a step rotated and multiplied. */
function sumBefore(result: Term, { ofState }: Factors): Term {
  const rotated = mul(result, number64(inverseOf(ofState)));
  return rotl(rotated, number64(64 - ROTATION));
}

/** The word that a step took in. */
export function wordOf(state: Term, result: Term, factors = FACTORS): Term {
  return mul(sub(sumBefore(result, factors), state), number64(inverseOf(factors.ofWord)));
}

/** The state before a step. */
export function stateBefore(word: Term, result: Term, factors = FACTORS): Term {
  return sub(sumBefore(result, factors), mul(word, number64(factors.ofWord)));
}

/** A lane of the chain, from the chain's result and the other lanes. */
export function laneOf(which: number, bytes: Term, lanes: readonly Term[], result: Term): Term {
  const start = add(number64(P3), zeroExtend(bytes, 64));
  const before = lanes.slice(0, which).reduce((state, lane) => step(state, lane), start);
  const after = lanes.slice(which + 1).reduceRight((last, lane) => stateBefore(lane, last), result);
  return wordOf(before, after);
}

/** What `folded` was made of: its bits, from the highest down, by ever larger shifts. */
export function unfolded(result: Term, shift: number): Term {
  let value = result;
  for (let distance = shift; distance < 64; distance += shift)
    value = xor(value, lshr(result, constant(64, distance)));
  return value;
}
