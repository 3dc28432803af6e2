/** What a hart holds, as numbers: between runs no term is alive. */
import { bigintOf, constant, type Mark, release, type Term } from "@ashlar/logic";
import { Privilege } from "../control/fields.js";
import { CONTROL_ROWS } from "../control/table.js";
import { type Context, Hart } from "./hart.js";
import type { Place } from "./place.js";

export interface HartNumbers {
  registers: bigint[];
  /** By their numbers. */
  control: Map<number, bigint>;
  pc: bigint;
  privilege: Privilege;
  reservedAddress: bigint;
  reservedBytes: bigint;
  completed: number;
  ahead: Map<number, bigint>;
  mayInterrupt: boolean;
}

/** A hart after reset, about to begin at an address. */
export function afterReset(pc: bigint): HartNumbers {
  return {
    registers: Array.from({ length: 32 }, () => 0n),
    control: new Map(CONTROL_ROWS.map(({ number, start }) => [number, start])),
    pc,
    privilege: Privilege.Machine,
    reservedAddress: 0n,
    reservedBytes: 0n,
    completed: 0,
    ahead: new Map(),
    mayInterrupt: false,
  };
}

export function hartOf(numbers: HartNumbers, context: Context, memory: Place): Hart {
  const long = (value: bigint) => constant(64, value);
  const hart = new Hart(context, memory, long(numbers.pc));
  hart.registers = numbers.registers.map(long);
  hart.control = new Map([...numbers.control].map(([number, value]) => [number, long(value)]));
  hart.reservedAddress = long(numbers.reservedAddress);
  hart.reservedBytes = constant(8, numbers.reservedBytes);
  const { privilege, completed, mayInterrupt, ahead } = numbers;
  return Object.assign(hart, { privilege, completed, mayInterrupt, ahead });
}

export function numbersOf(hart: Hart): HartNumbers {
  const { privilege, completed = 0, mayInterrupt, ahead } = hart;
  const values = ([number, value]: [number, Term]): [number, bigint] => [number, bigintOf(value)];
  return {
    ...{ privilege, completed, mayInterrupt, ahead },
    registers: hart.registers.map(bigintOf),
    control: new Map([...hart.control].map(values)),
    pc: bigintOf(hart.pc),
    reservedAddress: bigintOf(hart.reservedAddress),
    reservedBytes: bigintOf(hart.reservedBytes),
  };
}

/** The same hart with all terms since a mark given back but those that it holds. */
export function renewed(hart: Hart, since: Mark): Hart {
  const numbers = numbersOf(hart);
  release(since);
  return hartOf(numbers, hart.context, hart.memory);
}
