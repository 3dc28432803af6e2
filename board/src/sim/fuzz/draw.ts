/**
 * Draws steps: system calls with arguments that mean well, from the edges, from anywhere, or that
 * mean well but for one bit; and whatever else makes the kernel run. Besides, one call after the
 * other is made with one argument after the other at one edge after the other.
 */

import { blamedBy } from "@ashlar/kernel/answers";
import * as numbers from "@ashlar/kernel/interface";
import * as layout from "@ashlar/kernel/layout";
import type { Random } from "@ashlar/rapilog/random";
import type { Kernel } from "../kernel.js";
import type { Access } from "../sv39.js";
import { type Call, nameOf, reasonFor } from "./answers.js";
import { INTERRUPTS, PAGES } from "./extent.js";
import { KINDS, type Kind, limitOf } from "./kinds.js";

/** One step, as it can be written down and made again. */
export type Step =
  | { readonly do: "call"; readonly number: bigint; readonly registers: readonly bigint[] }
  | { readonly do: "timer" }
  | { readonly do: "interrupt"; readonly source: number }
  | { readonly do: "fault"; readonly kind: number; readonly address: bigint }
  | { readonly do: "access"; readonly access: Access; readonly address: bigint };

/** Slots that are used, so that they meet. */
const SLOTS_USED = 48;
const REGISTERS = 8;

const { READ, WRITE, EXECUTE, ALL_RIGHTS } = numbers;
const RIGHTS = [ALL_RIGHTS, READ | WRITE, READ, READ | EXECUTE];

const EDGES: readonly bigint[] = [
  ...[0, 1, 2, 3, 4, 5, 26, 27, 31, 32, 47, 48, 62, 63, 64, 65, 255, 256, 257, 511, 512, 513],
  ...[PAGES - 1, PAGES, PAGES + 1, 4095, 4096, 65535, 65536, 2 ** 20 - 1, 2 ** 20, 2 ** 24],
].map(BigInt);
const POWERS: readonly bigint[] = [31n, 32n, 33n, 47n, 48n, 63n].flatMap((power) => [
  2n ** power - 1n,
  2n ** power,
]);
export const ALL_EDGES = [...EDGES, ...POWERS, 2n ** 64n - 1n];

/** Numbers of calls: all that there are, and some that there are not. */
const NUMBERS = [
  ...Array.from({ length: numbers.SYSTEM_CALLS + 2 }, (_, number) => BigInt(number)),
  ...[255n, 256n, 2n ** 32n, 2n ** 32n + 15n, 2n ** 63n, 2n ** 64n - 1n],
];
/** So many calls of a sweep: each number, each argument, each edge. */
export const SWEEP = NUMBERS.length * REGISTERS * ALL_EDGES.length;

const CHANCES = {
  ...{ timer: 0.02, interrupt: 0.01, fault: 0.004, access: 0.05, sweep: 0.3 },
  /** That a call which was refused is made again with all else drawn anew. */
  again: 0.3,
} as const;

/** Calls that destroy or wait are drawn seldom, or little would be left to be done, and nobody. */
const SELDOM = new Set<number>([
  ...[numbers.CNODE_DELETE, numbers.THREAD_SUSPEND],
  ...[numbers.SEND, numbers.CALL, numbers.RECEIVE, numbers.REPLY_RECEIVE, numbers.WAIT],
]);

export class Draws {
  /** How far the sweep has come. */
  swept: number;
  /** The call that was just refused, and which of its arguments must not change. */
  #refused: (Call & { readonly reason: readonly number[] }) | undefined;

  constructor(
    readonly random: Random,
    readonly kernel: Kernel,
    sweepFrom: number,
  ) {
    this.swept = sweepFrom;
  }

  /** What came of a step. */
  saw(step: Step, word: bigint | undefined): void {
    const blamed = step.do === "call" && word !== undefined ? blamedBy(word) : undefined;
    this.#refused =
      step.do === "call" && blamed !== undefined
        ? { ...step, reason: reasonFor(step, blamed) }
        : undefined;
  }

