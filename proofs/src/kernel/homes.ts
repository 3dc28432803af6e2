/** An address space in which random histories begin: tables, and frames of all kinds in them. */
import * as numbers from "@ashlar/kernel/interface";
import type { Random } from "@ashlar/rapilog/random";
import type { Step } from "./history.js";
import { copy, DEVICE_SLOT, DMA_SLOT, MADE, make, mint, step } from "./plan.js";

const { FRAME, ROOT_TABLE, MIDDLE_TABLE, LEAF_TABLE, READ, WRITE, EXECUTE } = numbers;

/** Of what is planned. */
const [ROOT, MIDDLE, LEAF, ONE, OTHER] = [11, 12, 13, 14, 15];
/**
 * Capabilities that may map: two holders of a frame, two with one badge, and of each other kind; one
 * perhaps with a badge that is too large.
 */
const MINTED = MADE + OTHER + 1;

export const INDICES = [0, 1, 2, 511];
export const USES = [READ, READ | WRITE, READ | EXECUTE, READ | WRITE | EXECUTE];

/** These threads are mostly put into it. */
export function homes(random: Random, threads: readonly number[]): Step[] {
  const index = () => random.pick(INDICES);
  const frames = [
    mint(MADE + ONE, MINTED, 1),
    mint(MADE + ONE, MINTED + 1, 2, READ | EXECUTE),
    mint(MADE + ONE, MINTED + 2, 1),
    mint(MADE + OTHER, MINTED + 3, random.pick([4, 5])),
    mint(DEVICE_SLOT, MINTED + 4, 1),
    mint(DMA_SLOT, MINTED + 5, 3),
  ];
  // Tables that may not be changed.
  const weak = [ROOT, MIDDLE, LEAF].map((at, index) =>
    copy(MADE + at, MINTED + frames.length + index, READ),
  );
  const objects = [ROOT_TABLE, MIDDLE_TABLE, LEAF_TABLE, FRAME, FRAME];
  return [
    ...objects.map((type, at) => make(ROOT + at, type)),
    step(numbers.TABLE_MAP, MADE + MIDDLE, MADE + ROOT, index()),
    step(numbers.TABLE_MAP, MADE + LEAF, MADE + MIDDLE, index()),
    ...frames,
    ...(random.chance(0.5) ? weak : []),
    ...frames.map((_, at) =>
      step(numbers.FRAME_MAP, MINTED + at, MADE + LEAF, index(), random.pick(USES)),
    ),
    ...threads.map((at) =>
      step(
        numbers.THREAD_SET_ADDRESS_SPACE,
        MADE + at,
        random.chance(0.7) ? MADE + ROOT : numbers.ROOT_SPACE_SLOT,
      ),
    ),
  ];
}
