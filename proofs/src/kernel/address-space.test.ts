/** Whose address space the machine uses, and what becomes of one that is reclaimed. */
import assert from "node:assert/strict";
import { beforeEach, describe, test } from "node:test";
import * as numbers from "@ashlar/kernel/interface";
import { fields } from "@ashlar/spec/kernel";
import { Caller, DOMAIN, FIRST, MEMORY, SELF, SPACE } from "./testing/caller.js";
import {
  ADDRESS,
  FRAME,
  FRAME_PAGE,
  FREE_PAGE,
  FREE_SLOT,
  LEAF,
  LEAF_PAGE,
  MAPPER,
  MIDDLE,
  MIDDLE_PAGE,
  makeHome,
  mint,
  ROOT,
  ROOT_PAGE,
  THIRD_INDEX,
  walk,
} from "./testing/home.js";

const { READ, FRAME_MAP, TABLE_MAP, THREAD_SET_ADDRESS_SPACE, UNTYPED_RECLAIM } = numbers;
const { AGAIN, DONE } = numbers;

let kernel: Caller;
let home: number;
beforeEach(() => {
  kernel = new Caller();
  home = kernel.read(fields.SPACE, 0);
  makeHome(kernel);
});

const used = () => kernel.read(fields.SPACE, 0);
const must = (number: number, ...registers: number[]) => kernel.must(number, registers);
const reclaim = (page: number) => kernel.do(UNTYPED_RECLAIM, MEMORY, page);

/** How many calls it takes until the page is free. */
function reclaimed(page: number): number {
  let calls = 1;
  while (reclaim(page) === AGAIN) calls += 1;
  assert.equal(kernel.read(fields.TYPE, page), numbers.FREE);
  return calls;
}

describe("the machine uses the address space", () => {
  const [THREAD, PAGE] = [FREE_SLOT, FREE_PAGE];
  beforeEach(() => {
    kernel.makeThread(PAGE, THREAD, 0);
    must(THREAD_SET_ADDRESS_SPACE, THREAD, ROOT);
  });

  test("of who runs, whenever another one does", () => {
    assert.equal(used(), home);
    must(numbers.THREAD_SUSPEND, SELF);
    assert.equal(kernel.current, PAGE);
    assert.equal(used(), ROOT_PAGE);
    must(numbers.THREAD_SET_PRIORITY, SELF, 0);
    kernel.do(numbers.THREAD_RESUME, SELF);
    kernel.do(numbers.YIELD);
    assert.equal(kernel.current, FIRST);
    assert.equal(used(), home);
  });

  test("that a thread has been given just now, if it runs", () => {
    must(THREAD_SET_ADDRESS_SPACE, SELF, ROOT);
    assert.equal(used(), ROOT_PAGE);
  });

  test("of who called, called or was told of a fault, at once", () => {
    kernel.make(PAGE + 1, numbers.ENDPOINT, FREE_SLOT + 1);
    must(numbers.THREAD_SET_PRIORITY, THREAD, numbers.PRIORITIES - 1);
    kernel.do(numbers.RECEIVE, FREE_SLOT + 1);
    assert.equal(used(), ROOT_PAGE);
    kernel.do(numbers.CALL, FREE_SLOT + 1);
    assert.equal(used(), home);
    kernel.do(numbers.REPLY_RECEIVE, FREE_SLOT + 1);
    assert.equal(used(), ROOT_PAGE);
    must(numbers.THREAD_SET_HANDLER, THREAD, FREE_SLOT + 1);
    kernel.fault(1n, 0n);
    assert.equal(kernel.current, FIRST);
    assert.equal(used(), home);
  });

  test("in which there is nothing for who has none, and any while nobody runs", () => {
    kernel.makeThread(PAGE + 1, FREE_SLOT + 1, numbers.PRIORITIES - 1, DOMAIN + 1);
    kernel.tick();
    assert.equal(kernel.current, PAGE + 1);
    assert.equal(used(), 0);
    must(numbers.THREAD_SUSPEND, FREE_SLOT + 1);
    assert.equal(kernel.current, 0);
    kernel.tick();
    assert.equal(used(), home);
  });
});

test("an address space is given by who has all rights to it, and no Indirection before", () => {
  must(numbers.CNODE_COPY, SPACE, FREE_SLOT, SPACE, ROOT, READ | numbers.WRITE);
  kernel.must(THREAD_SET_ADDRESS_SPACE, [SELF, FREE_SLOT], numbers.NO_RIGHT);
  kernel.must(THREAD_SET_ADDRESS_SPACE, [SELF, MIDDLE], numbers.WRONG_TYPE);
  kernel.make(FREE_PAGE, numbers.INDIRECTION, FREE_SLOT + 1);
  must(numbers.INDIRECTION_CREATE, FREE_SLOT + 1, ROOT, numbers.ALL_RIGHTS);
  kernel.must(THREAD_SET_ADDRESS_SPACE, [SELF, FREE_SLOT + 1], numbers.WRONG_TYPE);
});

describe("reclaiming", () => {
  test("a frame leaves one entry a step, and is in no address space when it is free", () => {
    for (const badge of [2, 3, 4]) mint(kernel, FRAME, FREE_SLOT + badge, badge);
    must(FRAME_MAP, MAPPER, LEAF, THIRD_INDEX, READ);
    for (const badge of [2, 4]) must(FRAME_MAP, FREE_SLOT + badge, LEAF, badge, READ);
    assert.deepEqual(
      [1, 2, 3, 4].map(() => reclaim(FRAME_PAGE)),
      [AGAIN, AGAIN, AGAIN, AGAIN],
    );
    assert.equal(reclaim(FRAME_PAGE), DONE);
    assert.equal(walk(kernel, ROOT_PAGE, ADDRESS), undefined);
    kernel.assertAllInvariants();
  });

  test("a table leaves its parent at once, then lets go of all that is in it", () => {
    must(FRAME_MAP, MAPPER, LEAF, THIRD_INDEX, READ);
    must(THREAD_SET_ADDRESS_SPACE, SELF, ROOT);
    assert.equal(reclaim(MIDDLE_PAGE), AGAIN);
    assert.equal(walk(kernel, ROOT_PAGE, ADDRESS), undefined);
    assert.equal(reclaimed(MIDDLE_PAGE), 1 + numbers.TABLE_ENTRIES);
    kernel.make(MIDDLE_PAGE, numbers.MIDDLE_TABLE, MIDDLE + 100);
    must(TABLE_MAP, LEAF, MIDDLE + 100, 0);
    kernel.assertAllInvariants();
  });

  test("a leaf table's frames can be mapped again elsewhere", () => {
    must(FRAME_MAP, MAPPER, LEAF, 511, READ);
    reclaimed(LEAF_PAGE);
    kernel.make(LEAF_PAGE, numbers.LEAF_TABLE, LEAF + 100);
    must(FRAME_MAP, MAPPER, LEAF + 100, 511, READ);
  });

  test("the address space of who runs: from the first step on there is nothing in it", () => {
    must(THREAD_SET_ADDRESS_SPACE, SELF, ROOT);
    assert.equal(reclaim(ROOT_PAGE), AGAIN);
    assert.equal(used(), 0);
    assert.equal(kernel.current, FIRST);
    reclaimed(ROOT_PAGE);
    kernel.make(ROOT_PAGE, numbers.ROOT_TABLE, ROOT + 100);
    kernel.do(numbers.YIELD);
    assert.equal(used(), 0);
    must(TABLE_MAP, MIDDLE, ROOT + 100, 0);
  });
});
