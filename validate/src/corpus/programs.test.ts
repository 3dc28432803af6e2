/** The corpus is what it says: many small programs, each tried whole, whose modules are of their C. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { CLANG, missing, runWell } from "@ashlar/board/riscv";
import { buildModule } from "./build.js";
import { WASM_LINKER } from "./compilers.js";
import { ModuleMachine } from "./module.js";
import { corpusPrograms, moduleOf, trialsIn } from "./programs.js";

const programs = corpusPrograms();

test("there are more than forty programs of one to five functions", () => {
  assert.ok(programs.length >= 40, `${programs.length}`);
  for (const { name, trials } of programs)
    assert.ok(trials.length >= 1 && trials.length <= 5, `${name}: ${trials.length}`);
});

test("a line that begins with try says what a function is called with", () => {
  assert.deepEqual(trialsIn("// try: f(word, below 9, text a,b)\n// try: g()\n"), [
    {
      name: "f",
      parameters: [{ kind: "word" }, { kind: "below", limit: 9 }, { kind: "text", letters: "a,b" }],
    },
    { name: "g", parameters: [] },
  ]);
});

test("every exported function is tried, with as many arguments as it has", () => {
  for (const program of programs) {
    const module = new ModuleMachine(moduleOf(program));
    const tried = program.trials.map(({ name }) => name);
    assert.deepEqual(module.functions.toSorted(), tried.toSorted(), program.name);
    for (const { name, parameters } of program.trials)
      assert.equal(module.signature(name).parameters.length, parameters.length, name);
  }
});

test("modules are what clang 14 makes of the sources", async (t) => {
  const lost = missing(CLANG, WASM_LINKER);
  if (lost !== undefined) return t.skip(lost);
  const version = await runWell(CLANG, ["--version"], "board-compile");
  if (!/version 14\./.test(version)) return t.skip(`clang is another: ${version.split("\n")[0]}`);
  for (const program of programs)
    assert.deepEqual(await buildModule(program.source), moduleOf(program), program.name);
});
