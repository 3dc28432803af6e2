/**
 * What the journal's device costs, learned from the work itself.
 *
 * Small steps show what positioning and syncing cost, long ones the sequential rate, and all of
 * them where it stalls. Only steps that had the device for themselves count: what waits behind
 * home writes, or behind reads, is another term of the budget.
 */
import type { ThreadClock } from "../linux/index.js";
import type { Control } from "../vault/index.js";
import type { Shared } from "./shared.js";
import { OperationTimes, RecentQuantile } from "./worst.js";

const SMALL_BYTES = 64 * 1024;
const TELLING_BYTES = 4 * 1024 * 1024;
/** What is slower than this part of the samples counts as a stall. */
const RATE_QUANTILE = 0.05;
/** Until there are so many, the rate measured at the start stands. */
const RATE_SAMPLES = 20;

/** Runs an action, and returns how long it took. What the thread waited for a CPU meanwhile is no
 * delay of the device's, and is left out. */
export function ownTime_ns(clock: ThreadClock, action: () => void): number {
  const delayed_ns = clock.runDelay_ns();
  const before_ns = clock.monotonic_ns();
  action();
  const elapsed_ns = Number(clock.monotonic_ns() - before_ns);
  return Math.max(1, Math.round(elapsed_ns - (clock.runDelay_ns() - delayed_ns)));
}

/** Asks, when called, whether no read from the disk was under way since it was made. The words are
 * written just before a read and just after it. */
export function noReads(control: Control): () => boolean {
  const started = control.get("readsStarted");
  const quiet = control.get("readsEnded") === started;
  return () => quiet && control.get("readsStarted") === started;
}

export class DeviceMeter {
  readonly #times: OperationTimes;
  readonly #rate = new RecentQuantile(RATE_QUANTILE);

  constructor(
    readonly control: Control,
    readonly shared: Shared,
    readonly clock: ThreadClock,
  ) {
    this.#times = new OperationTimes(Number(shared.get("seekAndFlush_ns")));
  }

  /** Runs a step that writes and syncs `bytes`, and learns from it. */
  measure(bytes: number, step: () => void): void {
    const { control, shared } = this;
    const alone = shared.get("homeActive") === 0n;
    const homeWrites = control.get("homeWrites");
    const unread = noReads(control);
    const took_ns = ownTime_ns(this.clock, step);
    const stillAlone = shared.get("homeActive") === 0n && control.get("homeWrites") === homeWrites;
    if (alone && stillAlone && unread()) this.#learn(bytes, took_ns);
  }

  #learn(bytes: number, took_ns: number): void {
    const { shared } = this;
    const beyond_ns =
      bytes <= SMALL_BYTES ? this.#learnSmall(took_ns) : this.#beyond(bytes, took_ns);
    shared.raise("journalStall_ns", BigInt(Math.round(beyond_ns)));
    if (bytes >= TELLING_BYTES) this.#learnRate((bytes / took_ns) * 1e9);
  }

  #learnSmall(took_ns: number): number {
    const beyond_ns = this.#times.record(took_ns);
    this.shared.set("seekAndFlush_ns", BigInt(Math.round(this.#times.typical)));
    return beyond_ns;
  }

  #beyond(bytes: number, took_ns: number): number {
    const rate = Number(this.shared.get("bandwidth"));
    if (rate === 0) return 0;
    return this.#times.excess(took_ns - this.#times.typical - (bytes / rate) * 1e9);
  }

  #learnRate(rate: number): void {
    this.#rate.record(rate);
    if (this.#rate.count >= RATE_SAMPLES)
      this.shared.set("bandwidth", BigInt(Math.floor(this.#rate.value()!)));
  }
}
