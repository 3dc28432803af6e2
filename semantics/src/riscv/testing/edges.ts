/** Numbers at which instructions of 64 bits change their behaviour. */
import type { Random } from "@ashlar/rapilog/random";

const POWERS = [0n, 1n, 2n, 3n, 5n, 6n, 7n, 8n, 15n, 16n, 31n, 32n, 33n, 47n, 62n, 63n];
const PATTERNS = [0n, 0x5555555555555555n, 0x00ff00ff00ff00ffn, 0x0123456789abcdefn];

const around = POWERS.flatMap((power) => [2n ** power - 1n, 2n ** power, 2n ** power + 1n]);
const EDGES = [
  ...new Set(
    [...PATTERNS, ...around].flatMap((value) => [value, ~value, -value]).map((v) => wrapped(v)),
  ),
];

function wrapped(value: bigint): bigint {
  return BigInt.asUintN(64, value);
}

/** Any number, the edges more often. */
export function anyLong(random: Random): bigint {
  if (random.chance(0.6)) return random.pick(EDGES);
  const low = BigInt(random.below(2 ** 32));
  const high = BigInt(random.below(2 ** 32)) << 32n;
  // Words, sign-extended, are what half of the instructions make.
  return random.chance(0.3) ? wrapped(BigInt.asIntN(32, low)) : high | low;
}
