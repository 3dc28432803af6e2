import assert from "node:assert/strict";
import { test } from "node:test";
import "../rules/index.js";
import { ArrayValue, type Assignment, type Value } from "../evaluate.js";
import { add, equal, ite, select, store, variable, zeroExtend } from "../term/build.js";
import { constant, TRUE } from "../term/constant.js";
import { arrayOf, bitVector } from "../term/sort.js";
import type { Term } from "../term/table.js";
import { specialised } from "./specialise.js";

const place = variable("special place", bitVector(16));
const base = variable("special base", bitVector(32));
const memory = variable("special memory", arrayOf(16, 16));
const assignment: Assignment = new Map<Term, Value>([
  [place, 3n],
  [memory, new ArrayValue(0n, new Map([[3n, 40n]]))],
]);

test("what is decided becomes a number, and what is left out stays unknown", () => {
  const read = select(store(memory, constant(16, 2), place), place);
  const address = add(base, zeroExtend(read, 32));
  const [number, sum, truth] = specialised(
    [read, address, equal(read, constant(16, 40))],
    assignment,
  );
  assert.equal(number, constant(16, 40));
  assert.equal(sum, add(base, constant(32, 40)));
  assert.equal(truth, TRUE);
});

test("a choice of which only the condition is decided is what it chooses", () => {
  const chosen = ite(equal(place, constant(16, 3)), base, constant(32, 0));
  assert.deepEqual(specialised([chosen], assignment), [base]);
});
