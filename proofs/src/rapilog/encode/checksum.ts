/**
 * The specification of the log's checksum, over terms: the same text computes on numbers and states
 * theorems on variables. Only what a person must believe is here: which function of the bytes the
 * checksum is. `rapilog/assembly/checksum.ts` says why it is this one.
 */
import {
  add,
  bigintOf,
  constant,
  lshr,
  mark,
  mul,
  release,
  rotl,
  type Term,
  xor,
  zeroExtend,
} from "@ashlar/logic";
import { number64 } from "../terms.js";

/** The odd numbers that a step multiplies with. */
export interface Factors {
  readonly ofWord: bigint;
  readonly ofState: bigint;
}

export const P1 = 0x9e37_79b1_85eb_ca87n;
export const P2 = 0xc2b2_ae3d_27d4_eb4fn;
export const P3 = 0x1656_67b1_9e37_79f9n;

export const FACTORS: Factors = { ofWord: P2, ofState: P1 };
export const ROTATION = 31;
/** How far the two shifts of the last mixing go. */
export const MIX_SHIFTS = { first: 32, second: 29 } as const;

export const ROUND_BYTES = 32;
/** What the four lanes a, b, c and d start with. */
export const LANES_START: readonly bigint[] = [P1, P2, 0n, P3];

/** One step: a state takes in a word. */
export function step(state: Term, word: Term, { ofWord, ofState } = FACTORS): Term {
  const sum = add(state, mul(word, number64(ofWord)));
  return mul(rotl(sum, number64(ROTATION)), number64(ofState));
}

/** The four lanes taken in one after the other. */
export function chain(bytes: Term, lanes: readonly Term[], factors = FACTORS): Term {
  const start = add(number64(P3), zeroExtend(bytes, 64));
  return lanes.reduce((state, lane) => step(state, lane, factors), start);
}

/** A value and its upper bits laid over the lower ones. */
export const folded = (value: Term, shift: number) => xor(value, lshr(value, number64(shift)));

export function mix(state: Term): Term {
  const first = folded(state, MIX_SHIFTS.first);
  return folded(mul(first, number64(P2)), MIX_SHIFTS.second);
}

/** The checksum from the lanes after the last round, and from the length (32 bits). */
export const finish = (bytes: Term, lanes: readonly Term[]) => mix(chain(bytes, lanes));

/** The checksum of bytes, as a number. Their count is a multiple of 32. */
export function checksumOf(bytes: Uint8Array): bigint {
  const start = mark();
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let lanes = LANES_START.map(number64);
  for (let at = 0; at < bytes.length; at += ROUND_BYTES)
    lanes = lanes.map((lane, which) =>
      step(lane, number64(view.getBigUint64(at + 8 * which, true))),
    );
  const sum = bigintOf(finish(constant(32, bytes.length), lanes));
  release(start);
  return sum;
}
