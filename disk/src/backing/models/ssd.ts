/**
 * `ssd-consumer`: a solid-state disk with a volatile cache and no power-loss protection.
 *
 * The cache takes writes at 500 MB/s and drains as fast as it fills, so a flush waits for the
 * transfers before it and then costs 1.6 ms. Reads and writes go on during a flush. A flush that
 * arrives while another is running waits for its end and shares the next one with all others
 * that wait, as in Linux's block layer: that is how several clients' commits share a flush.
 */
import {
  type DiskModel,
  type DiskRequest,
  MICROSECOND_NS,
  MILLISECOND_NS,
  transfer_ns,
} from "./model.js";

const BYTES_PER_SECOND = 500_000_000;
const FLUSH_NS = 1.6 * MILLISECOND_NS;
/** A page of TLC flash takes 50 to 60 µs to sense, and the command some more; pages lie on many
 * dies, so this delays a read and does not occupy the disk. */
const READ_LATENCY_NS = 70 * MICROSECOND_NS;

const BUSY_UNTIL = 0;
const FLUSH_START = 1;
const FLUSH_END = 2;

function transfer(state: Float64Array, request: DiskRequest): number {
  const start_ns = Math.max(request.now_ns, state[BUSY_UNTIL]!);
  state[BUSY_UNTIL] = start_ns + transfer_ns(request.length, BYTES_PER_SECOND);
  return state[BUSY_UNTIL];
}

function flush(state: Float64Array, now_ns: number): number {
  const waitsToStart = now_ns < state[FLUSH_START]!;
  if (waitsToStart) return state[FLUSH_END]!;
  state[FLUSH_START] = Math.max(now_ns, state[BUSY_UNTIL]!, state[FLUSH_END]!);
  state[FLUSH_END] = state[FLUSH_START] + FLUSH_NS;
  return state[FLUSH_END];
}

function complete(state: Float64Array, request: DiskRequest): number {
  switch (request.kind) {
    case "read":
      return transfer(state, request) + READ_LATENCY_NS;
    case "write":
      return transfer(state, request);
    case "flush":
      return flush(state, request.now_ns);
    case "discard":
      return request.now_ns;
  }
}

export const ssdConsumer: DiskModel = {
  name: "ssd-consumer",
  label: "ssd-consumer",
  syncWrite_ns: FLUSH_NS,
  volatileCache: true,
  complete,
};
