/**
 * The power fails under load, again and again: how long until the journal holds everything?
 *
 * Measured by the keeper from the signal's arrival to the end of the journal's last fdatasync,
 * and here again from before the command to its reply, which bounds it from above. What of that
 * span the modelled disk was at work is its own time; the bar is on the rest.
 */
import { setTimeout as sleep } from "node:timers/promises";
import { backing, keeper, vault } from "@ashlar/disk";
import type { AshlarService } from "../system/ashlar-service.js";
import { runFio } from "./fio.js";
import { asServer } from "./ours.js";

export interface FlushReport {
  disk: string;
  budget_bytes: number;
  /** What the budget allows for. */
  budget_ms: number;
  /** The longest flush, and how much of it the modelled disk itself was at work. */
  worst_ms: number;
  worst_bytes: number;
  worst_device_ms: number;
  worst_seen_from_outside_ms: number;
  /** The most that a flush took, as seen from outside, besides the disk's work. */
  beyond_device_worst_ms: number;
  runs: number;
  /** Every flush ended while the power would still have lasted. */
  within_budget: boolean;
  /** No flush took longer than its device time and 10 ms. */
  within_device: boolean;
}

const HOLD_UP_MS = 100;
export const FLUSH_OPTIONS = { model: "hdd-7200", holdUp_ms: HOLD_UP_MS } as const;
const ALLOWED_BEYOND_DEVICE_MS = 10;
const LOAD_DEPTH = 32;
const LOAD_SECONDS = 1.5;
/** Little enough to come home between the failures: a full ring has nothing to flush. */
const LOAD_AREA_BYTES = 64 * 1024 ** 2;
/** One power failure. */
interface Flush {
  ms: number;
  bytes: number;
  outside_ms: number;
  device_ms: number;
  budget_bytes: number;
}

/** Fails the power `runs` times, each time in the middle of random writes. */
export async function measureFlush(
  service: AshlarService,
  runs: number,
  onStep: (text: string) => void,
): Promise<FlushReport> {
  const flushes: Flush[] = [];
  for (let index = 0; index < runs; index++) {
    onStep(`power failure ${index + 1} of ${runs}`);
    const load = runFio(
      {
        operation: "randwrite",
        depth: LOAD_DEPTH,
        area_bytes: LOAD_AREA_BYTES,
        seconds: LOAD_SECONDS,
      },
      asServer(service),
    );
    await sleep(LOAD_SECONDS * 500 + (index % 10) * 20);
    flushes.push(await failPower(service));
    await load;
  }
  return summary(flushes);
}

async function failPower(service: AshlarService): Promise<Flush> {
  const socket = vault.vaultPaths(service.vault).keeperSocket;
  const atWork_ms = backing.modelAtWork_ms(service.modelState);
  const start = performance.now();
  await keeper.askKeeper(socket, "power-fail");
  const outside_ms = performance.now() - start;
  const device_ms = atWork_ms();
  const status = (await keeper.askKeeper(socket, "status")) as unknown as keeper.KeeperStatus;
  await keeper.askKeeper(socket, "power-back");
  const { last_ms: ms, last_bytes: bytes } = status.flush;
  return { ms, bytes, outside_ms, device_ms, budget_bytes: status.budget.bytes };
}

function summary(flushes: readonly Flush[]): FlushReport {
  const worst = flushes.reduce((a, b) => (b.ms > a.ms ? b : a));
  const most = (value: (flush: Flush) => number) => Math.max(...flushes.map(value));
  const beyond_ms = most((flush) => flush.outside_ms - flush.device_ms);
  return {
    disk: FLUSH_OPTIONS.model,
    budget_bytes: most((flush) => flush.budget_bytes),
    budget_ms: HOLD_UP_MS,
    worst_ms: worst.ms,
    worst_bytes: worst.bytes,
    worst_device_ms: worst.device_ms,
    worst_seen_from_outside_ms: most((flush) => flush.outside_ms),
    beyond_device_worst_ms: beyond_ms,
    runs: flushes.length,
    within_budget: worst.ms <= HOLD_UP_MS,
    within_device: flushes.every((flush) => flush.ms <= flush.device_ms + ALLOWED_BEYOND_DEVICE_MS),
  };
}
