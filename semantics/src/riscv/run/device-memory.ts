/** Memory with registers of devices in it, for programs on numbers. */
import { bigintOf, constant, FALSE, isLiteral, numberOr, sortOf, type Term } from "@ashlar/logic";
import { giveUp } from "../../common/unfinished.js";
import type { FlatMemory } from "./flat-memory.js";
import type { Place } from "./place.js";

/** What accesses do; nothing is fetched from a device. */
export interface Device {
  readonly start: number;
  readonly size_bytes: number;
  load(offset: number, bytes: number): bigint;
  store(offset: number, value: bigint, bytes: number): void;
}

export class DeviceMemory implements Place {
  constructor(
    readonly memory: FlatMemory,
    readonly devices: readonly Device[],
  ) {}

  #deviceAt(address: Term, bytes: number): { device: Device; offset: number } | undefined {
    if (!isLiteral(address)) return giveUp("an address is not known");
    const at = numberOr(address, -1);
    const device = this.devices.find(
      ({ start, size_bytes }) => start <= at && at + bytes <= start + size_bytes,
    );
    return device && { device, offset: at - device.start };
  }

  isOutside(address: Term, bytes: number): Term {
    if (this.#deviceAt(address, bytes) !== undefined) return FALSE;
    return this.memory.isOutside(address, bytes);
  }

  load(address: Term, bytes: number): Term {
    const found = this.#deviceAt(address, bytes);
    if (found === undefined) return this.memory.load(address, bytes);
    return constant(8 * bytes, found.device.load(found.offset, bytes));
  }

  store(address: Term, value: Term): void {
    const bytes = sortOf(value) / 8;
    const found = this.#deviceAt(address, bytes);
    if (found === undefined) this.memory.store(address, value);
    else found.device.store(found.offset, bigintOf(value), bytes);
  }

  parcel(address: number): number | undefined {
    return this.memory.parcel(address);
  }

  fork(): never {
    return this.memory.fork();
  }

  joined(): never {
    return this.memory.joined();
  }
}
