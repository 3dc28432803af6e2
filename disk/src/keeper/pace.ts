/**
 * How far the server may fill the ring: to three quarters, and the last quarter is handed out as
 * the epoch in progress comes home.
 *
 * The ring's space is free only when all of an epoch is home, up to a quarter of the ring, which
 * on a slow disk with scattered writes takes a minute. A ring that is simply filled would stop
 * every client for that minute, then let a quarter in at once. Small epochs would stop them for
 * less, but every write home would cost several times as much. So epochs stay large, and what is
 * freed at their end is lent while they come home: clients go at the pace of the disk, steadily.
 *
 * No more is lent than the ring has: an epoch is never longer than the last quarter, but for one
 * record, and the core itself refuses what does not fit.
 */
import type { ThreadClock } from "../linux/index.js";
import type { Control } from "../vault/index.js";

/** Of the ring: the part that is lent, and what an epoch takes of it. */
const PACED_PART = 4n;
/** Not every write home is worth waking the server. */
const PAUSE_NS = 10_000_000n;

export class Pace {
  #moved_ns = 0n;

  constructor(
    readonly control: Control,
    readonly ringSectors: bigint,
    readonly clock: Pick<ThreadClock, "monotonic_ns">,
    readonly wakeServer: () => void,
  ) {
    this.move(control.get("released"));
  }

  /** About how much of the stream one epoch takes. */
  get epochSectors(): bigint {
    return this.ringSectors / PACED_PART;
  }

  /** Everything before `position` is home. */
  move(position: bigint): void {
    this.#moved_ns = this.clock.monotonic_ns();
    const limit = position + this.ringSectors - this.epochSectors;
    if (this.control.get("paceLimit") === limit) return;
    this.control.set("paceLimit", limit);
    if (this.control.get("hungry") === 1n) this.wakeServer();
  }

  /** As much is home as if epochs were divisible and it were all before `position`. */
  lend(position: bigint): void {
    if (this.clock.monotonic_ns() - this.#moved_ns >= PAUSE_NS) this.move(position);
  }
}
