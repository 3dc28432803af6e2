/**
 * A split virtqueue as the device sees it (virtio 1.2, 2.7), by DMA to wherever the driver says.
 * What the driver put there may be anything: what does not make sense is `undefined`, never a loop.
 */
import type { Surroundings } from "./device.js";

export const QUEUE_SIZE_MAX = 256;
const DESCRIPTOR_BYTES = 16;
const HAS_NEXT = 1;
const DEVICE_WRITES = 2;
const NO_INTERRUPT = 1;

/** Where a queue is: what the driver wrote into the device's registers. */
export interface QueueAddresses {
  readonly size: number;
  readonly descriptors: number;
  readonly available: number;
  readonly used: number;
}

/** A piece of a request's memory. */
export interface Buffer {
  readonly bytes: Uint8Array;
  /** Whether the device is to write there, or to read. */
  readonly isWritable: boolean;
}

export interface Request {
  /** The first descriptor: by it the driver knows the request again. */
  readonly head: number;
  readonly buffers: readonly Buffer[];
}

export class Virtqueue {
  #taken = 0;

  constructor(
    readonly addresses: QueueAddresses,
    readonly surroundings: Surroundings,
  ) {}

  /** What was made available since the last time; undefined if the driver wrote nonsense. */
  take(): Request[] | undefined {
    const { available, size } = this.addresses;
    const ring = this.#view(available, 4 + 2 * size);
    if (ring === undefined) return undefined;
    const requests: Request[] = [];
    const count = (ring.getUint16(2, true) - this.#taken) & 0xffff;
    if (count > size) return undefined;
    for (let at = 0; at < count; at++) {
      const request = this.#request(ring.getUint16(4 + 2 * (this.#taken % size), true));
      if (request === undefined) return undefined;
      requests.push(request);
      this.#taken = (this.#taken + 1) & 0xffff;
    }
    return requests;
  }

  #request(head: number): Request | undefined {
    const { descriptors, size } = this.addresses;
    const table = this.#view(descriptors, DESCRIPTOR_BYTES * size);
    const buffers: Buffer[] = [];
    for (let index = head; table !== undefined && index < size && buffers.length < size; ) {
      const at = index * DESCRIPTOR_BYTES;
      const flags = table.getUint16(at + 12, true);
      const [address, length] = [table.getBigUint64(at, true), table.getUint32(at + 8, true)];
      const bytes = this.surroundings.ram(Number(address), length);
      if (bytes === undefined) return undefined;
      buffers.push({ bytes, isWritable: (flags & DEVICE_WRITES) !== 0 });
      if ((flags & HAS_NEXT) === 0) return { head, buffers };
      index = table.getUint16(at + 14, true);
    }
    return undefined;
  }

  /** Gives a request back, with the number of bytes written; whether the driver is to be told. */
  give(head: number, written: number): boolean {
    const { available, used, size } = this.addresses;
    const ring = this.#view(used, 4 + 8 * size)!;
    const index = ring.getUint16(2, true);
    const at = 4 + 8 * (index % size);
    ring.setUint32(at, head, true);
    ring.setUint32(at + 4, written, true);
    ring.setUint16(2, (index + 1) & 0xffff, true);
    return (this.#view(available, 2)!.getUint16(0, true) & NO_INTERRUPT) === 0;
  }

  /** Whether all three parts are in memory. */
  get isThere(): boolean {
    const { size, descriptors, available, used } = this.addresses;
    return [
      this.#view(descriptors, DESCRIPTOR_BYTES * size),
      this.#view(available, 4 + 2 * size),
      this.#view(used, 4 + 8 * size),
    ].every((part) => part !== undefined);
  }

  #view(address: number, length: number): DataView | undefined {
    const bytes = this.surroundings.ram(address, length);
    return bytes && new DataView(bytes.buffer, bytes.byteOffset, length);
  }
}
