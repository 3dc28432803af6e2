/** The fuzzer is judged: kernels with a fault are found out, and by few steps. */
import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, test } from "node:test";
import { fileURLToPath } from "node:url";
import { type Mutant, plantInModule, type SourceModule } from "@ashlar/rapilog/mutants";
import { sampleOfRun } from "@ashlar/rapilog/random";
import { fuzz } from "./fuzz.js";

const KERNEL: SourceModule = {
  room: fileURLToPath(new URL("..", import.meta.resolve("@ashlar/kernel/layout"))),
  folders: ["assembly", "src"],
  name: "kernel",
};
/** A run tries so many; all with ASHLAR_EVERY=1. */
const SAMPLE = 4;
const CALLS = 300_000;
const STEPS_SHOWN_MAX = 60;

const fault = (fault: string, file: string, original: string, planted: string): Mutant => ({
  ...{ fault, file, original, planted },
});

const FAULTS: readonly Mutant[] = [
  fault(
    "an entry of a page table is changed without a fence",
    "mapping.ts",
    "  store<u64>(entryAt(table, index), entry);\n  fence();",
    "  store<u64>(entryAt(table, index), entry);",
  ),
  fault(
    "an index beyond a page table is one",
    "table.ts",
    "index < <u64>TABLE",
    "index <= <u64>TABLE",
  ),
  fault(
    "a slot beyond the last is one",
    "capability.ts",
    "slot < <u64>SLOTS",
    "slot <= <u64>SLOTS",
  ),
  fault(
    "a page becomes an object with what was in it",
    "untyped.ts",
    "  memory.fill(objectAt(page), 0, PAGE_BYTES);\n",
    "",
  ),
  fault(
    "an endpoint is freed while threads wait",
    "untyped.ts",
    "if (isAwaited(page)) return drain(page);",
    "",
  ),
  fault(
    "a slot's upper half is not looked at",
    "capability.ts",
    "return slot < <u64>SLOTS;",
    "return <u32>slot < <u32>SLOTS;",
  ),
  fault(
    "a page number may be any",
    "untyped.ts",
    "page >= <u64>firstOf(untyped) && page < <u64>endOf(untyped)",
    "page >= <u64>firstOf(untyped)",
  ),
  fault(
    "a thread that stops stays in its queue",
    "thread.ts",
    "  if (state == READY && thread != current()) dequeue(thread);\n",
    "",
  ),
];

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
