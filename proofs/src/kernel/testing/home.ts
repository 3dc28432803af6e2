/** An address space as tests make it, and what hardware would find in it. */
import assert from "node:assert/strict";
import * as numbers from "@ashlar/kernel/interface";
import * as layout from "@ashlar/kernel/layout";
import { fields } from "@ashlar/spec/kernel";
import { type Caller, PAGE, SLOT, SPACE } from "./caller.js";

/** Slots of a root, a middle and a leaf table and of a frame; and the frame's copies that may map. */
export const [ROOT, MIDDLE, LEAF, FRAME] = [SLOT, SLOT + 1, SLOT + 2, SLOT + 3];
export const MAPPER = SLOT + 4;
/** Their pages. */
export const [ROOT_PAGE, MIDDLE_PAGE, LEAF_PAGE, FRAME_PAGE] = [PAGE, PAGE + 1, PAGE + 2, PAGE + 3];
/** The first slots and pages that are left for a test. */
export const [FREE_SLOT, FREE_PAGE] = [SLOT + 10, PAGE + 4];

/** Entries of the tables on the way to the address, and the frame's. */
export const [FIRST_INDEX, SECOND_INDEX, THIRD_INDEX] = [5, 6, 7];
export const ADDRESS = FIRST_INDEX * 2 ** 30 + SECOND_INDEX * 2 ** 21 + THIRD_INDEX * 2 ** 12;

export function mint(
  kernel: Caller,
  from: number,
  into: number,
  badge: number,
  rights = numbers.ALL_RIGHTS,
): void {
  kernel.must(numbers.CNODE_MINT, [SPACE, into, SPACE, from, rights, badge]);
}

/** The tables, one in the other, and a frame with a capability that may map it with all rights. */
export function makeHome(kernel: Caller): void {
  kernel.make(ROOT_PAGE, numbers.ROOT_TABLE, ROOT);
  kernel.make(MIDDLE_PAGE, numbers.MIDDLE_TABLE, MIDDLE);
  kernel.make(LEAF_PAGE, numbers.LEAF_TABLE, LEAF);
  kernel.make(FRAME_PAGE, numbers.FRAME, FRAME);
  kernel.must(numbers.TABLE_MAP, [MIDDLE, ROOT, FIRST_INDEX]);
  kernel.must(numbers.TABLE_MAP, [LEAF, MIDDLE, SECOND_INDEX]);
  mint(kernel, FRAME, MAPPER, 1);
}

export interface Found {
  /** The machine's number of the page. */
  readonly physical: number;
  readonly flags: number;
}

const { ENTRY_VALID: VALID, ENTRY_READ: READ, ENTRY_EXECUTE: EXECUTE } = layout;

/**
 * What the machine finds at an address, as RISC-V walks page tables (privileged architecture 4.3.2):
 * from the page of the root table, by the machine's own numbers alone.
 */
export function walk(kernel: Caller, root: number, address: number): Found | undefined {
  const { ramBase } = kernel.record;
  let table = root;
  for (const shift of [30, 21, 12]) {
    const index = Math.floor(address / 2 ** shift) % numbers.TABLE_ENTRIES;
    const entry = kernel.readBits(fields.ENTRY, table, index);
    const flags = Number(entry & 0xffn);
    if ((flags & VALID) === 0) return undefined;
    const physical = Number(entry >> BigInt(layout.ENTRY_PAGE_BIT));
    if ((flags & (READ | EXECUTE)) !== 0) {
      assert.equal(shift, 12, "a frame is one page");
      return { physical, flags };
    }
    table = physical - ramBase;
  }
  return undefined;
}
