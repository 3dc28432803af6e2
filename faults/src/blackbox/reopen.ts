/** Waits until a target that was cut off answers again. */
import { setTimeout as sleep } from "node:timers/promises";
import { openTarget } from "./open-target.js";
import type { Target, TargetOptions } from "./target.js";

const PAUSE_LEAST_MS = 20;
const PAUSE_MOST_MS = 1000;

/** The target, or why it could not be had in time. */
export async function reopen(
  options: TargetOptions,
  patience_ms: number,
  onWait: (waited_ms: number) => void,
): Promise<Target | string> {
  const start = performance.now();
  for (let pause_ms = PAUSE_LEAST_MS; ; pause_ms = Math.min(PAUSE_MOST_MS, 2 * pause_ms)) {
    const left_ms = patience_ms - (performance.now() - start);
    const outcome = await attempt(options, Math.max(left_ms, PAUSE_LEAST_MS));
    const waited_ms = performance.now() - start;
    if (typeof outcome !== "string" || waited_ms > patience_ms) return outcome;
    onWait(waited_ms);
    await sleep(pause_ms);
  }
}

async function attempt(options: TargetOptions, patience_ms: number): Promise<Target | string> {
  try {
    return await within(patience_ms, openAndRead(options));
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

/** A target that cannot read its first block may still answer: that is for the judge to say. */
async function openAndRead(options: TargetOptions): Promise<Target> {
  const target = await openTarget(options);
  await target.read(0, target.blockBytes).catch(() => undefined);
  return target;
}

/** What a promise gives, or an error when it takes longer. A target that comes too late is closed
 * again. */
async function within(patience_ms: number, opening: Promise<Target>): Promise<Target> {
  const late = new AbortController();
  const timeout = sleep(patience_ms, "late" as const, { signal: late.signal });
  timeout.catch(() => undefined);
  const first = await Promise.race([opening, timeout]).finally(() => late.abort());
  if (first !== "late") return first;
  opening.then((target) => target.close()).catch(() => undefined);
  throw new Error(`no answer within ${Math.round(patience_ms)} ms`);
}
