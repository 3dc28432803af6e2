/**
 * What a modelled disk is: a pure function from its state and a request to a completion time.
 *
 * Time is an input, in nanoseconds on any clock that only grows. A model keeps its state in an
 * array of numbers, because the state lives in memory that processes share: a few numbers, each
 * valid on its own, so that a process that dies between two stores leaves at worst one request
 * with a wrong time. All zeros is the state of a disk that never did anything.
 *
 * Only times are modelled here, not failures: a volatile cache loses nothing.
 */

export type RequestKind = "read" | "write" | "flush" | "discard";

export interface DiskRequest {
  kind: RequestKind;
  /** First byte on the modelled disk; ignored for a flush. */
  offset: number;
  length: number;
  /** When the disk receives it. */
  now_ns: number;
}

export interface DiskModel {
  readonly name: ModelName;
  /** Name and parameters: what all who share a modelled disk must agree on; at most 40 bytes. */
  readonly label: string;
  /** What one small synchronous write costs: the yardstick for keeping the model's time. */
  readonly syncWrite_ns: number;
  /** Whether a completed write may still be lost with the power, until a flush completes. */
  readonly volatileCache: boolean;
  /** Adds the request to the disk's queue: changes `state`, returns the time of completion. */
  complete(state: Float64Array, request: DiskRequest): number;
}

export const MODEL_NAMES = ["hdd-7200", "ssd-consumer", "cloud-volume", "nvme-plp"] as const;
export type ModelName = (typeof MODEL_NAMES)[number];

/** The numbers that a model may keep. */
export const STATE_NUMBERS = 16;

export const MICROSECOND_NS = 1000;
export const MILLISECOND_NS = 1_000_000;
export const SECOND_NS = 1_000_000_000;

/** How long `length` bytes take at a rate. */
export function transfer_ns(length: number, bytesPerSecond: number): number {
  return (length / bytesPerSecond) * SECOND_NS;
}
