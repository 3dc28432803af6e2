/**
 * A program on numbers: one hart and its memory. What the rows say is all that happens; it
 * shows what it found in memory, or to devices that whoever runs it has put there.
 */
import { bigintOf, constant, mark, release } from "@ashlar/logic";
import { Unfinished } from "../../common/unfinished.js";
import { Control } from "../control/fields.js";
import type { Context, Hart } from "./hart.js";
import { afterReset, type HartNumbers, hartOf, numbersOf, renewed } from "./numbers.js";
import type { Place } from "./place.js";

/** How a run ended. */
export type Ran =
  /** After as many instructions as were asked for. */
  | { kind: "paused" }
  /** About to run the instruction at which it was to stop. */
  | { kind: "arrived" }
  | { kind: "unfinished"; reason: string; pc: bigint };

export interface ComputerOptions {
  /** Misaligned loads and stores are done unless this says otherwise. */
  readonly misaligned?: Context["misaligned"];
}

/** Terms are given back this often. */
const COLLECT_STEPS = 1 << 14;

export class Computer {
  hart: HartNumbers;
  readonly #context: Context;

  constructor(
    readonly memory: Place,
    entry: bigint,
    { misaligned = "done" }: ComputerOptions = {},
  ) {
    this.hart = afterReset(entry);
    const never = () => {
      throw new Error("on numbers no paths part");
    };
    const exceptions = "entered";
    this.#context = { misaligned, exceptions, isPossible: never, add: never, excepted: never };
  }

  /** Makes an interrupt pending that no program can make so itself, or no more. */
  interrupt(number: number, isPending: boolean): void {
    const pending = this.hart.control.get(Control.mip)!;
    const bit = 1n << BigInt(number);
    this.hart.control.set(Control.mip, isPending ? pending | bit : pending & ~bit);
    this.hart.mayInterrupt = true;
  }

  /** Runs so many instructions, or until it comes to one; exceptions and interrupts count too. */
  run(steps: number, until?: bigint): Ran {
    const before = mark();
    const last = () => (until === undefined ? undefined : constant(64, until));
    let end = last();
    let hart = hartOf(this.hart, this.#context, this.memory);
    try {
      for (let done = 1; done <= steps; done++) {
        hart.step();
        if (hart.pc === end) return { kind: "arrived" };
        if (done % COLLECT_STEPS !== 0) continue;
        hart = renewed(hart, before);
        end = last();
      }
      return { kind: "paused" };
    } catch (error) {
      return unfinished(error, hart);
    } finally {
      this.hart = numbersOf(hart);
      release(before);
    }
  }
}

function unfinished(error: unknown, { pc }: Hart): Ran {
  if (!(error instanceof Unfinished)) throw error;
  return { kind: "unfinished", reason: error.reason, pc: bigintOf(pc) };
}
