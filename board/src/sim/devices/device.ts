/** A device as the machine sees it: a page of registers, and a line that it raises. */

/** What a device may do to the machine. */
export interface Surroundings {
  /** Does something so many ticks from now. */
  after(ticks: number, what: () => void): void;
  /** RAM at a physical address, for DMA; undefined beyond it. */
  ram(address: number, length: number): Uint8Array | undefined;
  /** Says a byte to whoever sits at the console. */
  say(byte: number): void;
}

export interface Device {
  /** The interrupt source that its line is; 0: it has none. */
  readonly source: number;
  /** Whether it wants attention: the line stays up until it was given. */
  readonly isRaised: boolean;
  /** A register at an offset in its page; what is not there reads as 0. */
  read(offset: number, width: number): number;
  write(offset: number, width: number, value: number): void;
}

/** A page without a device: on QEMU's `virt` a virtio slot in which nothing is. */
export class EmptySlot implements Device {
  readonly isRaised = false;

  constructor(readonly source: number) {}

  read(offset: number): number {
    // virtio 1.2, 4.2.2: the magic value is there, and device 0 means that there is none.
    return offset === 0 ? 0x7472_6976 : offset === 4 ? 2 : 0;
  }

  write(): void {}
}
