/**
 * Every program of the corpus does on our RISC-V what its module does in V8, whoever compiled it;
 * and the comparison notices if it does not.
 */
import assert from "node:assert/strict";
import { test } from "node:test";
import { Random, randomOfRun, sampleOfRun } from "@ashlar/rapilog/random";
import { buildProgram, missingFor } from "./build.js";
import { SETTINGS } from "./compilers.js";
import { MUTANT_KINDS, mutantsOf } from "./mutants.js";
import { corpusPrograms, moduleOf } from "./programs.js";
import { subjectOf } from "./subject.js";
import { differenceOf } from "./trial.js";

const OPTIONS = { histories: 4, calls: 12 };
const THOROUGH = { histories: 10, calls: 20 };
/** Of each setting; all with ASHLAR_EVERY=1. */
const PROGRAMS = 12;

for (const setting of SETTINGS)
  test(`the corpus on RISC-V is the corpus in V8 (${setting.name})`, async (t) => {
    const lost = missingFor(setting);
    if (lost !== undefined) return t.skip(lost);
    const random = randomOfRun(`the corpus by ${setting.name}`);
    for (const program of sampleOfRun("programs", corpusPrograms(), PROGRAMS)) {
      const subject = await subjectOf(program, setting);
      assert.equal(differenceOf(subject, random, OPTIONS), undefined, program.name);
    }
  });

test("the comparison notices wrong instructions of each kind", async (t) => {
  const [, setting] = SETTINGS;
  const lost = missingFor(setting!);
  if (lost !== undefined) return t.skip(lost);
  const program = corpusPrograms().find(({ name }) => name === "ring_buffer")!;
  const { name } = await subjectOf(program, setting!);
  const elf = await buildProgram(moduleOf(program), program.name, setting!);
  const isTried = (symbol: string) =>
    program.trials.some((one) => symbol === `w2c_${name}_${one.name}`);
  const mutants = mutantsOf(elf, isTried, 1, 60);
  const noticed = new Map(MUTANT_KINDS.map((kind) => [kind, 0]));
  for (const { kind, elf: wrong } of mutants) {
    const subject = await subjectOf(program, setting!, wrong);
    if (differenceOf(subject, new Random(1), THOROUGH) !== undefined)
      noticed.set(kind, noticed.get(kind)! + 1);
  }
  t.diagnostic(`of ${mutants.length}: ${[...noticed].map((pair) => pair.join(" ")).join(", ")}`);
  for (const [kind, count] of noticed) assert.ok(count > 0, kind);
});
