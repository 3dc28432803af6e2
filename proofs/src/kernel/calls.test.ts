/**
 * What the calls are for, told in full. Each is made by the kernel and by its specification, which
 * must agree to the last byte.
 */
import assert from "node:assert/strict";
import { beforeEach, describe, test } from "node:test";
import * as numbers from "@ashlar/kernel/interface";
import { GENERATION_MAX } from "@ashlar/kernel/layout";
import { fields } from "@ashlar/spec/kernel";
import { Caller, MEMORY, PAGE, PAGES, SLOT, SPACE } from "./testing/caller.js";

const [A, B, C, D] = [SLOT, SLOT + 1, SLOT + 2, SLOT + 3];
const { CNODE, INDIRECTION, THREAD, UNTYPED } = numbers;

let kernel: Caller;
beforeEach(() => {
  kernel = new Caller();
});

const call = (number: number, ...registers: number[]) => kernel.do(number, ...registers);
const make = (page: number, type: number, slot: number) => kernel.make(page, type, slot);

function reclaim(page: number): void {
  kernel.must(numbers.UNTYPED_RECLAIM, [MEMORY, page], numbers.AGAIN);
  kernel.must(numbers.UNTYPED_RECLAIM, [MEMORY, page]);
}

const copy = (from: number, into: number, rights = numbers.ALL_RIGHTS) =>
  call(numbers.CNODE_COPY, SPACE, into, SPACE, from, rights);

describe("memory", () => {
  test("a free page becomes an object once, and is free again when it was reclaimed", () => {
    make(PAGE, CNODE, A);
    assert.equal(call(numbers.UNTYPED_RETYPE, MEMORY, PAGE, CNODE, 0, 0, B), numbers.IN_USE);
    reclaim(PAGE);
    make(PAGE, THREAD, B);
  });

  test("who reclaims a page voids all capabilities to it, wherever they are", () => {
    make(PAGE, CNODE, A);
    assert.equal(copy(A, B), numbers.DONE);
    reclaim(PAGE);
    make(PAGE, CNODE, C);
    for (const stale of [A, B])
      assert.equal(call(numbers.CNODE_DELETE, stale, 0), numbers.NO_CAPABILITY);
    assert.equal(call(numbers.CNODE_DELETE, C, 0), numbers.DONE);
  });

  test("an ancestor takes back what a child has made, and the child cannot make it again", () => {
    const [first, end] = [PAGE + 1, PAGE + 4];
    assert.equal(call(numbers.UNTYPED_RETYPE, MEMORY, PAGE, UNTYPED, first, end, A), numbers.DONE);
    assert.equal(call(numbers.UNTYPED_RETYPE, A, first, CNODE, 0, 0, B), numbers.DONE);
    reclaim(PAGE);
    reclaim(first);
    assert.equal(call(numbers.UNTYPED_RETYPE, A, first, CNODE, 0, 0, C), numbers.NO_CAPABILITY);
    assert.equal(kernel.read(fields.TYPE, first), numbers.FREE);
  });

  test("a child has no page that its parent has not, and not its own", () => {
    for (const [first, end] of [
      [1, PAGE],
      [PAGE + 1, PAGES + 1],
      [PAGE, PAGE + 2],
      [PAGE + 2, PAGE + 2],
    ])
      assert.equal(
        call(numbers.UNTYPED_RETYPE, MEMORY, PAGE, UNTYPED, first!, end!, A),
        numbers.OUT_OF_RANGE,
      );
  });

  test("a page that has had all its generations stays what it is", () => {
    kernel.set(fields.GENERATION, PAGE, 0, GENERATION_MAX - 1);
    make(PAGE, CNODE, A);
    reclaim(PAGE);
    make(PAGE, CNODE, B);
    assert.equal(call(numbers.UNTYPED_RECLAIM, MEMORY, PAGE), numbers.WORN_OUT);
  });
});

describe("capabilities", () => {
  test("rights get fewer from copy to copy, and are needed", () => {
    make(PAGE, CNODE, A);
    assert.equal(copy(A, B, numbers.READ), numbers.DONE);
    assert.equal(copy(B, C), numbers.DONE);
    assert.equal(call(numbers.CNODE_DELETE, C, 0), numbers.NO_RIGHT);
  });

  test("a badge is given once", () => {
    const mint = (from: number, into: number, badge: number) =>
      call(numbers.CNODE_MINT, SPACE, into, SPACE, from, numbers.ALL_RIGHTS, badge);
    make(PAGE, CNODE, A);
    assert.equal(mint(A, B, 7), numbers.DONE);
    assert.equal(mint(B, D, 9), numbers.IN_USE);
  });

  test("what was handed out through an Indirection is taken back, and nothing else", () => {
    make(PAGE, CNODE, A);
    make(PAGE + 1, INDIRECTION, B);
    assert.equal(call(numbers.INDIRECTION_CREATE, B, A, numbers.ALL_RIGHTS), numbers.DONE);
    assert.equal(copy(B, C), numbers.DONE);
    assert.equal(call(numbers.CNODE_DELETE, C, 0), numbers.DONE);
    assert.equal(call(numbers.INDIRECTION_INVALIDATE, B), numbers.DONE);
    assert.equal(call(numbers.CNODE_DELETE, C, 0), numbers.NO_CAPABILITY);
    assert.equal(call(numbers.CNODE_DELETE, A, 0), numbers.DONE);
    assert.equal(call(numbers.INDIRECTION_CREATE, B, A, numbers.READ), numbers.DONE);
  });

  test("behind more Indirections than there may be, nothing is found; nor in a circle", () => {
    make(PAGE, CNODE, A);
    for (const [at, target] of [
      [0, A],
      [1, B],
      [2, C],
    ] as const) {
      make(PAGE + 1 + at, INDIRECTION, B + at);
      assert.equal(
        call(numbers.INDIRECTION_CREATE, B + at, target, numbers.ALL_RIGHTS),
        numbers.DONE,
      );
    }
    assert.equal(call(numbers.CNODE_DELETE, C, 0), numbers.DONE);
    assert.equal(call(numbers.CNODE_DELETE, D, 0), numbers.WRONG_TYPE);
    assert.equal(call(numbers.INDIRECTION_INVALIDATE, B), numbers.DONE);
    assert.equal(call(numbers.INDIRECTION_CREATE, B, D, numbers.ALL_RIGHTS), numbers.DONE);
    assert.equal(call(numbers.CNODE_DELETE, D, 0), numbers.NO_CAPABILITY);
  });

  test("a thread's space may not hang on an Indirection: it could not be taken back", () => {
    make(PAGE, CNODE, A);
    make(PAGE + 1, INDIRECTION, B);
    make(PAGE + 2, THREAD, C);
    assert.equal(call(numbers.INDIRECTION_CREATE, B, A, numbers.ALL_RIGHTS), numbers.DONE);
    assert.equal(call(numbers.THREAD_CONFIGURE, C, B), numbers.WRONG_TYPE);
    assert.equal(call(numbers.THREAD_CONFIGURE, C, A), numbers.DONE);
  });
});

test("what is refused changes nothing: all calls with arguments from the edges", () => {
  const edges = [0n, 255n, 256n, 2n ** 32n, 2n ** 64n - 1n];
  for (let number = 0; number <= numbers.SYSTEM_CALLS; number++)
    for (const edge of edges)
      for (let at = 0; at < 8; at++) {
        const registers = [BigInt(SPACE), 9n, BigInt(SPACE), 8n, 7n, 3n, 0n, 0n].with(at, edge);
        kernel.call(number, registers);
      }
});
