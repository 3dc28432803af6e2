import assert from "node:assert/strict";
import { test } from "node:test";
import { randomOfRun } from "@ashlar/rapilog/random";
import type { Meaning } from "../rows/row.js";
import { ROWS } from "../rows/table.js";
import { COMPILER, EMULATOR, missing } from "../testing/tools.js";
import { compare, judged } from "./compare.js";
import { makeDriver } from "./image.js";

const BLOCKS = 2048;
/** They do nothing that shows, are not in blocks, or are wrong in QEMU (`choose.ts`). */
const NOT_SEEN = ["fence", "fence.i", "wfi", "sfence.vma", "ctzw"];

const skip = missing(COMPILER, EMULATOR) ?? false;

/** What happens while an instruction does nothing. */
function without<Result>(row: { meaning: Meaning }, happen: () => Result): Result {
  const { meaning } = row;
  row.meaning = () => {};
  try {
    return happen();
  } finally {
    row.meaning = meaning;
  }
}

test("random instructions do what QEMU does, and one that did nothing would be noticed", {
  skip,
}, () => {
  const { seed } = randomOfRun("blocks for QEMU");
  const blocks = judged(makeDriver(), seed, BLOCKS);
  const { instructions, differences } = compare(blocks);
  assert.deepEqual(differences.slice(0, 3), []);
  assert.ok(instructions > 20 * BLOCKS, `${instructions} instructions`);
  for (const row of ROWS.filter(({ name }) => !NOT_SEEN.includes(name))) {
    const { differences: seen } = without(row, () => compare(blocks, 1));
    assert.ok(seen.length > 0, `${row.name} may do nothing`);
  }
});
