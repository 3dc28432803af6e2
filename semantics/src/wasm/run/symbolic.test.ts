import assert from "node:assert/strict";
import { test } from "node:test";
import { mark, release, type Term, type Value } from "@ashlar/logic";
import { Random, randomOfRun } from "@ashlar/rapilog/random";
import { readModule } from "../read/read.js";
import { GLOBALS } from "../testing/choices.js";
import { callInV8, forV8 } from "../testing/compare.js";
import { type Program, randomProgram } from "../testing/programs.js";
import { anyValues, at, variables } from "../testing/symbolic.js";
import { modelOf } from "./model.js";
import { explore } from "./run.js";

type Exports = Record<string, WebAssembly.Global & ((...values: unknown[]) => unknown)>;

/** Calls a function of a fresh instance in V8, its globals set before. */
function inV8(
  module: WebAssembly.Module,
  name: string,
  globals: bigint[],
  values: (number | bigint)[],
) {
  const exports = new WebAssembly.Instance(module).exports as unknown as Exports;
  globals.forEach((value, index) => {
    exports[`g${index}`]!.value = forV8(GLOBALS[index]!, value);
  });
  const outcome = callInV8(exports[name]!, values);
  const width = (index: number) => (GLOBALS[index] === 0x7f ? 32 : 64);
  return {
    outcome,
    globals: GLOBALS.map((_, index) =>
      BigInt.asUintN(width(index), BigInt(exports[`g${index}`]!.value as number)),
    ),
    memory: new Uint8Array((exports["m"] as unknown as WebAssembly.Memory).buffer),
  };
}

/** Runs the last function of a program on variables and compares it at some values. */
function compareSymbolically({ bytes, functions }: Program, random: Random): string {
  const reading = readModule(bytes);
  if (reading.kind === "fault") assert.fail(reading.fault.message);
  const globals = variables("g", GLOBALS);
  const model = modelOf(reading.module, { global: (index) => globals[index] });
  const { parameters } = functions.at(-1)!;
  const terms = variables("p", parameters);
  const run = explore(model.functions.at(-1)!, terms, model.world, {
    roundsMax: 5,
    stepsMax: 5000,
  });
  if (run.kind === "unfinished") return "unfinished";
  const module = new WebAssembly.Module(bytes as BufferSource);
  for (let sample = 0; sample < 4; sample++) {
    const values = anyValues(random, parameters);
    const starts = anyValues(random, GLOBALS);
    const assignment = new Map<Term, Value>([
      ...terms.map((term, index) => [term, values[index]!] as const),
      ...globals.map((term, index) => [term, starts[index]!] as const),
    ]);
    const ours = at(run, assignment);
    const given = parameters.map((type, index) => forV8(type, values[index]!));
    const theirs = inV8(module, `f${functions.length - 1}`, starts, given);
    if (ours === undefined) continue;
    const what = `ASHLAR_SEED=${random.seed}, globals ${starts}, values ${values}`;
    assert.equal(ours.outcome, theirs.outcome, what);
    assert.deepEqual(ours.globals, theirs.globals, what);
    assert.ok(Buffer.from(ours.memory).equals(theirs.memory), `${what}: memory`);
  }
  return run.traps.length > 0 ? "with traps" : "without traps";
}

test("random functions run on variables, evaluated at random values, do what V8 does", (t) => {
  const { seed } = randomOfRun("symbolic programs");
  const kinds = new Map<string, number>();
  for (let index = 0; index < 60; index++) {
    const random = new Random(seed + index);
    const before = mark();
    const kind = compareSymbolically(randomProgram(random), random);
    release(before);
    kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
  }
  t.diagnostic(JSON.stringify(Object.fromEntries(kinds)));
  assert.ok((kinds.get("unfinished") ?? 0) < 30, "too many were given up");
});
