/** Keeps the budget up to date: gathers what was declared and measured, computes, publishes. */
import { type Control, READ_SLICE_BYTES } from "../vault/index.js";
import { type Budget, type BudgetInputs, computeBudget, type Stalling } from "./budget.js";
import type { Measured } from "./measure.js";
import { detection_ms, type KeeperOptions, MARGIN_MS_DEFAULT } from "./options.js";
import type { Shared, SharedWord } from "./shared.js";
import { RecentWorst } from "./worst.js";

/** Until a drill has been measured. */
const SCHEDULING_MS_LEAST = 1;
/** A flush writes nothing but the stream; its last sector may cost a block. */
const OVERHEAD_BYTES = 4096;

const RUN_BYTES_LEAST = 64 * 1024;
const RUN_BYTES_MOST = 1024 * 1024;
/** What part of the hold-up one home write in flight may cost. */
const RUN_PART = 0.05;

/** The longest home write: on the journal's device one in flight delays the flush. */
export function runBytesMax(options: KeeperOptions, measured: Measured | undefined): number {
  if (options.holdUp_ms === undefined || options.journalOwnDevice || !measured)
    return RUN_BYTES_MOST;
  const bytes = (options.holdUp_ms / 1000) * RUN_PART * measured.bandwidth_bytesPerSecond;
  const pages = Math.floor(bytes / 4096) * 4096;
  return Math.min(RUN_BYTES_MOST, Math.max(RUN_BYTES_LEAST, pages));
}

const STALL_WORDS: Record<Stalling, SharedWord> = {
  journal: "journalStall_ns",
  home: "homeStall_ns",
  scheduling: "schedulingStall_ns",
};

export class BudgetKeeper {
  #budget: Budget;
  readonly #stalls: Record<Stalling, RecentWorst> = {
    journal: new RecentWorst(),
    home: new RecentWorst(),
    scheduling: new RecentWorst(),
  };

  constructor(
    readonly options: KeeperOptions,
    readonly shared: Shared,
    readonly control: Control,
    measured: Measured | undefined,
    readonly runBytes: number,
  ) {
    if (measured) this.#begin(measured);
    this.#budget = this.#compute();
  }

  get budget(): Budget {
    return this.#budget;
  }

  /** Computes anew and publishes; true if the budget changed. */
  update(): boolean {
    this.#budget = this.#compute();
    const bytes = BigInt(this.#budget.bytes);
    if (this.control.get("budgetBytes") === bytes) return false;
    this.control.set("budgetBytes", bytes);
    return true;
  }

  /** Where the threads' own measuring begins. */
  #begin({ bandwidth_bytesPerSecond, seekAndFlush_ms, stall_ms }: Measured): void {
    this.shared.set("bandwidth", BigInt(Math.floor(bandwidth_bytesPerSecond)));
    this.shared.set("seekAndFlush_ns", BigInt(Math.round(seekAndFlush_ms * 1e6)));
    this.#stalls.journal.record(stall_ms);
  }

  #compute(): Budget {
    const { options, shared } = this;
    const bandwidth = Number(shared.get("bandwidth"));
    const seekAndFlush_ms = inMs(shared.get("seekAndFlush_ns"));
    return computeBudget({
      holdUp_ms: bandwidth > 0 ? options.holdUp_ms : undefined,
      detection_ms: detection_ms(options),
      scheduling_ms: Math.max(SCHEDULING_MS_LEAST, inMs(shared.get("scheduling_ns"))),
      inFlight_ms: this.#inFlight_ms(seekAndFlush_ms, bandwidth),
      reads_ms: this.#reads_ms(seekAndFlush_ms, bandwidth),
      seekAndFlush_ms,
      stalls_ms: this.#stalls_ms(),
      margin_ms: options.margin_ms ?? MARGIN_MS_DEFAULT,
      bandwidth_bytesPerSecond: bandwidth,
      overhead_bytes: OVERHEAD_BYTES,
    });
  }

  #stalls_ms(): BudgetInputs["stalls_ms"] {
    const of = (what: Stalling) => {
      this.#stalls[what].record(inMs(this.shared.take(STALL_WORDS[what])));
      return this.#stalls[what].value();
    };
    const home = of("home");
    return {
      journal: of("journal"),
      home: this.options.journalOwnDevice ? 0 : home,
      scheduling: of("scheduling"),
    };
  }

  /** Each thread of the server that reads from the disk may have a slice in flight; with the
   * warning they begin no more. */
  #reads_ms(seekAndFlush_ms: number, bandwidth: number): number {
    if (this.options.journalOwnDevice || bandwidth === 0) return 0;
    const readers = Number(this.control.get("homeReaders"));
    return readers * (seekAndFlush_ms + (READ_SLICE_BYTES / bandwidth) * 1000);
  }

  /** A write of the journal may be under way, whose bytes count in the budget, and once a lap the
   * ring's end cuts one in two: two positionings besides the flush's own. */
  #inFlight_ms(seekAndFlush_ms: number, bandwidth: number): number {
    return 2 * seekAndFlush_ms + this.#homeInFlight_ms(seekAndFlush_ms, bandwidth);
  }

  /** One home write, which costs what a journal write of its length would, or what is typical. */
  #homeInFlight_ms(seekAndFlush_ms: number, bandwidth: number): number {
    if (this.options.journalOwnDevice || bandwidth === 0) return 0;
    const derived_ms = seekAndFlush_ms + (this.runBytes / bandwidth) * 1000;
    return Math.max(derived_ms, inMs(this.shared.get("homeWrite_ns")));
  }
}

function inMs(value_ns: bigint): number {
  return Number(value_ns) / 1e6;
}
