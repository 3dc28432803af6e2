/** The quick theorems are proved here too, and the plan does in V8 what the slow model says. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { coreBytes } from "../core.js";
import { planTheorems } from "./index.js";
import { wrongPlan } from "./v8-plan.js";

const QUICK = ["begin-start", "sort-pass", "sort-place", "sort-check", "next-run", "next-seek"];

function theorem(name: string) {
  const found = planTheorems().find(({ id }) => id === `rapilog/refines/plan-${name}`);
  assert.ok(found, name);
  return found;
}

for (const name of QUICK)
  test(`plan-${name} is proved`, () => {
    assert.equal(theorem(name).prove().verdict, "proved");
  });

test("in V8 batches and runs are what the slow model says", () => {
  assert.equal(wrongPlan(coreBytes())?.says, undefined);
});

test("a sort that may write beside its table is refuted", () => {
  const mutants = theorem("sort-place").mutants();
  const unguarded = mutants.find(({ id }) => id.endsWith("i32.ge_u → i32.gt_u"));
  assert.equal(unguarded!.prove().verdict, "refuted");
});

test("keys that need not ascend are refuted, and V8 shows it", () => {
  const proof = theorem("sort-check")
    .mutants()
    .find(({ id }) => id.includes("i64.gt_u"))!
    .prove();
  assert.ok(proof.verdict === "refuted");
  assert.match(proof.reason, /; V8: /);
});
