/** The lines that are to be changed are in the kernel's source as it is. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { FAULTS, KERNEL } from "./planted.js";

for (const { fault, file, original } of FAULTS)
  test(`there is a place for: ${fault}`, () => {
    const source = readFileSync(join(KERNEL.room, "assembly", file), "utf8");
    assert.ok(source.includes(original), `${file} has ${original}`);
  });
