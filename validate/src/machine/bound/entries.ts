/**
 * The ways through the image from a trap to the thread that runs next, or to where the machine waits:
 * what each entry of the kernel takes on the machine, hand-written code included.
 */
import { NO_SUCH_CALL_NAME, SYSTEM_CALL_NAMES } from "@ashlar/kernel/system-calls";
import type { Image } from "../trap/image.js";
import { type Bound, Bounds } from "./bounds.js";

/** Functions that end the machine: no way goes on behind them. */
const LAST = ["panic", "wasm_trap"];
/** Their loops are as long as their third argument says. */
const MEASURED = ["wasm_fill", "wasm_copy"];
/** What trap.S jumps to, which comes back to its exit. */
const MACHINE = ["machine_trap", "machine_idle", "machine_unknown_call"];

/** What begins where, and where it does not come, by the image's symbols. */
interface Way {
  readonly name: string;
  readonly from: string;
  /** What is called by number. */
  readonly target?: string;
  readonly never: readonly string[];
  /** Which of the kernel's functions C calls there. */
  readonly calls?: string;
}

/** What C calls of the kernel where something happened that is no system call. */
const OF_C = ["kernel_timer", "kernel_interrupt", "kernel_fault"];

const call = (name: string): Way => ({
  ...{ name, from: "trap_entry", target: `kernel_${name}` },
  never: ["other_trap", "unknown_call", "idle"],
});
const trap = (name: string): Way => ({
  ...{ name, from: "trap_entry" },
  ...{ never: ["round_place", "idle"], calls: `kernel_${name}` },
});
const awakened = (name: string): Way => ({
  ...{ name: `idle-${name}`, from: "idle" },
  ...{ never: ["idle"], calls: `kernel_${name}` },
});

const WAYS: readonly Way[] = [
  ...SYSTEM_CALL_NAMES.map(call),
  {
    ...{ name: NO_SUCH_CALL_NAME, from: "trap_entry", target: "panic" },
    never: ["other_trap", "idle"],
  },
  ...["timer", "interrupt", "fault"].map(trap),
  ...["timer", "interrupt"].map(awakened),
];

/** What each is called; `idle-…`: while nobody runs, from where the machine waits. */
export const BOUNDED: readonly string[] = WAYS.map(({ name }) => name);

/** What ways through one image take. */
export class EntryBounds {
  readonly #last: readonly number[];
  readonly #measured: ReadonlySet<number>;
  readonly #bounds = new Map<string | undefined, Bounds>();

  constructor(private readonly image: Image) {
    this.#last = this.#at(LAST);
    this.#measured = new Set(this.#at(MEASURED));
  }

  /** What one takes at most; throws what is not known. */
  of(name: string): Bound {
    const way = WAYS.find((one) => one.name === name);
    if (way === undefined) throw new Error(`nothing is called ${name}`);
    const { image } = this;
    const machine = new Set(this.#at(MACHINE));
    return this.#boundsFor(way).along(image.addressOf(way.from), {
      never: new Set([...this.#last, ...this.#at(way.never)]),
      ...(way.target !== undefined && { target: image.addressOf(way.target) }),
      jumps: { isCall: (target) => machine.has(target), behind: image.addressOf("trap_exit") },
    });
  }

  /** Functions take the same on all ways on which C calls the same of the kernel. */
  #boundsFor({ calls }: Way): Bounds {
    const known = this.#bounds.get(calls);
    if (known !== undefined) return known;
    const others = calls === undefined ? [] : OF_C.filter((one) => one !== calls);
    const never = new Set([...this.#last, ...this.#at(others)]);
    const bounds = new Bounds(this.image, never, this.#measured);
    this.#bounds.set(calls, bounds);
    return bounds;
  }

  #at(symbols: readonly string[]): number[] {
    return symbols.map((symbol) => this.image.addressOf(symbol));
  }
}
