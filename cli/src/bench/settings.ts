/** How long the benchmark's parts run: in full, or `--quick` with the same shape. */
import type { ComparisonPlan } from "../demo/comparison.js";
import type { NbdPlan } from "./nbd.js";

const MIB = 1024 ** 2;

export interface BenchSettings {
  nbd: NbdPlan;
  sustained_s: number;
  database: ComparisonPlan;
  /** A long run that the modelled hard disk cannot keep up with. */
  beyond_s: number;
  flushes: number;
  journal_bytes: number;
  connections: number;
}

export const FULL: BenchSettings = {
  nbd: { rounds: 7, seconds: 4, area_bytes: 512 * MIB },
  sustained_s: 30,
  database: { clients: [1, 8], rounds: 7, seconds: 4, checkpoint: true },
  beyond_s: 75,
  flushes: 100,
  journal_bytes: 1024 * MIB,
  connections: 1000,
};

export const QUICK: BenchSettings = {
  nbd: { rounds: 3, seconds: 2, area_bytes: 256 * MIB },
  sustained_s: 8,
  database: { clients: [1, 8], rounds: 3, seconds: 2, checkpoint: true },
  beyond_s: 0,
  flushes: 10,
  journal_bytes: 256 * MIB,
  connections: 1000,
};
