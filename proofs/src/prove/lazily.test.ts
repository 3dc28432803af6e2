/** What is known beside hypotheses is used where it is needed, and nowhere else. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { arrayOf, constant, evaluate, select, type Term, ult, variable } from "@ashlar/logic";
import { decideLazily } from "./lazily.js";

const table = variable("table of lazily.test", arrayOf(8, 8));
const at = (index: number) => select(table, constant(8, index));
/** Elements grow from one place to the next. */
const grows = (index: number): Term => ult(at(index), at(index + 1));
const all = Array.from({ length: 40 }, (_, index) => grows(index));

test("what follows from some of what is known is proved", () => {
  assert.equal(decideLazily([], all, ult(at(3), at(7)), {}).verdict, "proved");
});

test("a state that refutes satisfies all that is known", () => {
  const decided = decideLazily([], all, ult(at(7), at(3)), {});
  assert.ok(decided.verdict === "refuted");
  for (const one of all) assert.equal(evaluate(one, decided.model), 1n);
});
