/**
 * The power fails under load, again and again: how long until the journal holds everything?
 *
 * Measured by the keeper from the signal's arrival to the end of the journal's last fdatasync,
 * and here again from before the command to its reply, which bounds it from above.
 */
import { setTimeout as sleep } from "node:timers/promises";
import { keeper, vault } from "@ashlar/disk";
import type { AshlarService } from "../system/ashlar-service.js";
import { runFio } from "./fio.js";
import { asServer } from "./ours.js";

export interface FlushReport {
  disk: string;
  budget_bytes: number;
  /** What the budget allows for: the hold-up without its margin. */
  budget_ms: number;
  /** The longest time that the modelled device itself needs for one of the flushes. */
  device_ms: number;
  worst_ms: number;
  worst_bytes: number;
  worst_seen_from_outside_ms: number;
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
/**
 * Of `hdd-7200`, on the few GiB that disk and journal lie on. When the warning comes one write
 * home and one to the journal may be under way, which nothing can call back; then comes the
 * flush's own. Each moves the arm and waits for up to a rotation.
 */
const POSITIONINGS = 3;
const SEEK_MS = 1.2;
const ROTATION_MS = 1000 / 120;
const BYTES_PER_MS = 150_000;
/** The keeper holds a write home to a twentieth of the hold-up. */
const HOME_WRITE_MS = HOLD_UP_MS / 20;
const DEVICE_FIXED_MS = POSITIONINGS * (SEEK_MS + ROTATION_MS) + HOME_WRITE_MS;

/** Fails the power `runs` times, each time in the middle of random writes. */
export async function measureFlush(
  service: AshlarService,
  runs: number,
  area_bytes: number,
  onStep: (text: string) => void,
): Promise<FlushReport> {
  const socket = vault.vaultPaths(service.vault).keeperSocket;
  const results: { ms: number; bytes: number; outside_ms: number; budget: number }[] = [];
  for (let index = 0; index < runs; index++) {
    onStep(`power failure ${index + 1} of ${runs}`);
    const load = runFio(
      { operation: "randwrite", depth: LOAD_DEPTH, area_bytes, seconds: LOAD_SECONDS },
      asServer(service),
    );
    await sleep(LOAD_SECONDS * 500 + (index % 10) * 20);
    const start = performance.now();
    await keeper.askKeeper(socket, "power-fail");
    const outside_ms = performance.now() - start;
    const status = (await keeper.askKeeper(socket, "status")) as unknown as keeper.KeeperStatus;
    const { last_ms, last_bytes } = status.flush;
    results.push({ ms: last_ms, bytes: last_bytes, outside_ms, budget: status.budget.bytes });
    await keeper.askKeeper(socket, "power-back");
    await load;
  }
  return summary(results);
}

function summary(
  results: readonly { ms: number; bytes: number; outside_ms: number; budget: number }[],
): FlushReport {
  const device_ms = (flushed_bytes: number) => DEVICE_FIXED_MS + flushed_bytes / BYTES_PER_MS;
  const worst = results.reduce((a, b) => (b.ms > a.ms ? b : a));
  return {
    disk: FLUSH_OPTIONS.model,
    budget_bytes: Math.max(...results.map((one) => one.budget)),
    budget_ms: HOLD_UP_MS,
    device_ms: device_ms(worst.bytes),
    worst_ms: worst.ms,
    worst_bytes: worst.bytes,
    worst_seen_from_outside_ms: Math.max(...results.map((one) => one.outside_ms)),
    runs: results.length,
    within_budget: worst.ms <= HOLD_UP_MS,
    within_device: results.every(
      (one) => one.ms <= device_ms(one.bytes) + ALLOWED_BEYOND_DEVICE_MS,
    ),
  };
}
