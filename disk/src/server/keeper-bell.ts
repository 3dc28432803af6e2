/**
 * Waking the keeper's journal thread: never for every append, always when it has to know.
 *
 * We publish, then look at `asleep`; it sets `asleep`, then looks at what we have published. So
 * one of us sees the other, and nothing waits until its sleep ends by itself.
 */
import { SECTOR_BYTES } from "@ashlar/rapilog/format";
import { futexWake } from "../linux/index.js";
import { Asleep, Bell, type Control } from "../vault/index.js";

export class KeeperBell {
  readonly #control: Control;
  /** Machine address of the futex. */
  readonly #address: number;
  /** Where half of the budget is used up; exact, as positions are below 2^53. */
  #halfway = 0;

  /** `page` is the machine address of the control page. */
  constructor(control: Control, page: number) {
    this.#control = control;
    this.#address = page + Bell.doorbell;
  }

  /** The journal's watermark or the budget has changed. */
  learn(): void {
    const half_bytes = Number(this.#control.get("budgetBytes")) / 2;
    this.#halfway = Number(this.#control.get("journaled")) + half_bytes / SECTOR_BYTES;
  }

  /** The head has been published. */
  headMoved(head: bigint): void {
    const asleep = this.#control.bell("asleep");
    if (asleep === Asleep.awake) return;
    if (asleep === Asleep.idle || Number(head) >= this.#halfway) this.#ring();
  }

  /** Clients have begun to wait for the journal, and `hungry` says so. */
  clientsWait(): void {
    if (this.#control.bell("asleep") !== Asleep.awake) this.#ring();
  }

  #ring(): void {
    this.#control.ring("doorbell");
    futexWake(this.#address);
  }
}
