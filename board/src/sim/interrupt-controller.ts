/**
 * Which interrupts come through: a source's line is up, the kernel has enabled it, and it is not
 * being served already. As the board's PLIC, with one priority: the lowest source first.
 */
import type { Device } from "./devices/device.js";

export class InterruptController {
  #mask = 0n;
  #served = 0n;

  constructor(readonly devices: readonly Device[]) {}

  /** Which sources are enabled. */
  get mask(): bigint {
    return this.#mask;
  }

  /** As after power on: nothing is enabled, nothing is served. */
  reset(): void {
    this.#mask = 0n;
    this.#served = 0n;
  }

  setMask(mask: bigint): void {
    this.#mask = mask;
  }

  /** The source that interrupts now, which is served from now on; 0: none. */
  claim(): number {
    let lowest = 0;
    for (const { source, isRaised } of this.devices)
      if (isRaised && this.#isOpen(source) && (lowest === 0 || source < lowest)) lowest = source;
    this.#served |= bitOf(lowest);
    return lowest;
  }

  complete(source: number): void {
    this.#served &= ~bitOf(source);
  }

  #isOpen(source: number): boolean {
    return (this.#mask & ~this.#served & bitOf(source)) !== 0n;
  }
}

const bitOf = (source: number) => (source === 0 ? 0n : 1n << BigInt(source));
