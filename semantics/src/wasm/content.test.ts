/** What a function depends on: what it may run, and nothing that it cannot. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { contentOf, functionsFrom } from "./content.js";
import { assemble, type FunctionText, op, signed, unsigned } from "./testing/assemble.js";
import { read } from "./testing/core.js";
import { ValueType } from "./types.js";

const NO_TYPE = { parameters: [], results: [] };

/** Calls these functions, after it has said a number to itself. */
const calling = (number: number, ...callees: number[]): FunctionText => ({
  ...{ type: NO_TYPE, locals: [] },
  body: [
    ...[...op("i32.const"), ...signed(number), ...op("drop")],
    ...callees.flatMap((callee) => [...op("call"), ...unsigned(callee)]),
  ],
});

/** 0 calls 1, 1 calls 2 and itself, 3 calls nobody. */
const functions = (...numbers: readonly [number, number, number, number]) =>
  [[1], [1, 2], [], []].map((callees, at) => calling(numbers[at]!, ...callees));
const moduleOf = (texts: readonly FunctionText[], value = 0n) =>
  read(assemble({ functions: texts, globals: [{ type: ValueType.I64, mutable: true, value }] }));
const BEFORE = functions(1, 2, 3, 4);

test("what a call may come to is followed", () => {
  const module = moduleOf(BEFORE);
  assert.deepEqual(
    [0, 1, 2, 3].map((index) => functionsFrom(module, index)),
    [[0, 1, 2], [1, 2], [2], [3]],
  );
});

test("a function depends on what it may run, wherever in the file that is", () => {
  const before = moduleOf(BEFORE);
  const isSame = (texts: FunctionText[]) =>
    [0, 1, 2, 3].map((index) => contentOf(before, index) === contentOf(moduleOf(texts), index));
  assert.deepEqual(isSame(BEFORE), [true, true, true, true]);
  assert.deepEqual(isSame(functions(1, 2, 5, 4)), [false, false, false, true]);
  assert.deepEqual(isSame(functions(1, 5, 3, 4)), [false, false, true, true]);
  // A longer function before others moves them.
  assert.deepEqual(isSame(functions(100_000, 2, 3, 4)), [false, true, true, true]);
});

test("and on all that is no instruction", () => {
  assert.notEqual(contentOf(moduleOf(BEFORE), 3), contentOf(moduleOf(BEFORE, 1n), 3));
});
