/** What follows is kept, what does not is dropped, and so is what is not decided in time. */
import assert from "node:assert/strict";
import { test } from "node:test";
import "../rules/index.js";
import { add, equal, mul, not, or, select, store, ult, variable } from "../term/build.js";
import { constant, FALSE, TRUE } from "../term/constant.js";
import { arrayOf, bitVector } from "../term/sort.js";
import { sift } from "./sift.js";

const [x, y, z] = ["x", "y", "z"].map((name) => variable(`sifted ${name}`, bitVector(16)));
const memory = variable("sifted memory", arrayOf(16, 16));
const BUDGET = { conflicts_max: 1000 };
const isBelow = [ult(x!, y!), ult(y!, z!)];

test("what follows is kept, and nothing else", () => {
  const after = store(memory, x!, constant(16, 1));
  const right = [TRUE, ult(x!, z!), equal(select(after, z!), select(memory, z!))];
  const wrong = [FALSE, ult(z!, x!), equal(add(x!, constant(16, 1)), y!)];
  assert.deepEqual(sift(isBelow, [...right, ...wrong], BUDGET), new Set(right));
});

test("more claims than are asked together", () => {
  const numbers = Array.from({ length: 100 }, (_, at) => constant(16, at));
  const right = numbers.map((number) => or(ult(x!, number), ult(number, z!)));
  const wrong = numbers.map((number) => not(equal(x!, number)));
  const kept = sift(isBelow, [...right, ...wrong], BUDGET);
  assert.deepEqual(
    wrong.filter((claim) => kept.has(claim)),
    [],
  );
  assert.ok(right.every((claim) => kept.has(claim)));
});

test("what is true whatever products are needs no multiplier", () => {
  const product = mul(x!, mul(y!, z!));
  const claim = or(ult(product, y!), ult(x!, product));
  assert.deepEqual(sift(isBelow, [claim], BUDGET), new Set([claim]));
});

test("of what cannot be, everything follows", () => {
  const claims = [ult(z!, y!), FALSE];
  assert.deepEqual(sift([...isBelow, ult(z!, x!)], claims, BUDGET), new Set(claims));
});

test("what is not decided in time is dropped", () => {
  const claim = not(equal(mul(x!, mul(x!, x!)), constant(16, 3)));
  assert.deepEqual(sift([], [claim], { conflicts_max: 1 }), new Set());
});
