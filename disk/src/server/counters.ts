/**
 * What the serving thread counts, in memory that the main thread reads for the metrics.
 * Counting is part of every request, so a counter is a constant index, not a name.
 */
import {
  NBD_CMD_FLUSH,
  NBD_CMD_READ,
  NBD_CMD_TRIM,
  NBD_CMD_WRITE,
  NBD_CMD_WRITE_ZEROES,
} from "../nbd/serving/index.js";

export const Count = {
  connections: 0,
  connectionsTotal: 1,
  pausesOfListening: 2,
  reads: 3,
  readBytes: 4,
  writes: 5,
  writtenBytes: 6,
  flushes: 7,
  ranges: 8,
  others: 9,
  refusedRequests: 10,
  waits: 11,
} as const;

export type CountName = keyof typeof Count;

const NAMES = Object.keys(Count) as CountName[];

export class Counters {
  readonly memory: SharedArrayBuffer;
  /** Requests in all, of this thread's own counting. */
  requests = 0;
  readonly #values: Float64Array;

  constructor(memory = new SharedArrayBuffer(8 * NAMES.length)) {
    this.memory = memory;
    this.#values = new Float64Array(memory);
  }

  /** Only the serving thread adds. */
  add(count: number, amount = 1): void {
    this.#values[count]! += amount;
  }

  /** Counts a request by what it is. */
  request(type: number, length: number): void {
    this.requests++;
    if (type === NBD_CMD_WRITE) {
      this.add(Count.writes);
      this.add(Count.writtenBytes, length);
    } else if (type === NBD_CMD_READ) {
      this.add(Count.reads);
      this.add(Count.readBytes, length);
    } else if (type === NBD_CMD_FLUSH) this.add(Count.flushes);
    else if (type === NBD_CMD_TRIM || type === NBD_CMD_WRITE_ZEROES) this.add(Count.ranges);
    else this.add(Count.others);
  }

  snapshot(): Record<CountName, number> {
    const entries = NAMES.map((name) => [name, this.#values[Count[name]]]);
    return Object.fromEntries(entries) as Record<CountName, number>;
  }
}
