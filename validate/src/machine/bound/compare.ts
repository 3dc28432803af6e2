/** What is proved of how much entries take, beside what runs took. */
import { Random } from "@ashlar/rapilog/random";
import { type Measured, measureRuns } from "../runs/runs.js";
import type { Subject } from "../subject.js";
import { imageOf } from "../trap/image.js";
import type { Bound } from "./bounds.js";
import { BOUNDED, EntryBounds } from "./entries.js";

export interface EntryTaken {
  readonly entry: string;
  readonly bound: Pick<Bound, "instructions" | "stack_bytes">;
  /** Null: no history came to it. */
  readonly measured: Measured | null;
}

export interface TakenReport {
  readonly entries: readonly EntryTaken[];
  /** Where the image left something else than WebAssembly. */
  readonly different: string | null;
}

/** Every entry of the kernel's image, and so many steps of random histories. */
export function takenBy({ program }: Subject, seed: number, steps: number): TakenReport {
  const image = imageOf(program);
  const bounds = new EntryBounds(image);
  const { measured, different = null } = measureRuns(image, new Random(seed), steps);
  const entries = BOUNDED.map((entry) => {
    const { instructions, stack_bytes } = bounds.of(entry);
    return { entry, bound: { instructions, stack_bytes }, measured: measured.get(entry) ?? null };
  });
  return { entries, different };
}
