/**
 * What the journal's device costs, learned from the work itself.
 *
 * Small steps show what positioning and syncing cost, long ones the sequential rate. Only steps
 * that had the device for themselves count: what waits behind home writes, or behind reads, is
 * another term of the budget. Nor does what the thread waited for a CPU.
 */
import { monotonic_ns, RunDelay } from "../linux/index.js";
import type { Control } from "../vault/index.js";
import type { Shared } from "./shared.js";
import { FirstPercentile, RecentWorst } from "./worst.js";

const SMALL_BYTES = 64 * 1024;
const TELLING_BYTES = 4 * 1024 * 1024;

/** Asks, when called, whether no read from the disk was under way since it was made. The words are
 * written just before a read and just after it. */
export function noReads(control: Control): () => boolean {
  const started = control.get("readsStarted");
  const quiet = control.get("readsEnded") === started;
  return () => quiet && control.get("readsStarted") === started;
}

export class DeviceMeter {
  readonly #seekAndFlush = new RecentWorst();
  readonly #rate = new FirstPercentile();
  readonly #runDelay = new RunDelay();

  constructor(
    readonly control: Control,
    readonly shared: Shared,
  ) {}

  /** Runs a step that writes and syncs `bytes`, and learns from it. */
  measure(bytes: number, step: () => void): void {
    const homeWrites = this.control.get("homeWrites");
    const unread = noReads(this.control);
    const delayed_ns = this.#runDelay.total_ns();
    const before_ns = monotonic_ns();
    step();
    const elapsed_ns = Number(monotonic_ns() - before_ns);
    if (this.shared.get("homeActive") === 1n) return;
    if (this.control.get("homeWrites") !== homeWrites || !unread()) return;
    const took_ns = elapsed_ns - (this.#runDelay.total_ns() - delayed_ns);
    this.#learn(bytes, Math.max(1, Math.round(took_ns)));
  }

  #learn(bytes: number, took_ns: number): void {
    if (bytes <= SMALL_BYTES) {
      this.#seekAndFlush.record(took_ns);
      this.shared.set("seekAndFlushWorst_ns", BigInt(this.#seekAndFlush.value()));
    } else if (bytes >= TELLING_BYTES) {
      this.#rate.record((bytes / took_ns) * 1e9);
      this.#lower(BigInt(Math.floor(this.#rate.value()!)));
    }
  }

  /** The rate measured at the start stands until it is seen to be lower. */
  #lower(rate: bigint): void {
    const known = this.shared.get("bandwidth");
    if (known === 0n || rate < known) this.shared.set("bandwidth", rate);
  }
}
