/**
 * The same database on three disks at once: plain, Ashlar, and one that ignores every flush.
 * Rounds are interleaved, so that whatever else the machine does hits all three alike.
 */
import { setTimeout as sleep } from "node:timers/promises";
import { median } from "../statistics.js";
import { type PgbenchResult, runPgbench } from "../system/pgbench.js";
import type { Postgres } from "../system/postgres.js";
import type { Stack } from "../system/stack.js";
import type { Mode } from "../system/stacks.js";

export interface Round extends PgbenchResult {
  /** Of Ashlar: what might be acknowledged beyond the journal, at the end of the round. A budget
   * that has shrunk explains a slow one. */
  budget_bytes?: number;
  /** How long the checkpoint in its middle took, where there was one. */
  checkpoint_ms?: number;
}

export interface Measurement {
  mode: Mode;
  clients: number;
  rounds: Round[];
}

export interface ComparisonPlan {
  clients: readonly number[];
  rounds: number;
  seconds: number;
  /** Force a checkpoint in the middle of each run. */
  checkpoint: boolean;
}

/** Runs pgbench on each stack in turn, round after round. */
export async function compare(
  stacks: ReadonlyMap<Mode, Stack>,
  plan: ComparisonPlan,
  onStep: (text: string) => void,
): Promise<Measurement[]> {
  const measurements: Measurement[] = plan.clients.flatMap((clients) =>
    [...stacks.keys()].map((mode) => ({ mode, clients, rounds: [] })),
  );
  for (let round = 0; round < plan.rounds; round++)
    for (const measurement of rotated(measurements, round)) {
      const { mode, clients } = measurement;
      onStep(
        `round ${round + 1} of ${plan.rounds}: ${mode}, ${clients} client${clients > 1 ? "s" : ""}`,
      );
      const stack = stacks.get(mode)!;
      const [pgbench, checkpoint_ms] = await Promise.all([
        runPgbench(stack.postgres, clients, plan.seconds, stack),
        plan.checkpoint ? checkpointAfter(stack.postgres, plan.seconds / 2) : undefined,
      ]);
      const result = checkpoint_ms === undefined ? pgbench : { ...pgbench, checkpoint_ms };
      measurement.rounds.push(mode === "ashlar" ? await withBudget(result, stack) : result);
    }
  return measurements;
}

async function withBudget(result: Round, stack: Stack): Promise<Round> {
  const { keeper } = await stack.service.status();
  return { ...result, budget_bytes: keeper?.budget.bytes ?? 0 };
}

async function checkpointAfter(postgres: Postgres, seconds: number): Promise<number> {
  await sleep(seconds * 1000);
  const started_ms = performance.now();
  await postgres.query("checkpoint");
  return Math.round(performance.now() - started_ms);
}

/** Each round starts with another one, so that none is always first. */
export function rotated<T>(items: readonly T[], by: number): T[] {
  const start = by % items.length;
  return [...items.slice(start), ...items.slice(0, start)];
}

/** The median of one field over the rounds. */
export function middle(measurement: Measurement, field: keyof PgbenchResult): number {
  return median(measurement.rounds.map((round) => round[field]));
}

export function find(
  measurements: readonly Measurement[],
  mode: Mode,
  clients: number,
): Measurement {
  const found = measurements.find((entry) => entry.mode === mode && entry.clients === clients);
  if (found === undefined) throw new Error(`no measurement of ${mode} with ${clients} clients`);
  return found;
}
