/** Several questions at once: all proved, the one that fails named, and none that is never asked. */
import assert from "node:assert/strict";
import { test } from "node:test";
import "../rules/index.js";
import { add, equal, not, select, store, ult, variable } from "../term/build.js";
import { constant, FALSE, TRUE } from "../term/constant.js";
import { arrayOf, bitVector } from "../term/sort.js";
import { decideEach } from "./decide-each.js";

const [x, y, z] = ["x", "y", "z"].map((name) => variable(`each ${name}`, bitVector(16)));
const memory = variable("each memory", arrayOf(16, 16));
const one = constant(16, 1);
const isBelow = [ult(x!, y!), ult(y!, z!)];

test("what follows from the hypotheses and a question's own conditions is proved", () => {
  const after = store(memory, x!, one);
  const { verdict } = decideEach(isBelow, [
    { when: [], goal: ult(x!, z!) },
    { when: [equal(z!, constant(16, 2))], goal: equal(x!, constant(16, 0)) },
    { when: [], goal: equal(select(after, z!), select(memory, z!)) },
    { when: [], goal: TRUE },
  ]);
  assert.equal(verdict, "proved");
});

test("a question whose goal fails is named, with a state in which it does", () => {
  const verdict = decideEach(isBelow, [
    { when: [], goal: ult(x!, z!) },
    { when: [not(equal(add(x!, one), y!))], goal: equal(add(y!, one), z!) },
  ]);
  assert.ok(verdict.verdict === "refuted");
  assert.equal(verdict.question, 1);
  const value = (name: typeof x) => verdict.model.get(name!) as bigint;
  assert.ok(value(x) + 1n < value(y) && value(y) + 1n < value(z));
});

test("a goal that is false wherever it is asked is refuted, whatever the others are", () => {
  const verdict = decideEach(
    [],
    [
      { when: [], goal: equal(x!, x!) },
      { when: [], goal: FALSE },
    ],
  );
  assert.ok(verdict.verdict === "refuted" && verdict.question === 1);
});

test("a question that no state asks is no theorem", () => {
  const when = [ult(z!, x!)];
  const verdict = decideEach(isBelow, [
    { when: [], goal: TRUE },
    { when, goal: TRUE },
  ]);
  assert.deepEqual(verdict, { verdict: "vacuous", question: 1 });
});
