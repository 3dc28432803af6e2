import assert from "node:assert/strict";
import { test } from "node:test";
import { constant, mark, release } from "@ashlar/logic";
import { Random, randomOfRun } from "@ashlar/rapilog/random";
import { assemble, op } from "../testing/assemble.js";
import { GLOBALS } from "../testing/choices.js";
import { assignment, Core, read } from "../testing/core.js";
import { type Program, randomProgram } from "../testing/programs.js";
import { anyValues, compareAt, type Exports, setGlobals, variables } from "../testing/symbolic.js";
import { ValueType } from "../types.js";
import { modelOf } from "./model.js";
import { explore } from "./run.js";

/** Runs the last function of a program on variables and compares it at some values. */
function compareProgram({ bytes, functions }: Program, random: Random): string {
  const globals = variables("g", GLOBALS);
  const model = modelOf(read(bytes), { global: (index) => globals[index] });
  const { parameters } = functions.at(-1)!;
  const terms = variables("p", parameters);
  const options = { roundsMax: 5, stepsMax: 5000 };
  const run = explore(model.functions.at(-1)!, terms, model.world, options);
  if (run.kind === "unfinished") return "unfinished";
  const module = new WebAssembly.Module(bytes as BufferSource);
  for (let sample = 0; sample < 4; sample++) {
    const values = anyValues(random, parameters);
    const starts = anyValues(random, GLOBALS);
    const exports = new WebAssembly.Instance(module).exports as unknown as Exports;
    setGlobals(exports, GLOBALS, starts);
    const memory = exports["m"] as unknown as WebAssembly.Memory;
    const name = `f${functions.length - 1}`;
    const given = new Map([...assignment(terms, values), ...assignment(globals, starts)]);
    const call = { exports, memory, name, parameters, values, globals: GLOBALS };
    const what = `ASHLAR_SEED=${random.seed}, globals ${starts}, values ${values}`;
    compareAt(run, given, call, random, what);
  }
  return run.traps.length > 0 ? "with traps" : "without traps";
}

test("random functions run on variables, evaluated at random values, do what V8 does", (t) => {
  const { seed } = randomOfRun("symbolic programs");
  const kinds = new Map<string, number>();
  for (let index = 0; index < 40; index++) {
    const random = new Random(seed + index);
    const before = mark();
    const kind = compareProgram(randomProgram(random), random);
    release(before);
    kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
  }
  t.diagnostic(JSON.stringify(Object.fromEntries(kinds)));
  assert.ok((kinds.get("unfinished") ?? 0) < 15, "too many were given up");
});

test("an unknown index that can lead to one label only is a branch to it, and to no other", () => {
  const index = [...op("local.get", 0), ...op("i32.eqz")];
  const choose = [
    ...op("block", 0x40),
    ...op("block", 0x40),
    ...index,
    ...op("br_table", 2, 0, 0, 1),
  ];
  const first = [...op("end"), ...op("i32.const", 10), ...op("return")];
  const last = [...op("end"), ...op("i32.const", 20)];
  const type = { parameters: [ValueType.I32], results: [ValueType.I32] };
  const bytes = assemble({
    functions: [{ type, locals: [], body: [...choose, ...first, ...last] }],
  });
  const model = modelOf(read(bytes), {});
  const run = explore(model.functions[0]!, variables("p", type.parameters), model.world);
  assert.ok(run.kind === "explored");
  assert.deepEqual(run.returned?.results, [constant(32, 10)]);
});

const SAMPLES = Number(process.env["ASHLAR_SAMPLES"] ?? 1);

test("the core's functions run on variables, with any memory and globals, do what V8 does", (t) => {
  const core = new Core(randomOfRun("the core on variables"));
  let [covered, samples] = [0, 0];
  for (const index of core.module.functions.keys()) {
    covered += core.compare(index, SAMPLES);
    samples += SAMPLES;
  }
  t.diagnostic(`${covered} of ${samples} calls covered`);
  assert.ok(covered > samples / 2, `only ${covered} of ${samples} calls are covered`);
});

test("the checksum of so many unknown bytes is V8's, its loops unrolled to their end", () => {
  const core = new Core(randomOfRun("checksums"));
  const { index } = core.module.exports.find(({ name }) => name === "checksum")!;
  for (const bytes of [0n, 8n, 64n, 100n]) assert.equal(core.compare(index, 2, [1024n, bytes]), 2);
});
