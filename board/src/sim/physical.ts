/**
 * Physical addresses: RAM from 0x80000000, of which the kernel's image takes the first MiB and the
 * kernel's linear memory is the rest, and the registers of devices. Users reach the image by no
 * table (PMP forbids it on the board), so an access there is an access fault, as everywhere where
 * nothing is.
 */
import type { Device } from "./devices/device.js";

export const PAGE_BYTES = 4096;
export const IMAGE_BYTES = 1 << 20;
/** Where linear memory begins. */
export const RAM_BASE = 0x8000_0000 + IMAGE_BYTES;
export const RAM_BASE_PAGE = RAM_BASE / PAGE_BYTES;
/** The first device's page, as on QEMU's `virt`; each device has one. */
export const DEVICE_BASE_PAGE = 0x10000;

/** Sizes of accesses in bytes. */
export type Width = 1 | 2 | 4 | 8;

export class PhysicalMemory {
  readonly #view: DataView;
  readonly #bytes: Uint8Array;

  constructor(
    ram: ArrayBuffer,
    readonly devices: readonly Device[],
  ) {
    this.#view = new DataView(ram);
    this.#bytes = new Uint8Array(ram);
  }

  /** What is there; undefined if nothing is. */
  read(address: number, width: Width): bigint | undefined {
    if (this.#isRam(address, width)) return READ[width](this.#view, address - RAM_BASE);
    const device = this.#deviceAt(address);
    return device && BigInt.asUintN(8 * width, BigInt(device.read(address % PAGE_BYTES, width)));
  }

  /** False if nothing is there. */
  write(address: number, width: Width, value: bigint): boolean {
    if (this.#isRam(address, width)) {
      WRITE[width](this.#view, address - RAM_BASE, value);
      return true;
    }
    const device = this.#deviceAt(address);
    device?.write(address % PAGE_BYTES, width, Number(BigInt.asUintN(32, value)));
    return device !== undefined;
  }

  /** RAM as a device sees it, which is all of it: there is no IOMMU. Undefined beyond it. */
  ram(address: number, length: number): Uint8Array | undefined {
    if (!this.#isRam(address, length)) return undefined;
    return this.#bytes.subarray(address - RAM_BASE, address - RAM_BASE + length);
  }

  #isRam(address: number, length: number): boolean {
    return address >= RAM_BASE && address + length <= RAM_BASE + this.#bytes.length;
  }

  #deviceAt(address: number): Device | undefined {
    return this.devices[Math.floor(address / PAGE_BYTES) - DEVICE_BASE_PAGE];
  }
}

const READ: Readonly<Record<Width, (view: DataView, at: number) => bigint>> = {
  1: (view, at) => BigInt(view.getUint8(at)),
  2: (view, at) => BigInt(view.getUint16(at, true)),
  4: (view, at) => BigInt(view.getUint32(at, true)),
  8: (view, at) => view.getBigUint64(at, true),
};

const WRITE: Readonly<Record<Width, (view: DataView, at: number, value: bigint) => void>> = {
  1: (view, at, value) => view.setUint8(at, Number(value & 0xffn)),
  2: (view, at, value) => view.setUint16(at, Number(value & 0xffffn), true),
  4: (view, at, value) => view.setUint32(at, Number(value & 0xffff_ffffn), true),
  8: (view, at, value) => view.setBigUint64(at, value, true),
};
