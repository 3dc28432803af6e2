/** Programs as they were built are refuted of nothing, whatever state they are run in. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { sampleOfRun } from "@ashlar/rapilog/random";
import { buildProgram, missingFor } from "../corpus/build.js";
import { SETTINGS } from "../corpus/compilers.js";
import { corpusPrograms, moduleOf } from "../corpus/programs.js";
import { inputsOf } from "../inputs.js";
import { instanceLayout } from "../layout.js";
import { Target } from "../target.js";
import { refutation } from "./replay.js";

const PROGRAMS = 3;

for (const setting of SETTINGS)
  test(`nothing of the corpus is refuted (${setting.name})`, async (t) => {
    const lost = missingFor(setting);
    if (lost !== undefined) return t.skip(lost);
    for (const program of sampleOfRun("programs", corpusPrograms(), PROGRAMS)) {
      const wasm = moduleOf(program);
      const inputs = inputsOf(wasm, await buildProgram(wasm, program.name, setting));
      if (inputs.kind === "refused") assert.fail(inputs.reason);
      const { module, program: machine, pairs } = inputs;
      const target = new Target(module, machine, instanceLayout(module), pairs);
      for (const { index, name, symbol } of pairs)
        if (symbol !== undefined)
          assert.equal(refutation(target, index, symbol.address), undefined, name);
    }
  });
