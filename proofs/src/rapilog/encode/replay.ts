/** Counterexamples to what is said of the checksum's loops, shown in V8. */
import type { Replayed } from "../../prove/statement.js";
import { traceOf } from "../trace/trace.js";
import { bytesFrom, type Wrong, wrongChecksum, wrongRecord } from "../v8.js";
import { wrongContents } from "../v8-contents.js";
import { wrongAcceptance } from "../v8-recovery.js";
import type { Places } from "./loops.js";

/** A counterexample may need luck to show: what follows its words is tried so often. */
const TRIES = 8;
const [SUMMED_BYTES, WRITTEN_BYTES] = [64, 512];

/**
 * What V8 makes of bytes that begin with a counterexample's words. A loop cannot be entered in its
 * middle from outside, so this is a whole call, whose first round takes in these words.
 */
export function replayed(
  core: Uint8Array,
  { source }: Places,
  words: readonly bigint[] = [],
): Replayed {
  for (let seed = 1; seed <= TRIES; seed++) {
    const wrong =
      source === undefined
        ? wrongChecksum(core, bytesFrom(words, SUMMED_BYTES, seed))
        : wrongRecord(core, bytesFrom(words, WRITTEN_BYTES, seed));
    if (wrong !== undefined) return shown(core, wrong);
  }
  return NO_DIFFERENCE;
}

const shown = (core: Uint8Array, { says, run }: Wrong): Replayed => ({
  says: `V8: ${says}`,
  trace: () => traceOf(core, run),
});

export const NO_DIFFERENCE: Replayed = { says: "V8 shows no difference" };

/** What V8 makes of records that are right and of damaged ones. */
export function replayedRecovery(core: Uint8Array): Replayed {
  const wrong = wrongAcceptance(core);
  return wrong === undefined ? NO_DIFFERENCE : shown(core, wrong);
}

/** What V8 makes of the disk's contents in histories of writes, ranges and recoveries. */
export function replayedContents(core: Uint8Array): Replayed {
  const wrong = wrongContents(core);
  return wrong === undefined ? NO_DIFFERENCE : shown(core, wrong);
}

/** Sectors of a grain, and of a payload: parts of grains, a grain and a part, and whole grains. */
const PARTIAL_WRITES = [
  [8, 3],
  [8, 9],
  [1, 2],
] as const;

/** What V8 makes of writes that fill their last grain in part. */
export function replayedPartialWrite(core: Uint8Array): Replayed {
  for (const [grainSectors, sectors] of PARTIAL_WRITES) {
    const wrong = wrongRecord(core, bytesFrom([], sectors * WRITTEN_BYTES, 1), grainSectors);
    if (wrong !== undefined) return shown(core, wrong);
  }
  return NO_DIFFERENCE;
}
