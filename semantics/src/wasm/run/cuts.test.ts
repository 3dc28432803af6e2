import assert from "node:assert/strict";
import { test } from "node:test";
import {
  add,
  bitVector,
  constant,
  evaluate,
  evaluateAll,
  type Term,
  termCount,
  ugt,
  ult,
  type Value,
  variable,
} from "@ashlar/logic";
import { readModule } from "../read/read.js";
import { assemble, op, unsigned } from "../testing/assemble.js";
import { rapilogBytes } from "../testing/rapilog.js";
import { ValueType, widthOf } from "../types.js";
import { instantiate } from "./instance.js";
import { localTypes, loopsOf } from "./loops.js";
import { type ModelOptions, modelOf } from "./model.js";
import { type Explored, explore, exploreFrom, type RunOptions } from "./run.js";
import { invoke, Store } from "./store.js";
import type { Callable } from "./world.js";

const { I32 } = ValueType;
const TO_I32 = { parameters: [I32], results: [I32] };

/** f0 adds 7; f1 sums f0 of 0, 1, … below its parameter, at least once. */
const SUM = assemble({
  functions: [
    {
      type: TO_I32,
      locals: [],
      body: [...op("local.get", 0), ...op("i32.const", 7), ...op("i32.add")],
    },
    {
      type: TO_I32,
      locals: [I32, I32],
      body: [
        ...op("loop", 0x40),
        ...[...op("local.get", 1), ...op("call", 0), ...op("local.get", 2), ...op("i32.add")],
        ...op("local.set", 2),
        ...[...op("local.get", 1), ...op("i32.const", 1), ...op("i32.add"), ...op("local.tee", 1)],
        ...[...op("local.get", 0), ...op("i32.lt_u"), ...op("br_if", 0)],
        ...op("end"),
        ...op("local.get", 2),
      ],
    },
  ],
});

function model(options: ModelOptions = {}, bytes = SUM) {
  const reading = readModule(bytes);
  if (reading.kind === "fault") assert.fail(reading.fault.message);
  return { ...modelOf(reading.module, options), module: reading.module };
}

function explored(run: ReturnType<typeof explore>): Explored {
  if (run.kind === "unfinished") assert.fail(run.reason);
  return run;
}

const n = variable("n/32", bitVector(32));

function sum(options: RunOptions, contracts: ModelOptions = {}): Explored {
  const { functions, world } = model(contracts);
  return explored(explore(functions[1]!, [n], world, options));
}

const sumOf = (count: number) => (count * (count - 1)) / 2 + 7 * count;

test("a loop is written out up to the bound, and what is beyond is left out by its condition", () => {
  const { returned, leftOut, reached } = sum({ roundsMax: 3 });
  assert.equal(reached.length, 0);
  assert.equal(leftOut.length, 1);
  for (let count = 1; count < 8; count++) {
    const values = new Map<Term, Value>([[n, BigInt(count)]]);
    const isCovered = evaluate(returned!.condition, values) === 1n;
    assert.equal(isCovered, count <= 4);
    assert.equal(evaluate(leftOut[0]!.condition, values) === 1n, !isCovered);
    if (isCovered) assert.equal(evaluate(returned!.results[0]!, values), BigInt(sumOf(count)));
  }
});

test("a run that is cut at a loop gives its start and one round, from which the whole follows", () => {
  const { functions, world } = model();
  const callable = functions[1]!;
  const [loop] = loopsOf(callable);
  const cuts = [loop!.label];
  const start = explored(explore(callable, [n], world, { cuts }));
  assert.deepEqual([start.returned, start.reached.length], [undefined, 1]);
  const [entry] = start.reached;
  assert.equal(entry!.isAgain, false);

  const locals = localTypes(callable).map((type, at) =>
    variable(`local ${at}`, bitVector(widthOf(type)!)),
  );
  const from = { label: loop!.label, locals, stack: [] };
  const round = explored(exploreFrom(callable, from, world, { cuts }));
  const [again] = round.reached;
  assert.equal(again!.isAgain, true);

  for (const count of [1, 2, 5, 50]) {
    let values = evaluateAll(entry!.locals, new Map([[n, BigInt(count)]]));
    let rounds = 1;
    const now = () => new Map(locals.map((local, at) => [local, values[at]!]));
    for (; evaluate(again!.condition, now()) === 1n; rounds++)
      values = evaluateAll(again!.locals, now());
    assert.equal(rounds, count);
    assert.equal(evaluate(round.returned!.condition, now()), 1n);
    assert.equal(evaluate(round.returned!.results[0]!, now()), BigInt(sumOf(count)));
  }
});

