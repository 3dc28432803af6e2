/**
 * The workload: which operation a worker does next, as a pure function of the run's seed.
 *
 * So a laboratory that crashed itself can tell from a record on the disk that it had planned it,
 * though its ledger had no time to say so. Half of a worker's writes stay in a stripe of its own,
 * the rest go to a quarter of the span that all share, and half of those to a small hot part of
 * it, where writes overlap all the time: without overlaps a write that was lost in favour of an
 * older one could not be told from one that never was.
 */
import { Random } from "@ashlar/rapilog/random";
import { mix } from "../mix.js";
import type { Operation, OperationName } from "./operation.js";

export interface Workload {
  seed: number;
  workers: number;
  /** Sectors that are written, from sector 0 on. */
  spanSectors: number;
  /** All writes are aligned to this, and a multiple of it. */
  blockSectors: number;
  /** The longest write. */
  blocksMax: number;
  /** Whether there are flushes, and writes with FUA. */
  hasFlush: boolean;
  hasFua: boolean;
}

const FUA_CHANCE = 0.2;
const FLUSH_CHANCE = 0.04;
const OWN_STRIPE_CHANCE = 0.5;
const HOT_CHANCE = 0.5;
const SHARED_PART = 1 / 4;
const HOT_PART = 1 / 16;

interface Region {
  from: number;
  blocks: number;
}

/** The operation of that name, issued at `issued_us`. */
export function planOperation(
  workload: Workload,
  name: OperationName,
  issued_us: number,
): Operation {
  const random = new Random(mix(workload.seed, name.cycle, name.worker, name.number));
  const { cycle, worker, number } = name;
  const isFlush = random.chance(FLUSH_CHANCE) && workload.hasFlush;
  if (isFlush) return { kind: "flush", cycle, worker, number, issued_us };
  const region = pickRegion(workload, worker, random);
  const blocks = pickLength(Math.min(workload.blocksMax, region.blocks), random);
  const block = region.from + random.below(region.blocks - blocks + 1);
  return {
    kind: "write",
    cycle,
    worker,
    number,
    sector: block * workload.blockSectors,
    sectors: blocks * workload.blockSectors,
    fua: random.chance(FUA_CHANCE) && workload.hasFua,
    seed: random.below(2 ** 32),
    issued_us,
  };
}

function pickRegion(workload: Workload, worker: number, random: Random): Region {
  const blocks = Math.floor(workload.spanSectors / workload.blockSectors);
  const shared = Math.max(1, Math.floor(blocks * SHARED_PART));
  const stripe = Math.floor((blocks - shared) / workload.workers);
  if (stripe > 0 && random.chance(OWN_STRIPE_CHANCE))
    return { from: shared + worker * stripe, blocks: stripe };
  const hot = random.chance(HOT_CHANCE);
  return { from: 0, blocks: hot ? Math.max(1, Math.floor(shared * HOT_PART)) : shared };
}

/** As many lengths from 1 to 2 as from 2 to 4, from 4 to 8, and so on. */
function pickLength(most: number, random: Random): number {
  const doubled = 2 ** ((random.below(1_000_000) / 1_000_000) * Math.log2(most + 1));
  return Math.min(most, Math.floor(doubled));
}
