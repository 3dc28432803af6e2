/**
 * What an instruction may do to the hart that runs it. Values are terms of 64 bits: run on literals
 * an instruction computes, run on variables it describes. So there is one meaning for both, and
 * what is compared with an emulator also speaks for what is proved.
 *
 * One hart: no other writes memory between two of its instructions.
 */
import type { Term } from "@ashlar/logic";

/** Exceptions by their codes (Privileged 20211203, table 3.6). */
export const Cause = {
  FetchMisaligned: 0,
  FetchFault: 1,
  IllegalInstruction: 2,
  Breakpoint: 3,
  LoadMisaligned: 4,
  LoadFault: 5,
  StoreMisaligned: 6,
  StoreFault: 7,
  /** From user mode; from supervisor mode one more, from machine mode three more. */
  EnvironmentCall: 8,
  FetchPageFault: 12,
  LoadPageFault: 13,
  StorePageFault: 15,
} as const;

export type Cause = (typeof Cause)[keyof typeof Cause] | 9 | 11;

/** Why memory is accessed. "reserve" and "update" are atomic, so they must be aligned. */
export type Access = "load" | "store" | "reserve" | "update";

export type Mode = "machine" | "supervisor";

export interface Machine {
  register(index: number): Term;
  /** Register 0 stays zero. */
  setRegister(index: number, value: Term): void;

  /** The address of this instruction, and of the one behind it. */
  readonly pc: Term;
  readonly next: Term;
  jump(target: Term): void;
  jumpWhen(condition: Term, target: Term): void;

  /** The address in memory of an access that may be made; undefined where none may. */
  physical(address: Term, bytes: number, access: Access): Term | undefined;
  readonly memory: Memory;
  /** Remembers that these bytes were read to be replaced; then, whether they still are. */
  reserve(address: Term, bytes: number): void;
  takeReservation(address: Term, bytes: number): Term;

  /** The value of a register that this mode may read; undefined where it may not. */
  readControl(number: number): Term | undefined;
  /** Whether this mode may write it. */
  mayWriteControl(number: number): boolean;
  writeControl(number: number, value: Term): void;

  environmentCall(): void;
  breakpoint(): void;
  returnFromTrap(mode: Mode): void;
  /** Waits for an interrupt, which may be over at once. */
  wait(): void;
  /** Orders address translation behind stores to its tables. */
  fenceTranslation(): void;
}

/** Bytes by physical address. Whether there is memory is asked before it is used. */
export interface Memory {
  /** `bytes` bytes as one value, the lowest first. */
  load(address: Term, bytes: number): Term;
  store(address: Term, value: Term): void;
}
