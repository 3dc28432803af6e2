/** What is known to fail is assumed no more, and what is not known to fail stays. */
import assert from "node:assert/strict";
import { test } from "node:test";
import "../rules/index.js";
import { add, equal, mul, not, ult, variable } from "../term/build.js";
import { constant, FALSE, TRUE } from "../term/constant.js";
import { ule } from "../term/derived.js";
import { bitVector } from "../term/sort.js";
import type { Term } from "../term/table.js";
import { undisproved } from "./inductive.js";

const [x, y, z] = ["x", "y", "z"].map((name) => variable(`kept ${name}`, bitVector(16)));
const number = (value: number) => constant(16, value);
const isBelow = [ult(x!, y!), ult(y!, z!)];
const alone = (claims: readonly Term[]) => claims.map((claim) => ({ assumed: TRUE, claim }));

test("what is soon found wrong is dropped, what is not known is not", () => {
  const open = not(equal(mul(x!, mul(x!, x!)), number(2)));
  const wrong = [FALSE, ult(z!, x!), not(equal(x!, number(5)))];
  const left = undisproved(isBelow, alone([open, TRUE, ...wrong]));
  assert.deepEqual(left, new Set([TRUE, open]));
});

test("what rests on what fails, fails with it: a chain of bounds of a counter", () => {
  const next = add(x!, number(1));
  const bounds = Array.from({ length: 20 }, (_, at) => 50 + 10 * at);
  const chain = bounds.map((bound) => ({
    ...{ assumed: ule(x!, number(bound)), claim: ule(next, number(bound)) },
  }));
  // Each of these follows from itself, or from the next: only the last one fails on its own.
  const linked = chain.map((step, at) => ({ ...step, assumed: chain[at + 1]?.assumed ?? TRUE }));
  const stays = { assumed: ult(y!, z!), claim: ult(y!, z!) };
  assert.deepEqual(undisproved([], [...linked, stays]), new Set([stays.claim]));
});

test("what holds round after round stays, though it rests on something else that does", () => {
  const steps = [
    { assumed: ule(x!, number(100)), claim: ule(add(x!, y!), number(100)) },
    { assumed: equal(y!, number(0)), claim: equal(mul(y!, z!), number(0)) },
  ];
  assert.deepEqual(undisproved([], steps), new Set(steps.map(({ claim }) => claim)));
});

test("of what cannot be, nothing fails", () => {
  const steps = [{ assumed: ult(z!, x!), claim: FALSE }];
  assert.deepEqual(undisproved(isBelow, steps), new Set([FALSE]));
});

test("a state that is given is not looked for: what it disproves is dropped", () => {
  const open = not(equal(mul(x!, mul(x!, x!)), number(2)));
  const state = new Map([
    [x!, 0n],
    [y!, 1n],
    [z!, 2n],
  ]);
  const wrong = not(equal(x!, number(0)));
  assert.deepEqual(undisproved(isBelow, alone([open, wrong]), state), new Set([open]));
});
