/** Only what follows is proved, and the certificate is of just that. */
import assert from "node:assert/strict";
import { test } from "node:test";
import "../rules/index.js";
import { add, equal, mul, not, or, select, store, ult, variable } from "../term/build.js";
import { constant, FALSE, TRUE } from "../term/constant.js";
import { arrayOf, bitVector } from "../term/sort.js";
import { provedTogether } from "./together.js";

const [x, y, z] = ["x", "y", "z"].map((name) => variable(`together ${name}`, bitVector(16)));
const memory = variable("together memory", arrayOf(16, 16));
const isBelow = [ult(x!, y!), ult(y!, z!)];
const BUDGET = { conflicts_max: 1000 };
const after = store(memory, x!, constant(16, 1));
const right = [TRUE, ult(x!, z!), equal(select(after, z!), select(memory, z!))];

test("what follows is proved with one certificate", () => {
  const { proved, certificate } = provedTogether(isBelow, right, BUDGET);
  assert.deepEqual(proved, right);
  assert.ok(certificate.length > 0);
});

test("what does not follow is left, whatever follows beside it", () => {
  const wrong = [FALSE, ult(z!, x!), equal(add(x!, constant(16, 1)), y!), not(ult(x!, y!))];
  const goals = [wrong[0]!, right[0]!, wrong[1]!, right[1]!, wrong[2]!, right[2]!, wrong[3]!];
  assert.deepEqual(provedTogether(isBelow, goals, BUDGET).proved, right);
  assert.deepEqual(provedTogether(isBelow, wrong, BUDGET).proved, []);
});

test("what depends on products is not proved by anything for them", () => {
  const product = mul(x!, mul(y!, z!));
  const goals = [or(ult(product, y!), ult(x!, product)), ult(product, constant(16, 0xffff))];
  assert.deepEqual(provedTogether(isBelow, goals, BUDGET).proved, [goals[0]]);
});

test("what is not known in time or larger than allowed is left", () => {
  const goals = [ult(x!, z!)];
  assert.deepEqual(provedTogether(isBelow, goals, { conflicts_max: 0 }).proved, []);
  assert.deepEqual(provedTogether(isBelow, right, { clauses_max: 1 }).proved, []);
});
