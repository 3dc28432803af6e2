/** What programs are written with: operations, and system calls with their answers taken apart. */
import {
  ANSWER,
  BADGE_BIT,
  FROM_FAULT_BIT,
  FROM_NOTIFICATION_BIT,
  LABEL,
  RESULT_BITS,
  WITH_CAPABILITY_BIT,
  WORDS,
} from "@ashlar/kernel/interface";
import type { Width } from "./physical.js";
import { LOADED, type Operation, type Registers } from "./program.js";

/** A piece of a program that comes to a value. */
export type Doing<Value> = Generator<Operation, Value, Registers>;

/** What comes back from a system call. */
export interface Answer {
  readonly result: number;
  /** Of the sender's capability, or the bits that were signalled. */
  readonly badge: number;
  readonly label: bigint;
  readonly words: readonly bigint[];
  readonly isWithCapability: boolean;
  readonly isFromFault: boolean;
  readonly isFromNotification: boolean;
}

const hasBit = (word: bigint, bit: number) => ((word >> BigInt(bit)) & 1n) === 1n;

export function answerIn(registers: Registers): Answer {
  const word = registers[ANSWER]!;
  return {
    result: Number(word & ((1n << BigInt(RESULT_BITS)) - 1n)),
    badge: Number(word >> BigInt(BADGE_BIT)),
    label: registers[LABEL]!,
    words: [...registers.subarray(LABEL + 1, LABEL + 1 + WORDS)],
    isWithCapability: hasBit(word, WITH_CAPABILITY_BIT),
    isFromFault: hasBit(word, FROM_FAULT_BIT),
    isFromNotification: hasBit(word, FROM_NOTIFICATION_BIT),
  };
}

/** Makes a system call. */
export function* call(number: number, ...registers: (number | bigint)[]): Doing<Answer> {
  return answerIn(yield { do: "call", number, registers: registers.map(BigInt) });
}

export function* load(address: number | bigint, width: Width = 8): Doing<bigint> {
  return (yield { do: "load", address: BigInt(address), width })[LOADED]!;
}

export function* store(
  address: number | bigint,
  value: number | bigint,
  width: Width = 8,
): Doing<void> {
  yield { do: "store", address: BigInt(address), width, value: BigInt(value) };
}

export function* compute(instructions: number): Doing<void> {
  yield { do: "compute", instructions };
}

/** All registers as they are now; it takes an instruction. */
export function* registersNow(): Doing<Registers> {
  return (yield { do: "compute", instructions: 1 }).slice();
}

/** Puts a value into a register. */
export function* set(register: number, value: number | bigint): Doing<void> {
  yield { do: "set", register, value: BigInt(value) };
}

/** Computes for ever. */
export function* forever(): Doing<never> {
  for (;;) yield { do: "compute", instructions: 1000 };
}
