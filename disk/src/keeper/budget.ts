/**
 * Rule 3: how many bytes may be acknowledged that the journal does not hold yet.
 *
 *     bytes = (hold_up - detection - scheduling - in_flight - reads - seek_and_flush - stall - margin)
 *             · bandwidth - overhead                                        and never below 0
 *
 * Each term was declared by the operator or measured by the keeper; none has a hopeful default.
 * What is measured of each operation is what is typical, and the worst stall of late counts once,
 * whichever of them it may hit (`worst.ts` says why). Without a stated hold-up the result is 0:
 * acknowledgements wait for the journal. The watermarks count sectors of the stream, record headers
 * and pads included, so a write of 4096 bytes uses 4608 of it, and `overhead` is only what a flush
 * writes besides.
 */
import { SECTOR_BYTES } from "@ashlar/rapilog/format";

/** Where a term comes from. */
export type TermSource = "declared" | "measured" | "fixed";

/** What can stall: the journal's device, the disk, or the machine under the journal thread. */
export type Stalling = "journal" | "home" | "scheduling";

export interface BudgetInputs {
  /** How long the power lasts after it failed; undefined: not stated. */
  holdUp_ms: number | undefined;
  /** From the failure to the keeper's notice, worst of the power inputs in use. */
  detection_ms: number;
  /** From the notice to the journal thread's first system call. */
  scheduling_ms: number;
  /** What the journal's device may be busy with already. */
  inFlight_ms: number;
  /** What clients' reads from the disk may keep it busy with. */
  reads_ms: number;
  /** The journal's own positioning and its final sync. */
  seekAndFlush_ms: number;
  /** The worst stall of late, by what stalled. */
  stalls_ms: Record<Stalling, number>;
  margin_ms: number;
  /** Sequential: the median of a few writes at the start, later the fifth percentile. */
  bandwidth_bytesPerSecond: number;
  /** What a flush writes besides the stream. */
  overhead_bytes: number;
}

export interface BudgetTerm {
  name: string;
  ms: number;
  source: TermSource;
  why: string;
}

export interface Budget {
  bytes: number;
  /** The hold-up first, then what is taken off it; their sum is `flush_ms`. */
  terms: BudgetTerm[];
  /** What is left of the hold-up for writing; negative where nothing is. */
  flush_ms: number;
  bandwidth_bytesPerSecond: number;
  overhead_bytes: number;
  /** Why the budget is 0, where it is. */
  reason?: string;
}

/** The arithmetic of rule 3, with every term explained. */
export function computeBudget(inputs: BudgetInputs): Budget {
  const terms = termsOf(inputs);
  const flush_ms = terms.reduce((sum, term) => sum + term.ms, 0);
  const { bandwidth_bytesPerSecond, overhead_bytes } = inputs;
  const raw = (flush_ms / 1000) * bandwidth_bytesPerSecond - overhead_bytes;
  const bytes = raw > 0 ? Math.floor(raw / SECTOR_BYTES) * SECTOR_BYTES : 0;
  const budget = { bytes, terms, flush_ms, bandwidth_bytesPerSecond, overhead_bytes };
  if (inputs.holdUp_ms === undefined)
    return { ...budget, bytes: 0, reason: "no hold-up is stated, so writes wait for the journal" };
  if (bytes === 0) return { ...budget, reason: "the hold-up does not cover the terms" };
  return budget;
}

function termsOf(inputs: BudgetInputs): BudgetTerm[] {
  const less = (name: string, ms: number, source: TermSource, why: string): BudgetTerm => ({
    name,
    ms: -ms,
    source,
    why,
  });
  return [
    {
      name: "hold-up",
      ms: inputs.holdUp_ms ?? 0,
      source: "declared",
      why: "how long the supply lasts after the power failed",
    },
    less("detection", inputs.detection_ms, "declared", "until the power input reaches the keeper"),
    less("scheduling", inputs.scheduling_ms, "measured", "until the journal thread runs"),
    less("in flight", inputs.inFlight_ms, "measured", "what the device is busy with already"),
    less("reads", inputs.reads_ms, "measured", "what clients' reads keep the device busy with"),
    less(
      "seek and flush",
      inputs.seekAndFlush_ms,
      "measured",
      "to position and to sync at the end",
    ),
    less("stall", ...worstStall(inputs.stalls_ms)),
    less("margin", inputs.margin_ms, "fixed", "for what was never measured"),
  ];
}

/** A stall is rare, so one is allowed for in each flush: the worst. */
function worstStall(stalls_ms: BudgetInputs["stalls_ms"]): [number, TermSource, string] {
  const names = Object.keys(stalls_ms) as Stalling[];
  const worst = names.reduce((a, b) => (stalls_ms[b] > stalls_ms[a] ? b : a));
  return [stalls_ms[worst], "measured", `the worst of late, of ${STALLS[worst]}`];
}

const STALLS: Record<Stalling, string> = {
  journal: "the journal's device",
  home: "a write home",
  scheduling: "the journal thread's waking",
};

/** The declared worst latency of each power input. */
export const DETECTION_MS = {
  /** SIGPWR, or `ashlar power-fail`, from software that learns of the failure at once. */
  signal: 5,
  socket: 5,
  /** NUT: the driver polls every 2 s, upsmon every 5 s, as they are shipped. */
  nut: 7500,
  /** apcupsd: POLLTIME is 60 s for some models; with ONBATTERYDELAY 0 and 1 s, as we ask for. */
  apcupsd: 2500,
} as const;

export type PowerInput = keyof typeof DETECTION_MS;
