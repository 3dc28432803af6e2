/**
 * What was measured, in the two parts that the budget needs: what is typical of an operation, and
 * the worst stall.
 *
 * A flush is several operations. To count each of them at the worst that any ever took would say
 * that a rare event happens to all of them at once; one hiccup of 20 ms would cost 100. So each
 * counts with what is typical, the 95th percentile, and the worst stall counts once: by how much
 * any run of consecutive operations, longer than a flush's, went beyond what is typical in all.
 * Stalls that come in rows are thereby counted as the rows they are.
 */

/** "Of late": one stall of a busy afternoon should not cost the budget for ever, but one that
 * recurs should count. */
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

/** What a part of the samples, of which there is one at least, does not exceed: by the nearest
 * rank. */
export function quantileOf(samples: Float64Array, part: number): number {
  const rank = Math.max(1, Math.ceil(samples.length * part));
  return samples.toSorted()[rank - 1]!;
}

/** A quantile of the last samples. */
export class RecentQuantile {
  readonly #samples: Float64Array;
  #count = 0;

  constructor(
    readonly quantile: number,
    capacity = 500,
  ) {
    this.#samples = new Float64Array(capacity);
  }

  /** How many samples were ever recorded. */
  get count(): number {
    return this.#count;
  }

  record(value: number): void {
    this.#samples[this.#count % this.#samples.length] = value;
    this.#count++;
  }

  /** Undefined before the first sample. */
  value(): number | undefined {
    const held = Math.min(this.#count, this.#samples.length);
    if (held === 0) return undefined;
    return quantileOf(this.#samples.subarray(0, held), this.quantile);
  }
}

/** More consecutive operations than a flush has. */
const ROW = 8;
const TYPICAL_QUANTILE = 0.95;
/** Sorting all samples for each new one would cost more than it tells. */
const RENEW_EVERY = 32;
/** Fewer tell less than what was known before. */
const SAMPLES_LEAST = 20;

/** The times of one kind of operation: what is typical, and how far rows of them go beyond. */
export class OperationTimes {
  readonly #times = new RecentQuantile(TYPICAL_QUANTILE);
  readonly #row: Float64Array;
  #at = 0;
  #typical: number;

  /** `least`: what is known to be typical before anything is measured here. `row`: how many of
   * these operations in a row a flush may have to wait for. */
  constructor(
    readonly least = 0,
    row = ROW,
  ) {
    this.#row = new Float64Array(row);
    this.#typical = least;
  }

  /** What all but one in twenty take; before there are twenty, what was known, or the longest. */
  get typical(): number {
    return this.#typical;
  }

  /** Records one operation. Returns by how much the last row went beyond what is typical. */
  record(took: number): number {
    const excess = this.excess(took - this.#typical);
    this.#times.record(took);
    if (this.#isDue(this.#times.count)) this.#typical = Math.max(this.least, this.#times.value()!);
    return excess;
  }

  #isDue(count: number): boolean {
    if (count < SAMPLES_LEAST) return this.least === 0;
    return count <= RENEW_EVERY || count % RENEW_EVERY === 0;
  }

  /** Records only by how much an operation went beyond its own measure, for one of another size. */
  excess(beyond: number): number {
    const known = this.#typical > 0;
    this.#row[this.#at] = known ? Math.max(0, beyond) : 0;
    this.#at = (this.#at + 1) % this.#row.length;
    let sum = 0;
    for (let index = 0; index < this.#row.length; index++) sum += this.#row[index]!;
    return sum;
  }
}
