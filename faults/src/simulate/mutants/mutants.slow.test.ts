/** A sample of the mutants; all of them are judged by `npm run mutants`. */
import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { describe, test } from "node:test";
import { fileURLToPath } from "node:url";
import { CORE_MUTANTS } from "@ashlar/rapilog/mutants";
import { judgeMutants } from "./index.js";
import { SERVICE_MUTANTS } from "./service-mutants.js";

const SAMPLE = /^(the journal's sync is dropped|a write over zeros|home's sync)/;

test("there are enough, and each can be planted", () => {
  assert.ok(CORE_MUTANTS.length + SERVICE_MUTANTS.length >= 30);
  const root = new URL("../../../../", import.meta.url);
  for (const [folder, mutants] of [
    ["rapilog/assembly/", CORE_MUTANTS],
    ["disk/dist/", SERVICE_MUTANTS],
  ] as const)
    for (const { fault, file, original } of mutants) {
      const path = fileURLToPath(new URL(`${folder}${file}`, root));
      assert.ok(existsSync(path), path);
      assert.ok(readFileSync(path, "utf8").includes(original), `${fault}: ${file} has the line`);
    }
});

describe("a sample is noticed by the simulator", async () => {
  for (const outcome of await judgeMutants({ seed: 1, limit_s: 60, only: SAMPLE, workers: 2 }))
    test(outcome.fault, () => assert.ok(outcome.caught, outcome.message));
});