test("a contract stands for a function: it requires, and what it promises is known", () => {
  const promised: Term[] = [];
  const contract: ModelOptions["contract"] = (index) => {
    if (index !== 0) return undefined;
    return ({ parameters, require, assume }) => {
      const result = variable(`result ${promised.length}`, bitVector(32));
      promised.push(result);
      require(ult(parameters[0]!, n));
      assume(ugt(result, parameters[0]!));
      return [result];
    };
  };
  const { returned, obligations } = sum({ roundsMax: 1 }, { contract });
  const [first, second] = promised as [Term, Term];
  const fails = (count: bigint) =>
    obligations.filter(({ condition, required }) => {
      const values = evaluateAll(
        [condition, required],
        new Map([
          [n, count],
          [first, 9n],
        ]),
      );
      return values[0] === 1n && values[1] === 0n;
    });
  assert.equal(fails(0n).length, 1, "at the first call 0 is not below 0");
  assert.equal(fails(2n).length, 0);
  const values = new Map<Term, Value>([
    [n, 2n],
    [first, 20n],
    [second, 22n],
  ]);
  assert.equal(evaluate(returned!.condition, values), 1n);
  assert.equal(evaluate(returned!.results[0]!, values), 42n);
  values.set(second, 1n);
  assert.equal(evaluate(returned!.condition, values), 0n, "not what was promised");
});

test("an imported function that nobody describes is not guessed", () => {
  const { module } = model();
  const imported = { module: "env", name: "f" };
  module.functions[0] = { type: TO_I32, import: imported };
  const { functions, world } = modelOf(module);
  const run = explore(functions[1]!, [n], world);
  assert.equal(run.kind, "unfinished");
});

test("an imported memory that is not given is not guessed either", () => {
  const reading = readModule(rapilogBytes());
  assert.ok(reading.kind === "module");
  assert.throws(() => modelOf(reading.module), TypeError);
});

test("a long run on numbers gives back its terms on the way", () => {
  const store = new Store();
  const made = instantiate(store, model().module);
  assert.ok(made.kind === "instance");
  const external = made.instance.exports.get("f1");
  assert.ok(external?.kind === "function");
  const functions = made.instance.view.functions as Callable[];
  const before = termCount();
  let most = 0;
  functions[0] = {
    ...functions[0]!,
    host: ({ parameters }) => {
      most = Math.max(most, termCount() - before);
      return [add(parameters[0]!, constant(32, 7))];
    },
  };
  const rounds = 200_000;
  const run = invoke(store, external.callable, [BigInt(rounds)]);
  assert.deepEqual(run, { kind: "returned", results: [BigInt.asUintN(32, BigInt(sumOf(rounds)))] });
  assert.ok(most > 1000 && most < 2 * rounds, `${most} terms: three new ones a round`);
  assert.equal(termCount(), before);
});

test("a run has a limit of instructions, a call stack of depth and of locals", () => {
  const { functions, world } = model();
  const run = explore(functions[1]!, [constant(32, 1e6)], world, { stepsMax: 1000 });
  assert.equal(run.kind, "unfinished");
  for (const count of [0, 40_000]) {
    const locals = Array.from({ length: count }, () => I32);
    const type = { parameters: [], results: [] };
    const endless = assemble({ functions: [{ type, locals, body: op("call", ...unsigned(0)) }] });
    const { functions: callables, world: start } = model({}, endless);
    const { traps } = explored(explore(callables[0]!, [], start));
    assert.deepEqual(
      traps.map(({ reason }) => reason),
      ["call stack exhausted"],
    );
  }
});
