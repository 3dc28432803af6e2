/** Says what of the kernel's memory breaks an invariant of the specification. */
import * as numbers from "@ashlar/kernel/interface";
import * as layout from "@ashlar/kernel/layout";
import { slotsOf } from "../relation.js";
import type { Extent } from "../twin.js";
import { type Check, claimIn, invariantsFor, slotIn } from "./invariants.js";

/** What page 0 holds. */
const NOTHING = Buffer.alloc(layout.PAGE_BYTES);
const INFO_BYTES = 1 << layout.PAGE_INFO_BITS;

/** What can be wrong, and a function that says what is. */
interface Checked {
  readonly claims: readonly string[];
  readonly check: Check;
}

interface OfType {
  readonly page: Checked;
  readonly slots: Checked;
}

/**
 * Judges the kernel's memory: all pages each time, and of those that changed since the last time all
 * slots; or all slots of all.
 */
export class Judge {
  readonly #types: readonly OfType[];
  readonly #between: Check;
  readonly #memory: Buffer;
  /** What pages with slots were when all of them were checked. */
  readonly #checked: Buffer;

  constructor(
    memory: WebAssembly.Memory,
    readonly extent: Extent,
  ) {
    this.#memory = Buffer.from(memory.buffer);
    this.#checked = Buffer.alloc(this.#memory.length, 0xff);
    const { module, types } = invariantsFor(extent);
    const { exports } = new WebAssembly.Instance(module, { env: { memory } });
    const checks = exports as Record<string, Check>;
    this.#types = types.map(({ page, slot }, type) => ({
      page: { claims: page, check: checks[`page ${type}`]! },
      slots: { claims: slot, check: checks[`slots ${type}`]! },
    }));
    this.#between = checks["between"]!;
  }

  typeOf(page: number): number {
    return this.#memory[layout.PAGE_INFO + page * INFO_BYTES + layout.INFO_TYPE]!;
  }

  /** Whether it is memory that users may have; all other pages are the kernel's alone. */
  isUserMemory(page: number): boolean {
    const type = this.typeOf(page);
    return type === numbers.FRAME || type === numbers.DMA_FRAME;
  }

  /** What is wrong; undefined: nothing. */
  wrong(isAll = true): string | undefined {
    if (!NOTHING.equals(this.#memory.subarray(0, layout.PAGE_BYTES))) return "page 0 is all zero";
    const threads: number[] = [];
    for (let page = 1; page < this.extent.pages; page++) {
      const type = this.typeOf(page);
      const wrong = this.#wrongOf(page, type) ?? this.#wrongWithin(page, type, isAll);
      if (wrong !== undefined) return `${wrong}: page ${page}`;
      if (type === numbers.THREAD) threads.push(page);
    }
    for (const one of threads)
      for (const other of threads)
        if (this.#between(one, other) !== 0)
          return `thread ${other} is between ${one} and the next in its queue`;
    return undefined;
  }

  #wrongOf(page: number, type: number): string | undefined {
    const checks = this.#types[type]?.page;
    if (checks === undefined) return "a page has a type";
    const found = checks.check(page, 0);
    return found === 0 ? undefined : checks.claims[found - 1];
  }

  #wrongWithin(page: number, type: number, isAll: boolean): string | undefined {
    const { claims, check } = this.#types[type]!.slots;
    if (claims.length === 0) return undefined;
    const [start, end] = [page * layout.PAGE_BYTES, (page + 1) * layout.PAGE_BYTES];
    const isLarge = slotsOf(type) > numbers.MAPPING_SLOTS;
    if (isLarge && !isAll && this.#memory.compare(this.#checked, start, end, start, end) === 0)
      return undefined;
    const found = check(page, slotsOf(type));
    if (found !== 0) return `${claims[claimIn(found)]} (slot ${slotIn(found)})`;
    if (isLarge) this.#memory.copy(this.#checked, start, start, end);
    return undefined;
  }
}
