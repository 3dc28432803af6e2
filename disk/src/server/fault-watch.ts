/**
 * When waiting turns into an error.
 *
 * A disk that fails is first waited for: it may come back, and nothing that was acknowledged is
 * dropped meanwhile. Only after `patience_ms` of continuous errors do clients hear EIO. A full
 * home (ENOSPC) is told at once to writes that would have to wait for it.
 */
import { Fault } from "@ashlar/rapilog";
import { ENOSPC } from "../linux/index.js";
import { NBD_EIO, NBD_ENOSPC } from "../nbd/serving/index.js";
import type { Control } from "../vault/index.js";

export type FaultState = (typeof Fault)[keyof typeof Fault];

/** Milliseconds that errors may last before clients hear of them. */
export const PATIENCE_ms = 10_000;

export class FaultWatch {
  readonly #patience_ms: number;
  #journalSince_ms: number | undefined;
  #homeSince_ms: number | undefined;
  #refusal = 0;

  constructor(patience_ms = PATIENCE_ms) {
    this.#patience_ms = patience_ms;
  }

  /** How the journal fares, by what the keeper says about it. */
  journal(control: Control, now_ms: number): FaultState {
    if (control.get("journalErrno") === 0n) {
      this.#journalSince_ms = undefined;
      return Fault.none;
    }
    this.#journalSince_ms ??= now_ms;
    const failed = now_ms - this.#journalSince_ms >= this.#patience_ms;
    return failed ? Fault.failed : Fault.failing;
  }

  /** Takes in how the home fares. */
  home(control: Control, now_ms: number): void {
    const errno = Number(control.get("homeErrno"));
    if (errno === 0) this.#homeSince_ms = undefined;
    else this.#homeSince_ms ??= now_ms;
    const since_ms = this.#homeSince_ms ?? now_ms;
    const patient = now_ms - since_ms < this.#patience_ms;
    this.#refusal = errno === ENOSPC ? NBD_ENOSPC : errno === 0 || patient ? 0 : NBD_EIO;
  }

  /** The NBD error for a write that would have to wait for home, 0: let it wait. */
  get refusal(): number {
    return this.#refusal;
  }

  /** Whether there is any error, so that time matters. */
  get areThere(): boolean {
    return this.#journalSince_ms !== undefined || this.#homeSince_ms !== undefined;
  }
}
