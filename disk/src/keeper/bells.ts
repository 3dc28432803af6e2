/**
 * Sleeping and waking on the vault's two bells.
 *
 * A sleeper reads the bell, then looks whether there is work, then sleeps only if the bell still
 * has the value it read: whoever adds work and rings in between is not missed. The doorbell's
 * `asleep` word saves the server a system call for every append that the keeper need not know of.
 */
import { addressOf, futexWait, futexWake } from "../linux/index.js";
import { Asleep, Bell, type Control } from "../vault/index.js";

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
    if (this.control.bell("asleep") !== Asleep.awake) this.wakeJournal();
  }

  wakeHome(): void {
    this.control.ring("homeBell");
    futexWake(this.#base + Bell.homeBell);
  }

  /** The journal thread sleeps until it is rung for, unless `busy` says that there is work. */
  sleepJournal(timeout_ms: number, busy: () => boolean): void {
    this.#sleep(Asleep.idle, timeout_ms, busy);
  }

  /** The same where only what is urgent has to wake it: see `Asleep.gathering`. */
  gatherJournal(timeout_ms: number, urgent: () => boolean): void {
    this.#sleep(Asleep.gathering, timeout_ms, urgent);
  }

  #sleep(how: number, timeout_ms: number, busy: () => boolean): void {
    const seen = this.control.bell("doorbell");
    this.control.setBell("asleep", how);
    if (!busy()) futexWait(this.#base + Bell.doorbell, seen, timeout_ms);
    this.control.setBell("asleep", Asleep.awake);
  }

  /** A pause that nothing ends but the power's failing and the like. */
  pauseJournal(timeout_ms: number): void {
    futexWait(this.#base + Bell.doorbell, this.control.bell("doorbell"), timeout_ms);
  }

  sleepHome(timeout_ms: number, busy: () => boolean): void {
    const seen = this.control.bell("homeBell");
    if (!busy()) futexWait(this.#base + Bell.homeBell, seen, timeout_ms);
  }
}
