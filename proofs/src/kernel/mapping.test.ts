/** Page tables and frames, told in full: kernel and specification must agree. */
import assert from "node:assert/strict";
import { beforeEach, describe, test } from "node:test";
import * as numbers from "@ashlar/kernel/interface";
import * as layout from "@ashlar/kernel/layout";
import { fields } from "@ashlar/spec/kernel";
import { Caller, SPACE } from "./testing/caller.js";
import {
  ADDRESS,
  FIRST_INDEX,
  FRAME,
  FRAME_PAGE,
  FREE_PAGE,
  FREE_SLOT,
  LEAF,
  LEAF_PAGE,
  MAPPER,
  MIDDLE,
  makeHome,
  mint,
  ROOT,
  ROOT_PAGE,
  SECOND_INDEX,
  THIRD_INDEX,
  walk,
} from "./testing/home.js";

const { READ, WRITE, EXECUTE, GRANT, FRAME_MAP, FRAME_UNMAP, TABLE_MAP, TABLE_UNMAP } = numbers;
const { OUT_OF_RANGE, IN_USE, NO_RIGHT, WRONG_TYPE, NOTHING } = numbers;

const ALWAYS = layout.ENTRY_VALID | layout.ENTRY_READ | layout.ENTRY_USER | layout.ENTRY_ACCESSED;
const WRITTEN = layout.ENTRY_WRITE | layout.ENTRY_DIRTY;

let kernel: Caller;
beforeEach(() => {
  kernel = new Caller();
  makeHome(kernel);
});

const call = (number: number, ...registers: number[]) => kernel.do(number, ...registers);
const must = (number: number, ...registers: number[]) => kernel.must(number, registers);
const found = () => walk(kernel, ROOT_PAGE, ADDRESS);
const physicalOf = (page: number) => kernel.record.ramBase + page;

describe("a frame in an address space", () => {
  test("is found by the machine, from the root table down, until it is unmapped", () => {
    assert.equal(found(), undefined);
    must(FRAME_MAP, MAPPER, LEAF, THIRD_INDEX, READ);
    assert.deepEqual(found(), { physical: physicalOf(FRAME_PAGE), flags: ALWAYS });
    must(FRAME_UNMAP, MAPPER);
    assert.equal(found(), undefined);
  });

  test("can be used as was asked, and the machine needs to note nothing in the entry", () => {
    for (const [rights, flags] of [
      [READ, ALWAYS],
      [READ | WRITE, ALWAYS | WRITTEN],
      [READ | EXECUTE, ALWAYS | layout.ENTRY_EXECUTE],
      [READ | WRITE | EXECUTE, ALWAYS | WRITTEN | layout.ENTRY_EXECUTE],
    ] as const) {
      must(FRAME_MAP, MAPPER, LEAF, THIRD_INDEX, rights);
      assert.equal(found()?.flags, flags);
      must(FRAME_UNMAP, MAPPER);
    }
  });

  test("is used with no right that the capability has not, and read at least", () => {
    mint(kernel, FRAME, FREE_SLOT, 2, READ | EXECUTE);
    mint(kernel, FRAME, FREE_SLOT + 1, 3, WRITE);
    const map = (slot: number, rights: number) => call(FRAME_MAP, slot, LEAF, THIRD_INDEX, rights);
    assert.equal(map(FREE_SLOT, READ | WRITE), NO_RIGHT);
    assert.equal(map(FREE_SLOT + 1, READ | WRITE), NO_RIGHT);
    for (const rights of [0, WRITE, EXECUTE, READ | GRANT])
      assert.equal(map(MAPPER, rights), OUT_OF_RANGE);
    assert.equal(map(FREE_SLOT, READ | EXECUTE), numbers.DONE);
  });

  test("is there only by a capability with a badge, which is one of its mapping slots", () => {
    mint(kernel, FRAME, FREE_SLOT, numbers.MAPPING_SLOTS);
    mint(kernel, FRAME, FREE_SLOT + 1, numbers.MAPPING_SLOTS + 1);
    for (const slot of [FRAME, FREE_SLOT + 1]) {
      assert.equal(call(FRAME_MAP, slot, LEAF, THIRD_INDEX, READ), OUT_OF_RANGE);
      assert.equal(call(FRAME_UNMAP, slot), OUT_OF_RANGE);
    }
    must(FRAME_MAP, FREE_SLOT, LEAF, THIRD_INDEX, READ);
  });

  test("two with a slot each map and unmap it, and neither notices the other", () => {
    mint(kernel, FRAME, FREE_SLOT, 2, READ);
    must(FRAME_MAP, MAPPER, LEAF, THIRD_INDEX, READ | WRITE);
    assert.equal(call(FRAME_UNMAP, FREE_SLOT), NOTHING);
    must(FRAME_MAP, FREE_SLOT, LEAF, 511, READ);
    must(FRAME_UNMAP, MAPPER);
    assert.equal(call(FRAME_UNMAP, MAPPER), NOTHING);
    must(FRAME_UNMAP, FREE_SLOT);
  });

  test("two with the same slot share it: one entry, which either can empty", () => {
    mint(kernel, FRAME, FREE_SLOT, 1, READ);
    must(FRAME_MAP, MAPPER, LEAF, THIRD_INDEX, READ | WRITE);
    assert.equal(call(FRAME_MAP, FREE_SLOT, LEAF, 0, READ), IN_USE);
    must(FRAME_UNMAP, FREE_SLOT);
    assert.equal(found(), undefined);
    must(FRAME_MAP, FREE_SLOT, LEAF, 0, READ);
  });

  test("an entry names one thing at a time, and there are 512 of them", () => {
    mint(kernel, FRAME, FREE_SLOT, 2);
    must(FRAME_MAP, MAPPER, LEAF, 511, READ);
    assert.equal(call(FRAME_MAP, FREE_SLOT, LEAF, 511, READ), IN_USE);
    for (const index of [512, 2 ** 32])
      assert.equal(call(FRAME_MAP, FREE_SLOT, LEAF, index, READ), OUT_OF_RANGE);
  });
});

