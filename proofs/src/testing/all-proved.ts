/** What a slow test asks of a group of theorems. */
import assert from "node:assert/strict";
import { availableParallelism } from "node:os";
import { proveAll, type Theorem } from "@ashlar/logic/prove";

export interface Asked {
  readonly theorems: readonly Theorem[];
  readonly mutants_min: number;
  /** Mutants whose counterexamples V8 does not show, at most. */
  readonly hidden_max: number;
}

/** All are proved with certificates, and all their mutants refuted; of most V8 shows it. */
export async function assertAllProved({ theorems, mutants_min, hidden_max }: Asked): Promise<void> {
  const report = await proveAll({
    module: new URL("../index.js", import.meta.url).href,
    theorems,
    mutants: true,
    threads: availableParallelism(),
  });
  const unproved = report.theorems.filter(({ certificate }) => certificate !== "checked");
  assert.deepEqual(unproved, []);
  assert.ok(report.mutants.length >= mutants_min, `${report.mutants.length} mutants`);
  const survivors = report.mutants.filter(({ verdict }) => verdict !== "refuted");
  assert.deepEqual(survivors, []);
  const hidden = report.mutants.filter(({ reason }) => !reason.includes("; V8: "));
  assert.ok(hidden.length <= hidden_max, hidden.map(({ id }) => id).join("\n"));
}
