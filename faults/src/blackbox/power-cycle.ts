/**
 * One cycle's violence: load, the cut somewhere in it, the power back.
 *
 * Where requests fail by themselves when the power goes, or the power comes back only when told
 * to, the load goes on until then. Otherwise it ends when the cut begins: a flush that is answered
 * after the power came back says nothing about what was acknowledged before it went.
 */
import { setTimeout as sleep } from "node:timers/promises";
import { Random } from "@ashlar/rapilog/random";
import { mix } from "../mix.js";
import { type CommandContext, type PowerSwitch, throwSwitch } from "./command.js";
import { Load, type LoadOptions } from "./load.js";

export interface PowerOptions {
  cut: PowerSwitch;
  restore: PowerSwitch | undefined;
  address: string;
  seed: number;
  /** The longest time from the first write to the cut. */
  load_ms: number;
  /** For each command. */
  patience_ms: number;
  signal: AbortSignal;
}

export interface PowerReport {
  errors: number;
  load_ms: number;
  /** It was told to stop before the cut; nothing was cut. */
  stopped: boolean;
}

/** The least part of `load_ms` before a cut: without writes there is nothing to lose. */
const LOAD_LEAST = 0.1;
const SETTLE_MS = 2000;

export async function powerCycle(load: LoadOptions, power: PowerOptions): Promise<PowerReport> {
  const { target, history } = load;
  const { cycle } = history;
  const running = new Load(load);
  const planned_ms = power.load_ms * instant(power.seed, cycle);
  const start = performance.now();
  await sleep(planned_ms, undefined, { signal: power.signal }).catch(() => undefined);
  const report = { load_ms: performance.now() - start, stopped: power.signal.aborted };
  const context = { cycle, target: power.address, seed: power.seed };
  try {
    if (!report.stopped) await cut(running, target.breaksWithPower, power, context);
  } finally {
    running.stop();
    await Promise.race([running.settled(), sleep(SETTLE_MS)]);
    await target.close();
    await running.settled();
  }
  if (!report.stopped) await restore(power, context);
  return { ...report, errors: running.errors };
}

/** From LOAD_LEAST to 1. */
function instant(seed: number, cycle: number): number {
  return LOAD_LEAST + ((1 - LOAD_LEAST) * new Random(mix(seed, cycle)).below(1e6)) / 1e6;
}

type Context = Omit<CommandContext, "phase">;

async function cut(
  running: Load,
  breaksWithPower: boolean,
  power: PowerOptions,
  context: Context,
): Promise<void> {
  if (!breaksWithPower && power.restore === undefined) running.stop();
  running.expectEnd();
  await throwSwitch(power.cut, { ...context, phase: "cut" }, power.patience_ms);
}

async function restore(power: PowerOptions, context: Context): Promise<void> {
  if (power.restore === undefined) return;
  await throwSwitch(power.restore, { ...context, phase: "restore" }, power.patience_ms);
}
