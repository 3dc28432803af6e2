/**
 * The judge is judged: faults planted in the core's source, one at a time, must each be noticed by
 * the record and history tests. A mutant that survives is a hole in the tests.
 */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, test } from "node:test";
import { fileURLToPath } from "node:url";
import { sampleOfRun } from "../random.js";
import { CORE_MUTANTS } from "./core-mutants.js";
import { type Mutant, plantInCore } from "./plant.js";

/** A run tries so many; all with ASHLAR_EVERY=1. */
const SAMPLE = 4;
const room = fileURLToPath(new URL("../..", import.meta.url));

/** A copy of the compiled room with the mutant's wasm; the tests in it are the judges. */
async function plant(mutant: Mutant, directory: string): Promise<void> {
  cpSync(join(room, "dist"), join(directory, "dist"), { recursive: true });
  cpSync(join(room, "package.json"), join(directory, "package.json"));
  symlinkSync(join(room, "../node_modules"), join(directory, "node_modules"));
  await plantInCore(mutant, directory);
}

/** The first judge that notices it is enough. */
function survives(directory: string): boolean {
  const environment = { ...process.env, ASHLAR_SEED: "1" };
  // Or the inner runner would think that it is a child of this one.
  delete (environment as NodeJS.ProcessEnv)["NODE_TEST_CONTEXT"];
  return ["record", "crowded", "history"].every((name) => {
    const judge = join(directory, `dist/${name}.test.js`);
    return spawnSync(process.execPath, [judge], { env: environment }).status === 0;
  });
}

describe("a planted fault is noticed:", () => {
  for (const mutant of sampleOfRun("core mutants", CORE_MUTANTS, SAMPLE)) {
    test(mutant.fault, async () => {
      const directory = mkdtempSync(join(tmpdir(), "ashlar-mutant-"));
      try {
        await plant(mutant, directory);
        assert.equal(survives(directory), false, "the tests pass with this fault in the core");
      } finally {
        rmSync(directory, { recursive: true, force: true });
      }
    });
  }
});

test("without a fault, the same copy passes", async () => {
  const directory = mkdtempSync(join(tmpdir(), "ashlar-mutant-"));
  try {
    const harmless = { fault: "", file: "record.ts", original: "PAD: u32", planted: "PAD: u32" };
    await plant(harmless, directory);
    assert.equal(survives(directory), true);
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
});
