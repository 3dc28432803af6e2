/**
 * A 16550 as QEMU's `virt` has it, without queues, modem lines and baud rates: bytes written are
 * said at once, bytes typed wait to be read one after the other.
 */
import type { Device } from "./device.js";

/** Offsets of registers. */
export const Uart = { data: 0, interruptEnable: 1, interruptIdentity: 2, lineStatus: 5 } as const;

const WHEN_RECEIVED = 1;
const DATA_READY = 1;
/** Nothing waits to be sent, and nothing is being sent. */
const TRANSMITTER_EMPTY = 0x60;
const IDENTITY = { none: 1, received: 4 } as const;

export class UartDevice implements Device {
  readonly source = 10;
  readonly #typed: number[] = [];
  #interruptEnable = 0;

  /** Hears each byte that is written. */
  constructor(readonly say: (byte: number) => void) {}

  /** Somebody types. */
  type(text: string): void {
    this.#typed.push(...new TextEncoder().encode(text));
  }

  get isRaised(): boolean {
    return (this.#interruptEnable & WHEN_RECEIVED) !== 0 && this.#typed.length > 0;
  }

  read(offset: number): number {
    switch (offset) {
      case Uart.data:
        return this.#typed.shift() ?? 0;
      case Uart.interruptEnable:
        return this.#interruptEnable;
      case Uart.interruptIdentity:
        return this.isRaised ? IDENTITY.received : IDENTITY.none;
      case Uart.lineStatus:
        return TRANSMITTER_EMPTY | (this.#typed.length > 0 ? DATA_READY : 0);
      default:
        return 0;
    }
  }

  write(offset: number, _width: number, value: number): void {
    if (offset === Uart.data) this.say(value & 0xff);
    if (offset === Uart.interruptEnable) this.#interruptEnable = value & 0xf;
  }
}