  next(): Step {
    const { random } = this;
    if (this.#refused !== undefined && random.chance(CHANCES.again))
      return this.#again(this.#refused);
    if (this.kernel.current === 0 || random.chance(CHANCES.timer)) return { do: "timer" };
    if (random.chance(CHANCES.interrupt))
      return { do: "interrupt", source: 1 + random.below(INTERRUPTS) };
    if (random.chance(CHANCES.fault))
      return { do: "fault", kind: random.below(16), address: this.#address() };
    if (random.chance(CHANCES.access)) {
      const access = random.pick(["load", "store", "fetch"] as const);
      return { do: "access", access, address: this.#address() };
    }
    return random.chance(CHANCES.sweep) ? this.#sweep() : this.#call();
  }

  /** An address that may be mapped. */
  #address(): bigint {
    const { random } = this;
    if (random.chance(0.05)) return random.pick(ALL_EDGES) & ~7n;
    const index = () => BigInt(random.pick([0, 0, 1, 2, 16, 511]));
    return (index() << 30n) | (index() << 21n) | (index() << 12n) | BigInt(8 * random.below(512));
  }

  #sweep(): Step {
    const at = this.swept++ % SWEEP;
    const edge = ALL_EDGES[at % ALL_EDGES.length]!;
    const rest = Math.floor(at / ALL_EDGES.length);
    const number = NUMBERS[Math.floor(rest / REGISTERS)]!;
    return { do: "call", number, registers: this.#registers(number).with(rest % REGISTERS, edge) };
  }

  #call(): Step {
    const { random } = this;
    let number = random.below(numbers.SYSTEM_CALLS);
    if (SELDOM.has(number) && random.chance(0.85)) number = random.below(numbers.SYSTEM_CALLS);
    return { do: "call", number: BigInt(number), registers: this.#registers(BigInt(number)) };
  }

  #again({ number, registers, reason }: Call & { reason: readonly number[] }): Step {
    const others = this.#registers(number);
    const mixed = others.map((other, at) => (reason.includes(at) ? registers[at]! : other));
    return { do: "call", number, registers: mixed };
  }

  #registers(number: bigint): bigint[] {
    const name = nameOf({ number });
    const kinds = name === "noSuchCall" ? [] : KINDS[name];
    return Array.from({ length: REGISTERS }, (_, at) => this.#argument(kinds[at] ?? "word"));
  }

  #argument(kind: Kind): bigint {
    const { random } = this;
    const luck = random.below(100);
    if (luck < 2) return random.pick(ALL_EDGES);
    if (luck < 8) return this.#edgeOf(kind);
    if (luck < 9) return BigInt(random.below(2 ** 32)) * BigInt(random.below(2 ** 32));
    const meant = BigInt(this.#meant(kind));
    return luck < 11 ? meant ^ (1n << BigInt(random.below(64))) : meant;
  }

  /** The last number that there is of a kind, or the first that there is not. */
  #edgeOf(kind: Kind): bigint {
    const limit = limitOf(kind);
    return limit === undefined ? this.random.pick(ALL_EDGES) : limit + BigInt(this.random.below(2));
  }

  /** What a caller who means well might pass. */
  #meant(kind: Kind): number {
    const { random } = this;
    if (typeof kind !== "string") return this.#slotWith(kind);
    switch (kind) {
      case "slot":
        return random.below(SLOTS_USED);
      case "page":
        return random.chance(0.7)
          ? this.#pageWhere((page) => this.#isDying(page))
          : this.#usedPage();
      case "free page":
        return this.#pageWhere((page) => this.#typeOf(page) === numbers.FREE);
      case "type":
        return 1 + random.below(numbers.RETYPES - 1);
      case "range":
        return random.chance(0.7) ? 0 : random.below(PAGES + 1);
      case "rights":
        return random.pick([...RIGHTS, random.below(256)]);
      case "badge":
        return 1 + random.below(5);
      case "priority":
        return random.pick([62, 63, 63, 1]);
      case "register":
        return random.below(28);
      case "index":
        return random.pick([0, 0, 1, 2, 16, 511]);
      case "message":
        return this.#message();
      case "word":
        return random.below(2 ** 31);
    }
  }

  /** An endpoint, and perhaps slots from and into which a capability goes. */
  #message(): number {
    const slot = () => (this.random.chance(0.6) ? 0 : 1 + this.random.below(SLOTS_USED));
    const transfer = slot() * 2 ** numbers.GRANT_BIT + slot() * 2 ** numbers.ACCEPT_BIT;
    return this.#slotWith([numbers.ENDPOINT]) + transfer;
  }

  #info(page: number, offset: number): number {
    const info = layout.PAGE_INFO + page * (1 << layout.PAGE_INFO_BITS);
    return this.kernel.view.getUint8(info + offset);
  }

  #typeOf(page: number): number {
    return this.#info(page, layout.INFO_TYPE);
  }

  #isDying(page: number): boolean {
    return this.#info(page, layout.INFO_DYING) !== 0;
  }

  #usedPage(): number {
    return this.#pageWhere((page) => this.#typeOf(page) !== numbers.FREE);
  }

  /** A page of which something holds, if there is one; from anywhere on. */
  #pageWhere(holds: (page: number) => boolean): number {
    const start = this.random.below(PAGES);
    for (let step = 0; step < PAGES; step++) {
      const page = (start + step) % PAGES;
      if (holds(page)) return page;
    }
    return start;
  }

  /** A slot of the running thread's space with a capability to an object of a type. */
  #slotWith(types: readonly number[]): number {
    const { kernel, random } = this;
    const thread = kernel.current * layout.PAGE_BYTES;
    const root = kernel.view.getUint32(thread + layout.THREAD_ROOT_PAGE, true) % PAGES;
    const start = random.below(SLOTS_USED);
    for (let step = 0; step < SLOTS_USED; step++) {
      const slot = (start + step) % SLOTS_USED;
      const at = root * layout.PAGE_BYTES + (slot << layout.CAPABILITY_BITS);
      const page = kernel.view.getUint32(at + layout.CAPABILITY_PAGE, true) & 0xff_ffff;
      const isFound = page < PAGES && types.includes(this.#typeOf(page));
      const isFull = kernel.view.getBigUint64(at + layout.CAPABILITY_GENERATION, true) !== 0n;
      if (isFull && isFound) return slot;
    }
    return start;
  }
}
