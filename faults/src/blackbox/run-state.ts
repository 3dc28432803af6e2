/** What a run has done so far, as plain data. */
import type { Finding, Promise_, Tally, Workload } from "../records/index.js";
import type { Failure } from "../taxonomy.js";
import type { LatencySummary } from "./latency.js";

/** What must be the same when a run goes on. */
export interface RunIdentity {
  target: string;
  promise: Promise_;
  atomBytes: number;
  depth: number;
  workload: Workload;
}

export interface CycleReport {
  cycle: number;
  tally: Tally;
  /** How many failures of each kind. */
  counts: Partial<Record<Failure, number>>;
  /** The first of each kind. */
  findings: Finding[];
  /** Requests that the target answered with an error. */
  errors: number;
  /** From the first write to the cut. */
  load_ms: number;
  /** From the cut until the target answered again. */
  return_ms: number;
  latency_us: LatencySummary;
  /** The laboratory itself stopped in this cycle: what it knew was judged, its latencies were
   * lost. */
  interrupted?: true;
}

export interface RunState extends RunIdentity {
  /** Random identity of the run, in each of its records. */
  run: number;
  /** The cycle that comes next, or is under way; the first is 1. */
  cycle: number;
  /** Whether the target may hold writes of that cycle. */
  underLoad: boolean;
  history: CycleReport[];
  /** Counts per bucket of all cycles. */
  latencies: number[];
  latencyMax_us: number;
}
