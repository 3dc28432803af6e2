/** Numbers at which integer instructions change their behaviour. */
import type { Random } from "@ashlar/rapilog/random";

const SMALL = [0n, 1n, 2n, 3n, 7n, 8n, 31n, 32n, 33n, 63n, 64n, 65n, 0x7fn, 0x80n, 0xffn, 0x100n];
const POWERS = [15n, 16n, 31n, 32n, 33n, 47n, 62n, 63n];

/** Edge values of a width, unsigned. */
export function edges(width: number): bigint[] {
  const around = POWERS.flatMap((power) => [2n ** power - 1n, 2n ** power, 2n ** power + 1n]);
  const patterns = [0x5555555555555555n, 0xaaaaaaaaaaaaaaaan, 0x0123456789abcdefn];
  const all = [...SMALL, ...around, ...patterns];
  return [...new Set([...all, ...all.map((value) => -value)].map((v) => BigInt.asUintN(width, v)))];
}

const EDGES = new Map([32, 64].map((width) => [width, edges(width)]));

/** Any number of this width, the edges more often. */
export function anyValue(random: Random, width: number): bigint {
  if (random.chance(0.6)) return random.pick(EDGES.get(width)!);
  const low = BigInt(random.below(2 ** 32));
  return width === 32 ? low : (BigInt(random.below(2 ** 32)) << 32n) | low;
}
