/** Every theorem of this room is proved, and every mutant refuted; of the code's V8 shows it. */
import assert from "node:assert/strict";
import { availableParallelism } from "node:os";
import { test } from "node:test";
import { proveAll } from "@ashlar/logic/prove";
import { overlayTheorems } from "./index.js";

const MUTANTS_MIN = 250;
/** What V8 can be brought to from outside, by a call that begins in the counterexample's state. */
const IN_V8 = ["find", "age", "forget", "put-claims", "put-writes"].map(
  (name) => `rapilog/refines/overlay-${name}`,
);
/** Rounds too many of a loop over sectors ask for the age of what no slot has. */
const HIDDEN_MAX = 2;

test("all are proved with certificates, and all mutants refuted", async () => {
  const report = await proveAll({
    module: new URL("../../index.js", import.meta.url).href,
    theorems: overlayTheorems(),
    mutants: true,
    threads: availableParallelism(),
  });
  const unproved = report.theorems.filter(({ certificate }) => certificate !== "checked");
  assert.deepEqual(unproved, []);
  assert.ok(report.mutants.length >= MUTANTS_MIN, `${report.mutants.length} mutants`);
  const survivors = report.mutants.filter(({ verdict }) => verdict !== "refuted");
  assert.deepEqual(survivors, []);
  const hidden = report.mutants.filter(
    ({ theorem, reason }) => IN_V8.includes(theorem) && !reason.includes("; V8: "),
  );
  assert.ok(hidden.length <= HIDDEN_MAX, hidden.map(({ id }) => id).join("\n"));
});
