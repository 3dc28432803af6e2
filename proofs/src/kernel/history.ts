/**
 * Random histories of system calls by threads that take turns. Arguments are drawn from what there
 * is, so that most calls get far, and now and then from anywhere.
 */
import * as numbers from "@ashlar/kernel/interface";
import { GENERATION_MAX } from "@ashlar/kernel/layout";
import type { Random } from "@ashlar/rapilog/random";
import { fields } from "@ashlar/spec/kernel";
import { Twin } from "./twin.js";

/** One call, as it can be written down and made again. */
export interface Step {
  /** Which thread runs; 0: as it is. */
  readonly thread: number;
  readonly call: number;
  readonly registers: readonly bigint[];
}

const PAGES = 20;
/** Slots that are used, so that they meet. */
const SLOTS_USED = 10;
const EDGES = [0n, 255n, 256n, 2n ** 20n, 2n ** 32n - 1n, 2n ** 32n, 2n ** 63n, 2n ** 64n - 1n];

/** A kernel just booted, on memory that held anything; some pages have few generations left. */
export function freshTwin(random: Random, kernel?: Uint8Array): Twin {
  const twin = new Twin(PAGES, { filling: random.below(256), ...(kernel && { kernel }) });
  for (let page = 5; page < PAGES; page++)
    if (random.chance(0.1)) twin.set(fields.GENERATION, page, 0, GENERATION_MAX - random.below(3));
  return twin;
}

/** How often each call is drawn: those that destroy seldom, or little would be left to be done. */
const WEIGHTS = [8, 3, 6, 4, 3, 1, 3, 1, 1];

export class History {
  readonly #weights: number[];
  /** Most objects of a history are of this type. */
  readonly #favourite: number;

  constructor(
    readonly random: Random,
    readonly twin: Twin,
  ) {
    this.#favourite = random.pick([CNODE, CNODE, INDIRECTION, THREAD, UNTYPED]);
    this.#weights = WEIGHTS.map((weight) => (random.chance(0.15) ? 0 : weight));
  }

  /** The next step. */
  draw(): Step {
    const { random } = this;
    const call = random.chance(0.01) ? random.below(20) : this.#drawCall();
    const registers = ARGUMENTS[call % numbers.SYSTEM_CALLS]!.map((kind) =>
      random.chance(0.03) ? random.pick(EDGES) : BigInt(this.#drawArgument(kind)),
    );
    while (registers.length < 6) registers.push(0n);
    return { thread: this.#drawThread(), call, registers };
  }

  #drawCall(): number {
    const sum = this.#weights.reduce((one, other) => one + other, 0);
    let left = this.random.below(Math.max(1, sum));
    const found = this.#weights.findIndex((weight) => {
      left -= weight;
      return left < 0;
    });
    return Math.max(0, found);
  }

  /** Mostly the one that runs goes on. */
  #drawThread(): number {
    const { random, twin } = this;
    if (twin.current !== 0 && !random.chance(0.1)) return 0;
    const threads = Array.from({ length: PAGES }, (_, page) => page).filter(
      (page) =>
        twin.read(fields.TYPE, page) === numbers.THREAD && twin.read(fields.DYING, page) === 0,
    );
    return threads.length === 0 ? 0 : random.pick(threads);
  }

  #drawArgument(kind: Argument): number {
    const { random } = this;
    const isGuided = random.chance(0.9);
    if (typeof kind === "number") return isGuided ? this.#slotWith(kind) : random.below(SLOTS_USED);
    switch (kind) {
      case "slot":
        return random.below(SLOTS_USED);
      case "page":
        return this.#page(random.chance(0.5));
      case "free page":
        return this.#page(isGuided);
      case "type":
        return random.chance(0.5) ? this.#favourite : 1 + random.below(numbers.TYPES - 1);
      case "range":
        return random.chance(0.6) ? 0 : random.below(PAGES + 1);
      case "rights":
        return random.chance(0.6) ? numbers.ALL_RIGHTS : random.below(8);
      case "badge":
        return random.below(3);
    }
  }

  /** A slot of the running thread's space with a capability to an object of a type. */
  #slotWith(type: number): number {
    const { twin, random } = this;
    const root = twin.read(fields.ROOT.page, Math.max(1, twin.current));
    const slots = Array.from({ length: SLOTS_USED }, (_, slot) => slot).filter((slot) => {
      const page = twin.read(fields.SLOT.page, root, slot);
      return twin.read(fields.SLOT.generation, root, slot) !== 0 && this.#isOf(page, type);
    });
    return slots.length === 0 ? random.below(SLOTS_USED) : random.pick(slots);
  }

  /** Whether a page is of a type; what an Indirection stands for may be of any. */
  #isOf(page: number, type: number): boolean {
    const found = this.twin.read(fields.TYPE, page);
    return found === type || (found === numbers.INDIRECTION && this.random.chance(0.5));
  }

  #page(isFree: boolean): number {
    const { twin, random } = this;
    const pages = Array.from({ length: PAGES }, (_, page) => page).filter(
      (page) => (twin.read(fields.TYPE, page) === numbers.FREE) === isFree,
    );
    return pages.length === 0 ? random.below(PAGES) : random.pick(pages);
  }
}

/** What an argument is drawn from; a number: a slot with a capability to an object of that type. */
type Argument = number | "slot" | "page" | "free page" | "type" | "range" | "rights" | "badge";

const { UNTYPED, CNODE, INDIRECTION, THREAD } = numbers;

const ARGUMENTS: readonly (readonly Argument[])[] = [
  [UNTYPED, "free page", "type", "range", "range", "slot"],
  [UNTYPED, "page"],
  [CNODE, "slot", CNODE, "slot", "rights"],
  [CNODE, "slot", CNODE, "slot", "rights", "badge"],
  [CNODE, "slot", CNODE, "slot"],
  [CNODE, "slot"],
  [INDIRECTION, INDIRECTION, "rights"],
  [INDIRECTION],
  [THREAD, CNODE],
];

/** Makes a step. */
export function take(twin: Twin, { thread, call, registers }: Step): number | undefined {
  if (thread !== 0) twin.run(thread);
  return twin.current === 0 ? undefined : twin.call(call, registers);
}
