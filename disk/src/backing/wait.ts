/**
 * Waiting until a given time, to within microseconds, on a machine whose sleeps are late.
 *
 * A sleep ends 30 to 150 µs after its time, so a wait sleeps until `slack_ns` before the deadline
 * and spins for the rest. The slack is measured before each run: enough for nine sleeps of ten.
 * Spinning burns CPU that the modelled disk would not; it is measured by the thread's own CPU
 * clock, so that benchmarks can subtract it.
 */
import { AshlarError } from "../errors.js";
import { monotonic_ns, sleepThread, threadCpu_ns, tightenTimers } from "../linux/index.js";
import type { DiskModel } from "./models/model.js";

/** Where a wait ended: how long after its time, and what spinning cost. */
export interface Waited {
  late_ns: number;
  spinCpu_ns: number;
}

/** How well a machine keeps a model's time. */
export interface Calibration {
  /** How long before a deadline sleeping gives way to spinning. */
  slack_ns: number;
  /** Of nine waits in ten, how late the latest ended. */
  late_p90_ns: number;
}

const SLACK_LEAST_NS = 20_000;
const SLACK_MOST_NS = 500_000;
const SLEEPS = 40;
const SLEEP_MS = 0.5;
const WAITS = 20;
const ATTEMPTS = 3;
/** The criterion: nine waits in ten end within a tenth of the model's synchronous write. */
const LATE_PART_MAX = 0.1;

function now_ns(): number {
  return Number(monotonic_ns());
}

function sleep(duration_ns: number): void {
  sleepThread(duration_ns / 1e6);
}

/** Waits until `deadline_ns` of the monotonic clock, sleeping until `slack_ns` before it. */
export function waitUntil(deadline_ns: number, slack_ns: number): Waited {
  const before_ns = now_ns();
  if (before_ns >= deadline_ns) return { late_ns: before_ns - deadline_ns, spinCpu_ns: 0 };
  const sleep_ns = deadline_ns - before_ns - slack_ns;
  if (sleep_ns > 0) sleep(sleep_ns);
  const cpuBefore_ns = threadCpu_ns();
  let at_ns = now_ns();
  while (at_ns < deadline_ns) at_ns = now_ns();
  return { late_ns: at_ns - deadline_ns, spinCpu_ns: threadCpu_ns() - cpuBefore_ns };
}

function percentile90(samples: number[]): number {
  const sorted = samples.toSorted((a, b) => a - b);
  return sorted[Math.ceil(0.9 * sorted.length) - 1]!;
}

function measureSlack(): number {
  const errors = Array.from({ length: SLEEPS }, () => {
    const due_ns = now_ns() + SLEEP_MS * 1e6;
    sleep(SLEEP_MS * 1e6);
    return now_ns() - due_ns;
  });
  return Math.min(SLACK_MOST_NS, Math.max(SLACK_LEAST_NS, percentile90(errors)));
}

function measureOnce(model: DiskModel): Calibration {
  const slack_ns = measureSlack();
  const late = Array.from(
    { length: WAITS },
    () => waitUntil(now_ns() + model.syncWrite_ns, slack_ns).late_ns,
  );
  return { slack_ns, late_p90_ns: percentile90(late) };
}

/**
 * Measures how well this machine keeps the model's time, now. Takes a fifth of a second at most
 * per attempt; the best of three counts. Throws `clock-too-coarse` where it is not good enough.
 */
export function calibrate(model: DiskModel): Calibration {
  tightenTimers();
  const allowed_ns = LATE_PART_MAX * model.syncWrite_ns;
  let best = measureOnce(model);
  for (let attempt = 1; attempt < ATTEMPTS && best.late_p90_ns > allowed_ns; attempt++) {
    const again = measureOnce(model);
    if (again.late_p90_ns < best.late_p90_ns) best = again;
  }
  if (best.late_p90_ns > allowed_ns) {
    const late_us = Math.round(best.late_p90_ns / 1000);
    const detail = `${model.label}: waits end ${late_us} µs late, ${allowed_ns / 1000} µs are allowed`;
    throw new AshlarError("clock-too-coarse", detail);
  }
  return best;
}
