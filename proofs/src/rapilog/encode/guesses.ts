/** States of a checksum's loop in which counterexamples are looked for before the solver is asked. */
import { ArrayValue, type Assignment, sortOf, type Term, type Value } from "@ashlar/logic";
import { Random } from "@ashlar/rapilog/random";
import type { Moment } from "../core.js";
import { anyAddress } from "../terms.js";
import { ROUND_BYTES } from "./checksum.js";
import { left, type Places } from "./loops.js";

const [SOURCE, TARGET] = [4096, 8192];
/** Bytes around the source and the target that are not zero. */
const WINDOW_BYTES = 512;
const GUESSES = 4;

/** States with so many rounds left: the ranges are apart, and what is in them is random. */
export function guessesOf(
  places: Places,
  moment: Moment,
  locals: readonly Term[],
  rounds = 2,
): Assignment[] {
  return Array.from({ length: GUESSES }, (_, seed) => {
    const random = new Random(seed + 1);
    const values = new Map<Term, Value>(
      locals.map((local) => [local, BigInt.asUintN(sortOf(local), word(random))]),
    );
    const set = (place: number | undefined, value: number) => {
      if (place !== undefined) values.set(locals[place]!, BigInt(value));
    };
    const start = places.source === undefined ? SOURCE : ROUND_BYTES;
    const bytes = rounds * ROUND_BYTES;
    set(places.bytes, start + bytes);
    set(places.at, start);
    values.set(left(), BigInt(bytes));
    set(places.source, SOURCE - ROUND_BYTES);
    set(places.target, TARGET - ROUND_BYTES);
    values.set(moment.pages, 1n);
    values.set(moment.memory, memory(random));
    values.set(anyAddress(), BigInt(TARGET + 32 + random.below(16)));
    return values;
  });
}

const word = (random: Random) =>
  (BigInt(random.below(2 ** 32)) << 32n) | BigInt(random.below(2 ** 32));

function memory(random: Random): ArrayValue {
  const elements = new Map<bigint, bigint>();
  for (const range of [SOURCE, TARGET])
    for (let at = range - WINDOW_BYTES; at < range + WINDOW_BYTES; at++)
      elements.set(BigInt(at), BigInt(random.below(256)));
  return new ArrayValue(0n, elements);
}