describe("frames of other kinds", () => {
  const { ROOT_DOMAIN_SLOT } = numbers;

  test("a device's registers are where the machine has them, read and written, never executed", () => {
    const { domains, interrupts, deviceBase } = kernel.record;
    mint(kernel, ROOT_DOMAIN_SLOT + domains + interrupts, FREE_SLOT, 1);
    const map = (rights: number) => call(FRAME_MAP, FREE_SLOT, LEAF, THIRD_INDEX, rights);
    assert.equal(map(READ | EXECUTE), OUT_OF_RANGE);
    assert.equal(map(READ | WRITE), numbers.DONE);
    assert.deepEqual(found(), { physical: deviceBase, flags: ALWAYS | WRITTEN });
  });

  test("memory for DMA is mapped like other memory, but no owner of memory can make it anything else", () => {
    const { domains, interrupts, devices } = kernel.record;
    const slot = ROOT_DOMAIN_SLOT + domains + interrupts + devices;
    const page = kernel.read(fields.SLOT.page, kernel.read(fields.ROOT.page, kernel.current), slot);
    mint(kernel, slot, FREE_SLOT, 1);
    must(FRAME_MAP, FREE_SLOT, LEAF, THIRD_INDEX, READ | WRITE);
    assert.equal(found()?.physical, physicalOf(page));
    assert.equal(call(numbers.UNTYPED_RECLAIM, numbers.ROOT_UNTYPED_SLOT, page), OUT_OF_RANGE);
  });
});

