/** What is a number is found out where it is not written so, and nothing else is taken for one. */
import assert from "node:assert/strict";
import { test } from "node:test";
import "../rules/index.js";
import { equal, ite, select, store, ult, variable } from "../term/build.js";
import { constant } from "../term/constant.js";
import { arrayOf, bitVector } from "../term/sort.js";
import { numbersAmong } from "./numbers.js";

const [x, y, z] = ["x", "y", "z"].map((name) => variable(`numbered ${name}`, bitVector(16)));
const memory = variable("numbered memory", arrayOf(16, 16));
const BUDGET = { conflicts_max: 1000 };

test("what hypotheses make a number is that number", () => {
  const seven = constant(16, 7);
  const stored = select(store(store(memory, x!, seven), y!, z!), x!);
  const chosen = ite(ult(x!, y!), constant(16, 3), z!);
  const found = numbersAmong([ult(x!, y!)], [stored, chosen, z!], BUDGET);
  assert.deepEqual(
    found,
    new Map([
      [stored, seven],
      [chosen, constant(16, 3)],
    ]),
  );
});

test("what cannot be is not asked about", () => {
  assert.deepEqual(numbersAmong([ult(x!, y!), ult(y!, x!)], [x!], BUDGET), new Map());
  assert.deepEqual(numbersAmong([equal(x!, y!)], [], BUDGET), new Map());
});
