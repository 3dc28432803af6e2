/** What a run is told, and what of it must stay the same when the run goes on. */
import { randomInt } from "node:crypto";
import { AshlarError } from "@ashlar/disk";
import { type Promise_, SECTOR_BYTES } from "../records/index.js";
import type { PowerSwitch } from "./command.js";
import type { RunIdentity, RunState } from "./run-state.js";
import type { Target, TargetOptions } from "./target.js";

export interface LaboratoryOptions {
  address: string;
  cut: PowerSwitch;
  restore?: PowerSwitch | undefined;
  /** In all, those of earlier runs with the same state included. */
  cycles: number;
  workers: number;
  /** Operations in flight per worker. */
  depth: number;
  /** What is written, from byte 0 on; default: 64 MiB, or all of a smaller target. */
  span_bytes?: number | undefined;
  /** The longest write. */
  write_bytes: number;
  /** What the target writes whole or not at all; default: its block. */
  atom_bytes?: number | undefined;
  /** Default: that of the run that goes on, or a random one. */
  seed?: number | undefined;
  promise: Promise_;
  erase: boolean;
  statePath?: string | undefined;
  load_ms: number;
  patience_ms: number;
  signal: AbortSignal;
  onStep(text: string): void;
}

/** With its seed settled. */
export type Seeded = LaboratoryOptions & { seed: number };

const SPAN_BYTES = 64 * 1024 * 1024;
const BLOCK_BYTES_LEAST = 4096;

/** How its target is opened. */
export function targetOptions({ address, workers, depth }: LaboratoryOptions): TargetOptions {
  return { address, depth: workers * depth };
}

/** How much of the target is written: whole blocks. */
export function spanOf(options: LaboratoryOptions, target: Target): number {
  const block = Math.max(BLOCK_BYTES_LEAST, target.blockBytes);
  const wanted = options.span_bytes ?? Math.min(SPAN_BYTES, target.bytes);
  return Math.floor(wanted / block) * block;
}

export function identityOf(options: Seeded, target: Target): RunIdentity {
  const block = Math.max(BLOCK_BYTES_LEAST, target.blockBytes, options.atom_bytes ?? 0);
  return {
    target: options.address,
    promise: options.promise,
    atomBytes: options.atom_bytes ?? target.blockBytes,
    depth: options.depth,
    workload: {
      seed: options.seed,
      workers: options.workers,
      spanSectors: spanOf(options, target) / SECTOR_BYTES,
      blockSectors: block / SECTOR_BYTES,
      blocksMax: Math.max(1, Math.floor(Math.min(options.write_bytes, target.bytesMax) / block)),
      hasFlush: target.hasFlush,
      hasFua: target.hasFua,
    },
  };
}

export function freshState(options: Seeded, target: Target): RunState {
  return {
    ...identityOf(options, target),
    run: randomInt(2 ** 32),
    cycle: 1,
    underLoad: false,
    history: [],
    latencies: [],
    latencyMax_us: 0,
  };
}

/** A run goes on only as it began: the state is of no use for anything else. */
export function refuseOther(state: RunState, identity: RunIdentity): void {
  for (const [name, value] of Object.entries(identity)) {
    const before = JSON.stringify(state[name as keyof RunIdentity]);
    const now = JSON.stringify(value);
    if (before !== now)
      throw new AshlarError("state-other-run", `${name} was ${before} and is ${now}`);
  }
}
