/** Virtual time in ticks: it passes only when somebody lets it, and what is due happens in order. */

interface Appointment {
  readonly time: number;
  readonly what: () => void;
}

export class Clock {
  /** Ticks since boot. */
  now = 0;
  readonly #due: Appointment[] = [];

  /** Does something so many ticks from now; what was asked for first comes first. */
  after(ticks: number, what: () => void): void {
    const time = this.now + Math.max(1, Math.floor(ticks));
    const later = this.#due.findIndex((other) => other.time > time);
    this.#due.splice(later < 0 ? this.#due.length : later, 0, { time, what });
  }

  /** When the next thing is due; Infinity: nothing is. */
  get next(): number {
    return this.#due[0]?.time ?? Number.POSITIVE_INFINITY;
  }

  pass(ticks: number): void {
    this.now += ticks;
    while (this.next <= this.now) this.#due.shift()!.what();
  }
}
