/** Measures each emergency flush once: how much clients had been told of, and how long it took
 * from the power signal until the journal held that. */
import { SECTOR_BYTES } from "@ashlar/rapilog/format";
import type { ThreadClock } from "../linux/index.js";
import type { Control } from "../vault/index.js";

export class FlushMeter {
  /** The power failures, by their times, that a flush has begun and ended for. */
  #begunFor_ns = 0n;
  #endedFor_ns = 0n;

  constructor(
    readonly control: Control,
    readonly clock: ThreadClock,
  ) {}

  /** Called before each step of an emergency. */
  begins(): void {
    const { control } = this;
    const since_ns = control.get("powerSince_ns");
    if (this.#begunFor_ns === since_ns) return;
    this.#begunFor_ns = since_ns;
    const sectors = control.get("acknowledged") - control.get("journaled");
    control.set("flushLastBytes", sectors > 0n ? sectors * BigInt(SECTOR_BYTES) : 0n);
  }

  /** Called whenever the journal holds what clients were told. */
  ends(): void {
    const { control } = this;
    const since_ns = control.get("powerSince_ns");
    if (this.#endedFor_ns === since_ns) return;
    this.#endedFor_ns = since_ns;
    const took_ns = this.clock.monotonic_ns() - since_ns;
    control.set("flushLast_ns", took_ns);
    if (took_ns > control.get("flushWorst_ns")) control.set("flushWorst_ns", took_ns);
    control.add("flushes", 1n);
  }
}
