/** Words that look like code: instructions with any operands, some with a bit changed, and noise. */
import type { Random } from "@ashlar/rapilog/random";
import { isShort } from "../decode.js";
import { ROWS, SHORT_ROWS } from "../rows/table.js";

/** Words whose lowest five bits are ones are for instructions of more than 32 bits. */
const LONGER = 0x1f;

/** 16 or 32 bits, by the lowest two of them. */
export function randomWord(random: Random): number {
  for (;;) {
    const word = anyWord(random);
    if ((word & LONGER) !== LONGER) return isShort(word) ? word & 0xffff : word;
  }
}

function anyWord(random: Random): number {
  if (random.chance(0.1)) return random.below(2 ** 32);
  const rows = random.chance(0.7) ? ROWS : SHORT_ROWS;
  const { pattern } = random.pick<{ pattern: { mask: number; match: number } }>(rows);
  const word = (random.below(2 ** 32) & ~pattern.mask) | pattern.match;
  return (random.chance(0.1) ? word ^ (1 << random.below(32)) : word) >>> 0;
}
