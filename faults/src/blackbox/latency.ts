/** Latencies in buckets that grow by a quarter: small, mergeable, exact enough for quantiles. */

const LEAST_US = 10;
const GROWTH = 1.25;
const BUCKETS = 80;

/** Bucket `index` counts what took less than this and not less than the one before. */
export function bucketEnd_us(index: number): number {
  return LEAST_US * GROWTH ** index;
}

/** What a report says of them; 0 without any. */
export interface LatencySummary {
  p50: number;
  p99: number;
  max: number;
}

export class Latencies {
  readonly counts: number[];
  max_us = 0;

  constructor(counts?: readonly number[]) {
    this.counts = counts === undefined ? Array<number>(BUCKETS).fill(0) : [...counts];
  }

  add(latency_us: number): void {
    const bucket = Math.ceil(Math.log(latency_us / LEAST_US) / Math.log(GROWTH) - 1e-9);
    const index = Math.min(BUCKETS - 1, Math.max(0, bucket));
    this.counts[index]! += 1;
    this.max_us = Math.max(this.max_us, latency_us);
  }

  merge(other: Latencies): void {
    other.counts.forEach((count, index) => {
      this.counts[index]! += count;
    });
    this.max_us = Math.max(this.max_us, other.max_us);
  }

  get total(): number {
    return this.counts.reduce((sum, count) => sum + count, 0);
  }

  /** Upper bound of the latency that this part of all requests did not exceed; 0 without any. */
  quantile_us(part: number): number {
    const due = this.total * part;
    let sum = 0;
    for (const [index, count] of this.counts.entries()) {
      sum += count;
      if (count > 0 && sum >= due) return Math.min(bucketEnd_us(index), this.max_us);
    }
    return 0;
  }

  get summary_us(): LatencySummary {
    return { p50: this.quantile_us(0.5), p99: this.quantile_us(0.99), max: this.max_us };
  }
}