describe("page tables", () => {
  test("of each level take the next, and the lowest takes frames", () => {
    kernel.make(FREE_PAGE, numbers.LEAF_TABLE, FREE_SLOT);
    kernel.make(FREE_PAGE + 1, numbers.MIDDLE_TABLE, FREE_SLOT + 1);
    for (const [table, parent] of [
      [FREE_SLOT, ROOT],
      [FREE_SLOT, LEAF],
      [FREE_SLOT + 1, MIDDLE],
      [FREE_SLOT + 1, LEAF],
      [ROOT, MIDDLE],
      [FRAME, LEAF],
    ] as const)
      assert.equal(call(TABLE_MAP, table, parent, 9), WRONG_TYPE);
    for (const table of [ROOT, MIDDLE, SPACE])
      assert.equal(call(FRAME_MAP, MAPPER, table, 9, READ), WRONG_TYPE);
    assert.equal(call(FRAME_MAP, LEAF, LEAF, 9, READ), WRONG_TYPE);
  });

  test("are in one place at a time, and two are not in one", () => {
    assert.equal(call(TABLE_MAP, LEAF, MIDDLE, 9), IN_USE);
    kernel.make(FREE_PAGE, numbers.LEAF_TABLE, FREE_SLOT);
    assert.equal(call(TABLE_MAP, FREE_SLOT, MIDDLE, SECOND_INDEX), IN_USE);
    must(TABLE_UNMAP, LEAF);
    must(TABLE_MAP, FREE_SLOT, MIDDLE, SECOND_INDEX);
    must(TABLE_MAP, LEAF, MIDDLE, 511);
    assert.equal(call(TABLE_MAP, FREE_SLOT, MIDDLE, 512), OUT_OF_RANGE);
  });

  test("that are unmapped keep what is in them, and nobody finds it there", () => {
    must(FRAME_MAP, MAPPER, LEAF, THIRD_INDEX, READ);
    must(TABLE_UNMAP, MIDDLE);
    assert.equal(call(TABLE_UNMAP, MIDDLE), NOTHING);
    assert.equal(found(), undefined);
    must(TABLE_MAP, MIDDLE, ROOT, FIRST_INDEX);
    assert.equal(found()?.physical, physicalOf(FRAME_PAGE));
  });

  test("are changed by who may write them", () => {
    const copy = (from: number, into: number) =>
      must(numbers.CNODE_COPY, SPACE, into, SPACE, from, numbers.ALL_RIGHTS - WRITE);
    for (const [at, slot] of [ROOT, MIDDLE, LEAF].entries()) copy(slot, FREE_SLOT + at);
    must(TABLE_UNMAP, MIDDLE);
    assert.equal(call(TABLE_MAP, MIDDLE, FREE_SLOT, 0), NO_RIGHT);
    assert.equal(call(TABLE_MAP, FREE_SLOT + 1, ROOT, 0), NO_RIGHT);
    assert.equal(call(TABLE_UNMAP, FREE_SLOT + 2), NO_RIGHT);
    assert.equal(call(FRAME_MAP, MAPPER, FREE_SLOT + 2, 0, READ), NO_RIGHT);
  });
});

test("neither a frame nor a table is mapped by a capability that can be taken back", () => {
  kernel.make(FREE_PAGE, numbers.INDIRECTION, FREE_SLOT);
  kernel.make(FREE_PAGE + 1, numbers.INDIRECTION, FREE_SLOT + 1);
  must(numbers.INDIRECTION_CREATE, FREE_SLOT, FRAME, numbers.ALL_RIGHTS);
  must(numbers.INDIRECTION_CREATE, FREE_SLOT + 1, LEAF, numbers.ALL_RIGHTS);
  mint(kernel, FREE_SLOT, FREE_SLOT + 2, 1);
  must(TABLE_UNMAP, LEAF);
  assert.equal(call(FRAME_MAP, FREE_SLOT + 2, LEAF, 0, READ), WRONG_TYPE);
  assert.equal(call(TABLE_MAP, FREE_SLOT + 1, MIDDLE, 0), WRONG_TYPE);
  // But what is put into a table is its owner's to remove.
  must(FRAME_MAP, MAPPER, FREE_SLOT + 1, 0, READ);
  assert.notEqual(kernel.readBits(fields.ENTRY, LEAF_PAGE, 0), 0n);
});
