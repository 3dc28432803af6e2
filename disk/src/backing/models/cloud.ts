/**
 * `cloud-volume`: a network volume that replicates before it answers.
 *
 * Every write is durable when it completes, 0.8 ms after it was sent, so a flush is free; many
 * may be under way at once. The provider caps bytes at 250 MB/s and operations at 3 000 per
 * second, the base rate of the kind, for which up to 16 000 can be bought. An operation is at
 * most 256 KiB, as providers count them.
 */
import {
  type DiskModel,
  type DiskRequest,
  MILLISECOND_NS,
  SECOND_NS,
  transfer_ns,
} from "./model.js";

const LATENCY_NS = 0.8 * MILLISECOND_NS;
const BYTES_PER_SECOND = 250_000_000;
const OPERATION_BYTES_MAX = 256 * 1024;
/** Unused operations are kept for this long: providers meter over short intervals. */
const BURST_NS = 10 * MILLISECOND_NS;
export const OPERATIONS_PER_SECOND = { least: 3000, most: 16_000 } as const;

const BYTES_DUE = 0;
const OPERATIONS_DUE = 1;

/** A token bucket as the time at which it would be full again (the virtual scheduling form). */
function admitOperations(state: Float64Array, now_ns: number, cost_ns: number): number {
  state[OPERATIONS_DUE] = Math.max(state[OPERATIONS_DUE]!, now_ns) + cost_ns;
  return Math.max(now_ns, state[OPERATIONS_DUE] - BURST_NS);
}

function complete(state: Float64Array, request: DiskRequest, perSecond: number): number {
  if (request.kind === "flush") return request.now_ns;
  const transferred = request.kind === "discard" ? 0 : request.length;
  const operations = Math.max(1, Math.ceil(transferred / OPERATION_BYTES_MAX));
  const cost_ns = (operations * SECOND_NS) / perSecond;
  const admitted_ns = admitOperations(state, request.now_ns, cost_ns);
  const start_ns = Math.max(admitted_ns, state[BYTES_DUE]!);
  state[BYTES_DUE] = start_ns + transfer_ns(transferred, BYTES_PER_SECOND);
  return state[BYTES_DUE] + LATENCY_NS;
}

/** A volume with a cap on operations per second; reads take the same way as writes. */
export function cloudVolume(perSecond: number = OPERATIONS_PER_SECOND.least): DiskModel {
  const { least, most } = OPERATIONS_PER_SECOND;
  if (!(perSecond >= least && perSecond <= most))
    throw new RangeError(`cloud-volume: ${perSecond} IOPS is not from ${least} to ${most}`);
  return {
    name: "cloud-volume",
    label: `cloud-volume at ${perSecond} IOPS`,
    syncWrite_ns: LATENCY_NS,
    volatileCache: false,
    complete: (state, request) => complete(state, request, perSecond),
  };
}
