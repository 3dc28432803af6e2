/**
 * A split virtqueue with one request at a time (virtio 1.2, section 2.7), and the block device's
 * request in it (section 5.2.6). All is in one frame that the device may access.
 *
 *     0     descriptors: address u64, length u32, flags u16, next u16
 *     128   available: flags u16, index u16, ring of u16
 *     256   used: flags u16, index u16, ring of { id u32, length u32 }
 *     512   the request's header: type u32, reserved u32, sector u64
 *     528   the request's status: u8
 */
import { fence, load8, load32 } from "./device";

export const QUEUE_SIZE: u32 = 8;
export const AVAILABLE: u32 = 128;
export const USED: u32 = 256;
const AVAILABLE_INDEX: u32 = AVAILABLE + 2;
const AVAILABLE_RING: u32 = AVAILABLE + 4;
const HEADER: u32 = 512;
const STATUS: u32 = 528;
const HEADER_BYTES: u32 = 16;
const DESCRIPTOR_BYTES: u32 = 16;

const NEXT: u32 = 1;
const DEVICE_WRITES: u32 = 2;

/** The types of requests. */
export const READ_SECTORS: u32 = 0;
export const WRITE_SECTORS: u32 = 1;
/** What the device answers if it has done it; before it answers, what no device does. */
export const STATUS_DONE: u32 = 0;
const STATUS_PENDING: u32 = 0xff;

function describe(queue: u32, index: u32, address: u64, length: u32, flags: u32): void {
  const at = queue + index * DESCRIPTOR_BYTES;
  store<u64>(at, address);
  store<u32>(at, length, 8);
  store<u16>(at, flags, 12);
  store<u16>(at, index + 1, 14);
}

/** Nothing was ever asked. */
export function clear(queue: u32): void {
  memory.fill(queue, 0, 4096);
}

/** Makes one request available to the device: `queue` is where we, `physical` where it sees it. */
export function submit(
  queue: u32,
  physical: u64,
  type: u32,
  sector: u64,
  data: u64,
  length: u32,
): void {
  store<u32>(queue + HEADER, type);
  store<u32>(queue + HEADER, 0, 4);
  store<u64>(queue + HEADER, sector, 8);
  store<u8>(queue + STATUS, STATUS_PENDING);
  const direction = type == READ_SECTORS ? DEVICE_WRITES : 0;
  describe(queue, 0, physical + HEADER, HEADER_BYTES, NEXT);
  describe(queue, 1, data, length, NEXT | direction);
  describe(queue, 2, physical + STATUS, 1, DEVICE_WRITES);
  const index = <u32>load<u16>(queue + AVAILABLE_INDEX);
  store<u16>(queue + AVAILABLE_RING + ((index & (QUEUE_SIZE - 1)) << 1), 0);
  fence();
  store<u16>(queue + AVAILABLE_INDEX, index + 1);
  fence();
}

/** Whether the device has done all that it was asked. */
export function isIdle(queue: u32): bool {
  const used = load32(queue + USED) >> 16;
  const available = load32(queue + AVAILABLE) >> 16;
  fence();
  return used == available;
}

/** What the device has answered. */
export function status(queue: u32): u32 {
  return load8(queue + STATUS);
}
