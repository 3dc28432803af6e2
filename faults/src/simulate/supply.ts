/**
 * The power supply and the budget that goes with it.
 *
 * After the warning as many bytes can be written as the largest budget that anything acknowledged
 * may count on, and what was under way then is part of it: that is what the service promises to
 * need. Home writes that begin after the warning, and anything else, come off the same bytes.
 */
import { vault } from "@ashlar/disk";
import type { Computer } from "./computer.js";

/** What the journal thread may have under way at least, whatever the budget. */
const STEP_BYTES_MIN = 64 * 1024;

export class PowerSupply {
  budget_bytes = 0;
  /** Whether the warning was given. */
  isFailing = false;
  #covered_bytes = 0;

  constructor(readonly computer: Computer) {}

  setBudget(bytes: number): void {
    this.budget_bytes = bytes;
    this.#covered_bytes = Math.max(this.#covered_bytes, bytes);
  }

  /** What an older, larger budget allowed is in the journal. */
  forgetOlderBudgets(): void {
    this.#covered_bytes = this.budget_bytes;
  }

  /** What the keeper does when it hears that the power fails. */
  warn(control: vault.Control): void {
    this.isFailing = true;
    const covered = Math.max(this.#covered_bytes, STEP_BYTES_MIN);
    this.computer.energy_bytes = Math.max(0, covered - this.computer.underWay_bytes);
    control.set("powerSince_ns", BigInt(this.computer.clock.now_ns));
    control.set("power", vault.Power.failing);
  }

  /** It was a false alarm, or the power came back in time. */
  comeBack(control: vault.Control): void {
    this.isFailing = false;
    this.computer.energy_bytes = undefined;
    control.set("power", vault.Power.normal);
  }

  /** After a crash; what was acknowledged may still count on an older budget. */
  reset(): void {
    this.isFailing = false;
  }
}
