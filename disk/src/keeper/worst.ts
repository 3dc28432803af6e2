/**
 * The worst of what was measured lately. "Lately", because one hiccup of a busy afternoon should
 * not cost the budget for ever; long enough (10 to 20 minutes) that a recurring one counts.
 */
const WINDOW_MS = 10 * 60 * 1000;

/** The maximum over the last one to two windows. */
export class RecentWorst {
  #current = 0;
  #previous = 0;
  #started_ms: number;

  constructor(
    readonly window_ms = WINDOW_MS,
    now_ms = Date.now(),
  ) {
    this.#started_ms = now_ms;
  }

  record(value: number, now_ms = Date.now()): void {
    this.#turn(now_ms);
    if (value > this.#current) this.#current = value;
  }

  value(now_ms = Date.now()): number {
    this.#turn(now_ms);
    return Math.max(this.#current, this.#previous);
  }

  #turn(now_ms: number): void {
    const windows = Math.floor((now_ms - this.#started_ms) / this.window_ms);
    if (windows <= 0) return;
    this.#previous = windows === 1 ? this.#current : 0;
    this.#current = 0;
    this.#started_ms += windows * this.window_ms;
  }
}

/** The first percentile of the last samples: what all but one in a hundred reach. */
export class FirstPercentile {
  readonly #samples: Float64Array;
  #count = 0;

  constructor(capacity = 500) {
    this.#samples = new Float64Array(capacity);
  }

  get count(): number {
    return Math.min(this.#count, this.#samples.length);
  }

  record(value: number): void {
    this.#samples[this.#count % this.#samples.length] = value;
    this.#count++;
  }

  value(): number | undefined {
    if (this.#count === 0) return undefined;
    const sorted = this.#samples.slice(0, this.count).sort();
    return sorted[Math.floor((sorted.length - 1) / 100)];
  }
}
