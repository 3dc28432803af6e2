/** States in which counterexamples are looked for before the solver is asked. */
import { ArrayValue, type Assignment, type Term, type Value } from "@ashlar/logic";
import { Random } from "@ashlar/rapilog/random";
import type { Moment } from "../core.js";

const [GUESSES, WINDOW_BYTES, PAGES] = [4, 512, 2n];

/** States around a bucket at some address: what is in it is random, and small numbers elsewhere. */
export function guessesAt(
  { moment, bucket, others }: { moment: Moment; bucket: Term; others: readonly Term[] },
  address: number,
): Assignment[] {
  return Array.from({ length: GUESSES }, (_, seed) => {
    const random = new Random(seed + 1);
    const small = () => BigInt(random.below(64));
    const globals = moment.globals.filter((term) => term !== undefined);
    const elements = new Map<bigint, bigint>();
    for (let at = address; at < address + WINDOW_BYTES; at++)
      elements.set(BigInt(at), BigInt(random.chance(0.3) ? 0 : random.below(256)));
    return new Map<Term, Value>([
      ...[...globals, ...others].map((term): [Term, Value] => [term, small()]),
      [moment.memory, new ArrayValue(0n, elements)],
      [moment.pages, PAGES],
      [bucket, BigInt(address / 64)],
    ]);
  });
}
