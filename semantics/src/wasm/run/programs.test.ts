import assert from "node:assert/strict";
import { test } from "node:test";
import { Random, randomOfRun } from "@ashlar/rapilog/random";
import { readModule } from "../read/read.js";
import { ROWS } from "../rows/table.js";
import { compareProgram, comparePrograms } from "../testing/compare.js";
import { type Program, randomProgram } from "../testing/programs.js";

test("random programs do the same here and in V8", () => {
  comparePrograms(randomOfRun("random programs").seed, 250);
});

test("random programs hold every instruction that is executed", () => {
  const seen = new Set<string>();
  for (let seed = 0; seed < 250; seed++) {
    const reading = readModule(randomProgram(new Random(seed)).bytes);
    if (reading.kind === "fault") assert.fail(reading.fault.message);
    for (const { code } of reading.module.functions)
      for (const row of code!.rows) seen.add(ROWS[row]!.name);
  }
  const missing = ROWS.filter(({ isRefused, name }) => !isRefused && !seen.has(name));
  // A block leaves nothing in decoded code, so it is not seen there.
  assert.deepEqual(
    missing.map(({ name }) => name),
    ["block"],
  );
});

/** Loops count by these; with others in their place they might go round for ever. */
const COUNTING = ["i32.add", "i32.lt_u"];

/** The program with one of its numeric instructions changed to another of the same type. */
function spoiled({ bytes, functions }: Program, random: Random): Program | undefined {
  const reading = readModule(bytes);
  if (reading.kind === "fault") assert.fail(reading.fault.message);
  const numeric = reading.module.functions.flatMap(({ code }) =>
    [...code!.rows.entries()]
      .filter(([, row]) => ROWS[row]!.immediates === "none" && ROWS[row]!.signature !== undefined)
      .map(([at, row]) => ({ row: ROWS[row]!, offset: code!.offsets[at]! }))
      .filter(({ row }) => !COUNTING.includes(row.name)),
  );
  if (numeric.length === 0) return undefined;
  const { row, offset } = random.pick(numeric);
  const type = JSON.stringify(row.signature);
  const others = ROWS.filter(
    (other) =>
      !other.isRefused &&
      other !== row &&
      other.immediates === "none" &&
      JSON.stringify(other.signature) === type,
  );
  if (others.length === 0) return undefined;
  const copy = bytes.slice();
  copy[offset] = random.pick(others).opcode;
  return { bytes: copy, functions };
}

test("a program of which one instruction is another is told apart, where that is ever reached", () => {
  let [told, all] = [0, 0];
  for (let seed = 0; seed < 150; seed++) {
    const random = new Random(seed);
    const program = randomProgram(random);
    const other = spoiled(program, random);
    if (other === undefined) continue;
    all += 1;
    try {
      compareProgram(program, random, "spoiled", new Map(), other.bytes);
    } catch (error) {
      assert.ok(error instanceof assert.AssertionError);
      told += 1;
    }
  }
  assert.ok(all > 100 && told > all / 10, `${told} of ${all} were told apart`);
});
