/**
 * The machine's own time, for a simulated disk that real clients use.
 *
 * An answer is never early. It is late by what the event loop needs: Node's timers count whole
 * milliseconds, so the last part of one is waited for in turns of the loop.
 */
import { linux } from "@ashlar/disk";
import type { Clock } from "../disk.js";

/** The machine's monotonic clock. */
export class RealClock implements Clock {
  get now_ns(): number {
    return Number(linux.monotonic_ns());
  }
}

interface Due {
  time_ns: number;
  action: () => void;
}

const MILLISECOND_NS = 1_000_000;

/** Does things at their times. */
export class Deadlines {
  readonly #clock = new RealClock();
  /** In the order of time. */
  #due: Due[] = [];
  #timer: NodeJS.Timeout | undefined;
  #turn: NodeJS.Immediate | undefined;

  /** At once, if it is time already. */
  at(time_ns: number, action: () => void): void {
    if (time_ns <= this.#clock.now_ns) {
      action();
      return;
    }
    let place = this.#due.length;
    while (place > 0 && this.#due[place - 1]!.time_ns > time_ns) place -= 1;
    this.#due.splice(place, 0, { time_ns, action });
    if (place === 0) this.#arm();
  }

  /** Forgets everything that is not done yet. */
  clear(): void {
    this.#due = [];
    this.#disarm();
  }

  #arm(): void {
    this.#disarm();
    const [next] = this.#due;
    if (next === undefined) return;
    const wait_ms = Math.floor((next.time_ns - this.#clock.now_ns) / MILLISECOND_NS);
    if (wait_ms >= 1) this.#timer = setTimeout(() => this.#run(), wait_ms);
    else this.#turn = setImmediate(() => this.#run());
  }

  #disarm(): void {
    clearTimeout(this.#timer);
    clearImmediate(this.#turn);
  }

  #run(): void {
    const now_ns = this.#clock.now_ns;
    while (this.#due.length > 0 && this.#due[0]!.time_ns <= now_ns) this.#due.shift()!.action();
    this.#arm();
  }
}
