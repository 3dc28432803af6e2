/**
 * `hdd-7200`: a hard disk of 7200 revolutions per minute with its write cache off.
 *
 * A write is durable when it completes, so a flush is free. Sectors lie along one spiral: byte
 * b passes below the head whenever (b / track) and (now / rotation) have the same fraction. All
 * that is known of hard disks follows from this. A write to the next sector, sent when the last
 * one completed, comes too late for it and waits almost a rotation; one that is queued in time
 * streams; a random one waits half a rotation on average.
 *
 * Requests are served in order of arrival. A real disk reorders a queue, which helps random
 * writes at depth, and so helps Ashlar's home thread, not a database that commits one by one.
 */
import {
  type DiskModel,
  type DiskRequest,
  MILLISECOND_NS,
  SECOND_NS,
  transfer_ns,
} from "./model.js";

const ROTATION_NS = SECOND_NS / 120;
const BYTES_PER_SECOND = 150_000_000;
const TRACK_BYTES = BYTES_PER_SECOND / 120;
const SEEK_LEAST_NS = 0.5 * MILLISECOND_NS;
const SEEK_MOST_NS = 8.5 * MILLISECOND_NS;
/** The distance from which a seek costs the most. Data sheets state the average seek, which is
 * that over a third of the stroke, so that is where the curve reaches the stated 8.5 ms. */
const SEEK_FAR_PART = 1 / 3;
/** A terabyte: a common size of the kind. A small image lies on a small part of it. */
const DISK_BYTES = 1_000_000_000_000;
/** SATA's 6 Gbit/s, less its encoding: what reads from the disk's buffer take. */
const INTERFACE_BYTES_PER_SECOND = 600_000_000;
/** How far a disk reads ahead of a sequential reader; caches of the kind are 8 to 64 MB. */
const READ_AHEAD_BYTES = 8_000_000;

/** A byte due this shortly before now is due now, not in a whole rotation: far below a sector's
 * time (3.4 µs), far above what a double loses of a time in nanoseconds within years. */
const ROUNDING_NS = 200;

const BUSY_UNTIL = 0;
const HEAD_AT = 1;
const READING_AHEAD = 2;

/** Seek time over a distance in bytes: the arm accelerates, so it grows with the square root. */
export function seek_ns(distance: number): number {
  if (distance < TRACK_BYTES) return 0;
  const part = Math.min(1, distance / (SEEK_FAR_PART * DISK_BYTES));
  return SEEK_LEAST_NS + (SEEK_MOST_NS - SEEK_LEAST_NS) * Math.sqrt(part);
}

function fraction(value: number): number {
  return value - Math.floor(value);
}

/** From `at_ns` on, how long until the byte at `offset` comes below the head. */
function rotationalDelay_ns(offset: number, at_ns: number): number {
  const delay_ns = fraction(offset / TRACK_BYTES - at_ns / ROTATION_NS) * ROTATION_NS;
  return delay_ns > ROTATION_NS - ROUNDING_NS ? 0 : delay_ns;
}

function access(state: Float64Array, request: DiskRequest): number {
  const start_ns = Math.max(request.now_ns, state[BUSY_UNTIL]!);
  const onTrack_ns = start_ns + seek_ns(Math.abs(request.offset - state[HEAD_AT]!));
  const begin_ns = onTrack_ns + rotationalDelay_ns(request.offset, onTrack_ns);
  return begin_ns + transfer_ns(request.length, BYTES_PER_SECOND);
}

/** A read that goes on where the last one ended finds the head there, reading ahead. */
function readAhead(state: Float64Array, request: DiskRequest): number {
  const ahead_ns = transfer_ns(READ_AHEAD_BYTES, BYTES_PER_SECOND);
  const media_ns =
    Math.max(state[BUSY_UNTIL]!, request.now_ns - ahead_ns) +
    transfer_ns(request.length, BYTES_PER_SECOND);
  const buffer_ns = request.now_ns + transfer_ns(request.length, INTERFACE_BYTES_PER_SECOND);
  state[BUSY_UNTIL] = media_ns;
  return Math.max(media_ns, buffer_ns);
}

function complete(state: Float64Array, request: DiskRequest): number {
  if (request.kind === "flush" || request.kind === "discard") return request.now_ns;
  const sequential = request.offset === state[HEAD_AT] && state[READING_AHEAD] === 1;
  const reading = request.kind === "read";
  const ahead = reading && sequential;
  const completion_ns = ahead ? readAhead(state, request) : access(state, request);
  if (!ahead) state[BUSY_UNTIL] = completion_ns;
  state[HEAD_AT] = request.offset + request.length;
  state[READING_AHEAD] = reading ? 1 : 0;
  return completion_ns;
}

export const hdd7200: DiskModel = {
  name: "hdd-7200",
  label: "hdd-7200",
  syncWrite_ns: ROTATION_NS,
  volatileCache: false,
  complete,
};
