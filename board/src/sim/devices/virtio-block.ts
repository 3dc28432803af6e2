/**
 * A disk behind virtio over MMIO, as in QEMU's `virt` without legacy: one queue, requests done in
 * order some time after they were notified. A reset drops what was not done: a driver that died
 * leaves nothing behind once its supervisor has reset the device; until then DMA goes on.
 */
import type { Device, Surroundings } from "./device.js";
import {
  FEATURE_FLUSH,
  FEATURE_VERSION_1,
  MAGIC,
  Register,
  Status,
  VERSION,
} from "./virtio-registers.js";
import { QUEUE_SIZE_MAX, type Request, Virtqueue } from "./virtqueue.js";

export const SECTOR_BYTES = 512;
const BLOCK_DEVICE = 2;
const HEADER_BYTES = 16;
const USED_BUFFER = 1;

/** Kinds of requests, and how they end (5.2.6). */
export const BlockRequest = { in: 0, out: 1, flush: 4 } as const;
export const BlockStatus = { ok: 0, error: 1, unsupported: 2 } as const;

export interface DiskOptions {
  /** Its contents: so many bytes it has, a multiple of a sector. */
  readonly contents: Uint8Array;
  /** How long a request takes, in ticks. */
  readonly latency_ticks: () => number;
}

export class VirtioBlockDevice implements Device {
  /** What the driver wrote into each register that only keeps it. */
  readonly #kept = new Map<number, number>();
  #status = 0;
  #interruptStatus = 0;
  #queue: Virtqueue | undefined;
  /** Counts resets: what was begun before one is not done. */
  #life = 0;
  /** How many requests are under way. */
  pending = 0;

  constructor(
    readonly source: number,
    readonly disk: DiskOptions,
    readonly surroundings: Surroundings,
  ) {}

  get isRaised(): boolean {
    return this.#interruptStatus !== 0;
  }

  read(offset: number, width: number): number {
    if (offset >= Register.configuration) return this.#configuration(offset, width);
    if (width !== 4) return 0;
    switch (offset) {
      case Register.magic:
        return MAGIC;
      case Register.version:
        return VERSION;
      case Register.deviceId:
        return BLOCK_DEVICE;
      case Register.deviceFeatures:
        return [FEATURE_FLUSH, FEATURE_VERSION_1][this.#of(Register.deviceFeaturesSelect)] ?? 0;
      case Register.queueSizeMax:
        return this.#isQueueSelected() ? QUEUE_SIZE_MAX : 0;
      case Register.queueReady:
        return this.#isQueueSelected() && this.#queue !== undefined ? 1 : 0;
      case Register.interruptStatus:
        return this.#interruptStatus;
      case Register.status:
        return this.#status;
      default:
        return 0;
    }
  }

  write(offset: number, width: number, value: number): void {
    if (width !== 4) return;
    switch (offset) {
      case Register.status:
        if (value === 0) this.#reset();
        else this.#setStatus(value);
        break;
      case Register.queueReady:
        this.#setReady(value);
        break;
      case Register.queueNotify:
        this.#notified(value);
        break;
      case Register.interruptAcknowledge:
        this.#interruptStatus &= ~value;
        break;
      case Register.driverFeatures:
        this.#kept.set(offset + (this.#of(Register.driverFeaturesSelect) << 16), value);
        break;
      default:
        this.#kept.set(offset, value);
    }
  }

  #of(register: number): number {
    return this.#kept.get(register) ?? 0;
  }

  #isQueueSelected(): boolean {
    return this.#of(Register.queueSelect) === 0;
  }

  /** The capacity in sectors: 64 bits, read in any pieces. */
  #configuration(offset: number, width: number): number {
    const bytes = new DataView(new ArrayBuffer(16));
    bytes.setBigUint64(0, BigInt(this.disk.contents.length / SECTOR_BYTES), true);
    const at = offset - Register.configuration;
    if (at >= 8) return 0;
    return width === 1 ? bytes.getUint8(at) : bytes.getUint32(at, true);
  }

  #reset(): void {
    this.#kept.clear();
    this.#queue = undefined;
    this.#status = 0;
    this.#interruptStatus = 0;
    this.#life += 1;
    this.pending = 0;
  }

  #setStatus(value: number): void {
    const second = this.#of(Register.driverFeatures + (1 << 16));
    const isAccepted = (second & FEATURE_VERSION_1) !== 0;
    const refused = (value & Status.featuresOk) !== 0 && !isAccepted ? Status.featuresOk : 0;
    this.#status = value & ~refused;
  }

  #setReady(value: number): void {
    this.#queue = undefined;
    if (value !== 1 || !this.#isQueueSelected()) return;
    const address = (low: number) => this.#of(low) + this.#of(low + 4) * 2 ** 32;
    const queue = new Virtqueue(
      {
        size: this.#of(Register.queueSize),
        descriptors: address(Register.queueDescriptorsLow),
        available: address(Register.queueAvailableLow),
        used: address(Register.queueUsedLow),
      },
      this.surroundings,
    );
    const { size } = queue.addresses;
    const isSize = size > 0 && size <= QUEUE_SIZE_MAX && (size & (size - 1)) === 0;
    if (isSize && queue.isThere) this.#queue = queue;
    else this.#status |= Status.needsReset;
  }

  #notified(index: number): void {
    if (index !== 0 || (this.#status & Status.driverOk) === 0) return;
    const requests = this.#queue?.take();
    if (requests === undefined) this.#status |= Status.needsReset;
    for (const request of requests ?? []) this.#begin(request);
  }

  #begin(request: Request): void {
    const life = this.#life;
    this.pending += 1;
    this.surroundings.after(this.disk.latency_ticks(), () => {
      if (life === this.#life) this.#finish(request);
    });
  }

  #finish({ head, buffers }: Request): void {
    this.pending -= 1;
    const end = buffers.at(-1)!;
    const header = buffers[0]!;
    const isRequest = header.bytes.length === HEADER_BYTES && !header.isWritable;
    if (!isRequest || !end.isWritable || end.bytes.length !== 1) {
      this.#status |= Status.needsReset;
      return;
    }
    const data = buffers.slice(1, -1);
    end.bytes[0] = this.#perform(header.bytes, data);
    const written = data.reduce((sum, { bytes }) => sum + bytes.length, 1);
    if (this.#queue?.give(head, written)) this.#interruptStatus |= USED_BUFFER;
  }

  #perform(header: Uint8Array, data: Request["buffers"]): number {
    const view = new DataView(header.buffer, header.byteOffset);
    const kind = view.getUint32(0, true);
    if (kind === BlockRequest.flush) return BlockStatus.ok;
    if (kind !== BlockRequest.in && kind !== BlockRequest.out) return BlockStatus.unsupported;
    const { contents } = this.disk;
    let at = Number(view.getBigUint64(8, true)) * SECTOR_BYTES;
    for (const { bytes, isWritable } of data) {
      if (isWritable !== (kind === BlockRequest.in)) return BlockStatus.error;
      if (bytes.length % SECTOR_BYTES !== 0 || at + bytes.length > contents.length)
        return BlockStatus.error;
      if (kind === BlockRequest.in) bytes.set(contents.subarray(at, at + bytes.length));
      else contents.set(bytes, at);
      at += bytes.length;
    }
    return BlockStatus.ok;
  }
}
