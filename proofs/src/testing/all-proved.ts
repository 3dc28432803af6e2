/**
 * What a slow test asks of a group of theorems. All are proved; the mutants are those of a sample,
 * chosen by the run's seed, or of all with `ASHLAR_EVERY=1` (`npm run mutants`).
 */
import assert from "node:assert/strict";
import { availableParallelism } from "node:os";
import { type MutantResult, proveAll, type Theorem } from "@ashlar/logic/prove";
import { sampleOfRun } from "@ashlar/rapilog/random";

export interface Asked {
  /** The group's name. */
  readonly what: string;
  readonly theorems: readonly Theorem[];
  /** Of so many theorems the mutants are tried. */
  readonly sample: number;
  /** Mutants, where all are tried. */
  readonly mutants_min: number;
  /** Mutants that V8 has to show; all, if that is left out. */
  readonly isForV8?: (mutant: MutantResult) => boolean;
  /** Of these, how many it need not show. */
  readonly hidden_max: number;
  /** Where the theorems are exported, if not by the room. */
  readonly module?: URL;
}

/** All are proved with certificates, and all mutants tried are refuted; of most V8 shows it. */
export async function assertAllProved(asked: Asked): Promise<void> {
  const { what, theorems, sample, mutants_min, isForV8 = () => true, hidden_max } = asked;
  const chosen = sampleOfRun(`theorems of ${what}`, theorems, sample);
  const ids = new Set(chosen.map(({ id }) => id));
  const report = await proveAll({
    module: (asked.module ?? new URL("../index.js", import.meta.url)).href,
    theorems,
    mutants: (id) => ids.has(id),
    threads: availableParallelism(),
  });
  const unproved = report.theorems.filter(({ certificate }) => certificate !== "checked");
  assert.deepEqual(unproved, []);
  if (ids.size === theorems.length)
    assert.ok(report.mutants.length >= mutants_min, `${report.mutants.length} mutants`);
  const survivors = report.mutants.filter(({ verdict }) => verdict !== "refuted");
  assert.deepEqual(survivors, []);
  assertShown(report.mutants.filter(isForV8), hidden_max);
}

function assertShown(mutants: readonly MutantResult[], hidden_max: number): void {
  const hidden = mutants.filter(({ reason }) => !reason.includes("; V8: "));
  assert.ok(hidden.length <= hidden_max, hidden.map(({ id }) => id).join("\n"));
  const isDefect = (line: string) => line.includes("a defect of the prover");
  const defects = mutants.filter(({ trace }) => trace.some(isDefect));
  assert.deepEqual(defects, []);
}
