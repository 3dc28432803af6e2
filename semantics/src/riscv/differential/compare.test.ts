import assert from "node:assert/strict";
import { test } from "node:test";
import { randomOfRun } from "@ashlar/rapilog/random";
import { COMPILER, EMULATOR, missing } from "../testing/tools.js";
import { compare, judged } from "./compare.js";
import { makeDriver } from "./image.js";

const BLOCKS = 500;

test("some thousand random instructions do what QEMU does", (t) => {
  const skipped = missing(COMPILER, EMULATOR);
  if (skipped !== undefined) return t.skip(skipped);
  const { seed } = randomOfRun("blocks for QEMU");
  const { instructions, exceptions, differences } = compare(judged(makeDriver(), seed, BLOCKS));
  assert.deepEqual(differences.slice(0, 3), []);
  assert.ok(instructions > 20 * BLOCKS && exceptions > 0, `${instructions} instructions`);
});
