/** What the serving thread counts, in memory that the main thread reads for the metrics. */
import {
  NBD_CMD_FLUSH,
  NBD_CMD_READ,
  NBD_CMD_TRIM,
  NBD_CMD_WRITE,
  NBD_CMD_WRITE_ZEROES,
} from "../nbd/index.js";

const NAMES = [
  "connections",
  "connectionsTotal",
  "refusedConnections",
  "reads",
  "readBytes",
  "writes",
  "writtenBytes",
  "flushes",
  "ranges",
  "others",
  "refusedRequests",
  "waits",
] as const;

export type CounterName = (typeof NAMES)[number];

export class Counters {
  readonly memory: SharedArrayBuffer;
  readonly #values: Float64Array;

  constructor(memory = new SharedArrayBuffer(8 * NAMES.length)) {
    this.memory = memory;
    this.#values = new Float64Array(memory);
  }

  /** Only the serving thread adds. */
  add(name: CounterName, amount = 1): void {
    this.#values[INDEX[name]]! += amount;
  }

  /** Counts a request by what it is. */
  request(type: number, length: number): void {
    if (type === NBD_CMD_WRITE) {
      this.add("writes");
      this.add("writtenBytes", length);
    } else if (type === NBD_CMD_READ) {
      this.add("reads");
      this.add("readBytes", length);
    } else if (type === NBD_CMD_FLUSH) this.add("flushes");
    else if (type === NBD_CMD_TRIM || type === NBD_CMD_WRITE_ZEROES) this.add("ranges");
    else this.add("others");
  }

  snapshot(): Record<CounterName, number> {
    return Object.fromEntries(NAMES.map((name, index) => [name, this.#values[index]])) as Record<
      CounterName,
      number
    >;
  }
}

const INDEX = Object.fromEntries(NAMES.map((name, index) => [name, index])) as Record<
  CounterName,
  number
>;
