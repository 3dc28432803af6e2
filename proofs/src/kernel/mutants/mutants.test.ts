/** Each fault can be planted: what it replaces stands in the kernel's source as it is now. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { FAULTS, KERNEL } from "./all.js";

test("what a fault replaces is there, and is replaced by something else", () => {
  for (const { fault, file, original, planted } of FAULTS) {
    const source = readFileSync(join(KERNEL.room, "assembly", file), "utf8");
    assert.ok(source.includes(original), `${fault}: ${file} has no such place`);
    assert.notEqual(planted, original, fault);
  }
});

test("no two faults have one name", () => {
  const names = FAULTS.map(({ fault }) => fault);
  assert.equal(new Set(names).size, names.length);
});
