/** The judge is judged: faults planted in the kernel's source must be noticed, in short histories. */
import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, test } from "node:test";
import { plantInModule } from "@ashlar/rapilog/mutants";
import { sampleOfRun } from "@ashlar/rapilog/random";
import { type Found, search } from "../search.js";
import { FAULTS, KERNEL } from "./all.js";

/** A run tries so many; all with ASHLAR_EVERY=1. */
const SAMPLE = 8;
const STEPS = 200_000;
const STEPS_SHOWN_MAX = 60;

/** A kernel that does not even boot as it must is found out too. */
function judged(seed: number, kernel: Uint8Array): Pick<Found, "failure"> {
  try {
    return search(seed, STEPS, kernel);
  } catch (error) {
    return { failure: { seed, steps: [], message: String(error) } };
  }
}

describe("a planted fault is noticed:", () => {
  // The same histories each time, so that what was noticed once always is.
  const seed = 1;
  for (const mutant of sampleOfRun("kernel mutants", FAULTS, SAMPLE))
    test(mutant.fault, async () => {
      const directory = mkdtempSync(join(tmpdir(), "ashlar-mutant-"));
      try {
        const compiled = await plantInModule(KERNEL, mutant, directory);
        const { failure } = judged(seed, new Uint8Array(readFileSync(compiled)));
        assert.ok(failure, "kernel and specification agree in spite of it");
        assert.ok(failure.steps.length <= STEPS_SHOWN_MAX, `${failure.steps.length} steps show it`);
      } finally {
        rmSync(directory, { recursive: true, force: true });
      }
    });
});
