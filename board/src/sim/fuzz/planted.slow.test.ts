/** The fuzzer is judged: kernels with a fault are found out, and by few steps. */
import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, test } from "node:test";
import { plantInModule } from "@ashlar/rapilog/mutants";
import { sampleOfRun } from "@ashlar/rapilog/random";
import { fuzz } from "./fuzz.js";
import { FAULTS, KERNEL } from "./planted.js";

/** A run tries so many; all with ASHLAR_EVERY=1. */
const SAMPLE = 4;
const CALLS = 1_000_000;
const STEPS_SHOWN_MAX = 60;

describe("a planted fault is noticed:", () => {
  for (const mutant of sampleOfRun("faults for bad calls", FAULTS, SAMPLE))
    test(mutant.fault, async () => {
      const directory = mkdtempSync(join(tmpdir(), "ashlar-planted-"));
      try {
        const compiled = await plantInModule(KERNEL, mutant, directory);
        const kernel = new Uint8Array(readFileSync(compiled));
        const { failure, calls } = fuzz({ calls: CALLS, seed: 1, kernel });
        assert.ok(failure, `${calls} calls notice nothing`);
        assert.ok(failure.steps.length <= STEPS_SHOWN_MAX, `${failure.steps.length} steps show it`);
      } finally {
        rmSync(directory, { recursive: true, force: true });
      }
    });
});
