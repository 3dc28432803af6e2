/**
 * Programs for threads, written in TypeScript: generators that yield one operation of the hart after
 * the other. What such a program keeps in its own variables stands for what compiled code would keep
 * in its memory and registers; everything else goes through the kernel and the page tables.
 */
import type { Width } from "./physical.js";

export type Operation =
  /** An environment call: the number and the arguments go into their registers first. */
  (
    | { readonly do: "call"; readonly number: number; readonly registers: readonly bigint[] }
    | { readonly do: "load"; readonly address: bigint; readonly width: Width }
    | {
        readonly do: "store";
        readonly address: bigint;
        readonly width: Width;
        readonly value: bigint;
      }
    /** So many instructions that touch no memory. */
    | { readonly do: "compute"; readonly instructions: number }
    /** Goes on at another address: what is there runs, from its beginning. */
    | { readonly do: "jump"; readonly address: bigint }
    /** Puts a value into a register. */
    | { readonly do: "set"; readonly register: number; readonly value: bigint }
    /** An instruction that there is none of, such as a privileged one. */
    | { readonly do: "illegal" }
    | { readonly do: "breakpoint" }
  ) & {
    /** Where in the program's page its instruction is, in bytes; by default behind the last one. */
    readonly at?: number;
  };

/**
 * The registers after the operation, as the hart has them, until the next one; what was loaded is in
 * LOADED.
 */
export type Registers = BigUint64Array;
/** t1, into which loads go. */
export const LOADED = 6;

export type Run = Generator<Operation, void, Registers>;

/** What a thread runs that begins where the program is; it sees the registers that it begins with. */
export type Program = (registers: Registers) => Run;

/** The opcode that the architecture leaves to others (custom-0), with a number above it. */
const OPCODE = 0x0b;
const OPCODE_BITS = 7;

/** What the rest of a program's page may have: an instruction that does nothing. */
export const NOTHING_DONE = 0x13;
const [BREAKPOINT, SHORT_BREAKPOINT] = [0x0010_0073, 0x9002];

/** Whether somebody has put a breakpoint where the thread is. */
export const isBreakpoint = (instruction: bigint) =>
  Number(instruction) === BREAKPOINT || (Number(instruction) & 0xffff) === SHORT_BREAKPOINT;

/**
 * The one instruction that a program is in memory: who puts it into a page and maps that has loaded
 * the program, and whoever cannot fetch it cannot run it.
 */
export const instructionOf = (program: number) => BigInt((program << OPCODE_BITS) | OPCODE);

/** The number of the program that an instruction is; undefined: none. */
export function programIn(instruction: bigint): number | undefined {
  const word = Number(instruction);
  return (word & ((1 << OPCODE_BITS) - 1)) === OPCODE ? word >>> OPCODE_BITS : undefined;
}
