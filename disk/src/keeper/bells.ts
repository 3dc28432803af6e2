/**
 * Sleeping and waking on the vault's two bells.
 *
 * A sleeper reads the bell, then looks whether there is work, then sleeps only if the bell still
 * has the value it read: whoever adds work and rings in between is not missed. The doorbell's
 * `asleep` flag saves the server a system call for every append while the keeper is at work.
 */
import { addressOf, futexWait, futexWake } from "../linux/index.js";
import { Bell, type Control } from "../vault/index.js";

export class Bells {
  readonly #base: number;

  /** `offset` is where the control page lies in `memory`. */
  constructor(
    memory: WebAssembly.Memory,
    offset: number,
    readonly control: Control,
  ) {
    this.#base = addressOf(new Uint8Array(memory.buffer)) + offset;
  }

  /** Rings unconditionally: the journal thread looks again at everything. */
  wakeJournal(): void {
    this.control.ring("doorbell");
    futexWake(this.#base + Bell.doorbell);
  }

  /** As the server does after it moved the head. */
  wakeJournalIfAsleep(): void {
    if (this.control.bell("asleep") !== 0) this.wakeJournal();
  }

  wakeHome(): void {
    this.control.ring("homeBell");
    futexWake(this.#base + Bell.homeBell);
  }

  /** The journal thread sleeps until it is rung for, unless `busy` says that there is work. */
  sleepJournal(timeout_ms: number, busy: () => boolean): void {
    const seen = this.control.bell("doorbell");
    this.control.setBell("asleep", 1);
    if (!busy()) futexWait(this.#base + Bell.doorbell, seen, timeout_ms);
    this.control.setBell("asleep", 0);
  }

  /** A short pause in which only urgent matters wake it, not every append. */
  pauseJournal(timeout_ms: number): void {
    futexWait(this.#base + Bell.doorbell, this.control.bell("doorbell"), timeout_ms);
  }

  sleepHome(timeout_ms: number, busy: () => boolean): void {
    const seen = this.control.bell("homeBell");
    if (!busy()) futexWait(this.#base + Bell.homeBell, seen, timeout_ms);
  }
}
