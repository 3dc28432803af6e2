/**
 * The home thread's turns: when an epoch is due, write it, then have it released.
 *
 * The ring's space is free only when a synced superblock says where the stream now begins. So
 * after an epoch nothing more is written until the journal thread has released it.
 */
import type { Plan } from "@ashlar/rapilog";
import { type Control, Power } from "../vault/index.js";
import type { HomePolicy } from "./home-policy.js";
import type { HomeWriter } from "./home-writer.js";
import type { Shared } from "./shared.js";

export interface HomeTurnsParts {
  plan: Plan;
  control: Control;
  shared: Shared;
  policy: HomePolicy;
  writer: HomeWriter;
  /** Wakes the journal thread. */
  wakeJournal(): void;
}

/** `waiting`: for the journal thread, to release an epoch. */
export type HomeTurn = "idle" | "worked" | "waiting" | "failed";

export class HomeTurns {
  readonly #parts: HomeTurnsParts;
  #wanted = 0n;

  constructor(parts: HomeTurnsParts) {
    this.#parts = parts;
  }

  /** Whether an epoch is home and not released yet. */
  get isWaiting(): boolean {
    return this.#parts.control.get("released") < this.#wanted;
  }

  /** Writes an epoch, if one is due and may be written. */
  turn(now_ms: number): HomeTurn {
    if (this.isWaiting) return "waiting";
    if (!this.#mayWrite(now_ms)) return "idle";
    const { writer, control, shared } = this.#parts;
    const { outcome, end } = writer.epoch(control.get("released"), shared.get("homeLimit"));
    if (outcome !== "done") return outcome === "failed" ? "failed" : "worked";
    this.#release(end);
    return "waiting";
  }

  #mayWrite(now_ms: number): boolean {
    const { control, shared, policy } = this.#parts;
    if (control.get("power") !== Power.normal || shared.get("damagedAt") !== 0n) return false;
    return policy.isDue(now_ms);
  }

  #release(end: bigint): void {
    const { plan, shared, wakeJournal } = this.#parts;
    shared.set("releaseFloor", plan.incarnation);
    shared.set("releaseWanted", end);
    this.#wanted = end;
    wakeJournal();
  }
}
