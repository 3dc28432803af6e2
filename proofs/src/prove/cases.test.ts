/** What is decided case by case is what the claims say: nothing known is lost on the way. */
import assert from "node:assert/strict";
import { test } from "node:test";
import {
  arrayOf,
  bitVector,
  equal,
  evaluateAll,
  implies,
  ite,
  not,
  or,
  select,
  type Term,
  TRUE,
  ult,
  variable,
} from "@ashlar/logic";
import { randomOfRun } from "@ashlar/rapilog/random";
import { decideByCases } from "./cases.js";
import { propagated } from "./under.js";

const table = variable("table of cases.test", arrayOf(4, 4));
const names = ["a", "b", "c", "d"].map((name) => variable(`${name} of cases.test`, bitVector(4)));
const at = (index: Term) => select(table, index);
const [a, b, c, d] = names as [Term, Term, Term, Term];

test("equal places have one name, and what follows step by step is put in", () => {
  const known = [or(not(equal(at(a), b)), equal(b, c)), or(not(equal(c, b)), equal(at(c), d))];
  const { goal } = propagated([equal(at(a), b)], known, equal(at(b), d));
  assert.equal(goal, TRUE);
});

test("of facts that say the same once others are put in, one stays", () => {
  const facts = [equal(at(a), at(b)), equal(at(a), at(c)), equal(at(c), at(b))];
  const { facts: left } = propagated(facts, [], ult(a, b));
  assert.equal(decideByCases(left, [], equal(at(a), at(c)), {}).verdict, "proved");
});

/** A random claim about few places, so that many are the same. */
function claimOf(random: ReturnType<typeof randomOfRun>): Term {
  const value = () => (random.chance(0.5) ? random.pick(names) : at(random.pick(names)));
  const atom = (): Term => {
    const [one, other] = [value(), value()];
    return random.chance(0.7) ? equal(one, other) : ult(one, other);
  };
  const signed = () => (random.chance(0.5) ? atom() : not(atom()));
  const chosen = equal(ite(atom(), value(), value()), value());
  return random.pick([signed(), or(signed(), signed()), implies(signed(), signed()), chosen]);
}

test("decided by cases, and at once: the same", () => {
  const random = randomOfRun("deciding by cases");
  for (let round = 0; round < 60; round++) {
    const [hypotheses, known] = [2, 6].map((count) =>
      Array.from({ length: count }, () => claimOf(random)),
    );
    const goal = claimOf(random);
    const { facts, perhaps, goal: asked } = propagated(hypotheses!, known!, goal);
    const one = decideByCases([...hypotheses!, ...known!], [], goal, {});
    assert.equal(decideByCases(facts, perhaps, asked, {}).verdict, one.verdict);
    if (one.verdict !== "refuted") continue;
    const values = evaluateAll([...facts, ...perhaps], one.model);
    assert.ok(values.every((value) => value === 1n));
  }
});
