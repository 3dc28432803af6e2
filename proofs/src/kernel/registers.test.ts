/** Reading and writing another thread's registers, told in full: kernel and specification must agree. */
import assert from "node:assert/strict";
import { beforeEach, describe, test } from "node:test";
import * as numbers from "@ashlar/kernel/interface";
import { Caller, FIRST, PAGE, SELF, SLOT, SPACE } from "./testing/caller.js";

/** The page and slot of another thread. */
const [OTHER, THREAD] = [PAGE, SLOT];
const LAST = numbers.REGISTERS - numbers.WORDS;

let kernel: Caller;
beforeEach(() => {
  kernel = new Caller();
  kernel.make(OTHER, numbers.THREAD, THREAD);
});

/** What was read: the words of a message. */
const words = () => kernel.messageOf(FIRST).slice(1);

describe("registers", () => {
  test("of a thread that does not run are written and read, six at a time", () => {
    kernel.must(numbers.THREAD_WRITE_REGISTERS, [THREAD, numbers.PC, 0x10000, 1, 2, 3, 4, 5]);
    assert.equal(kernel.register(OTHER, numbers.PC), 0x10000n);
    kernel.must(numbers.THREAD_READ_REGISTERS, [THREAD, 1]);
    assert.deepEqual(words(), [1, 2, 3, 4, 5, 0]);
  });

  test("there are 32 of them, and none beyond the last", () => {
    for (const call of [numbers.THREAD_READ_REGISTERS, numbers.THREAD_WRITE_REGISTERS]) {
      kernel.must(call, [THREAD, LAST]);
      kernel.must(call, [THREAD, LAST + 1], numbers.OUT_OF_RANGE);
      kernel.must(call, [THREAD, 2 ** 32], numbers.OUT_OF_RANGE);
    }
  });

  test("of the thread that runs are not in the kernel's memory now", () => {
    for (const call of [numbers.THREAD_READ_REGISTERS, numbers.THREAD_WRITE_REGISTERS])
      kernel.must(call, [SELF, 0], numbers.IN_USE);
  });

  test("who may only read a thread does not write its registers, nor the other way round", () => {
    const [readable, writable] = [SLOT + 1, SLOT + 2];
    kernel.must(numbers.CNODE_COPY, [SPACE, readable, SPACE, THREAD, numbers.READ]);
    kernel.must(numbers.CNODE_COPY, [SPACE, writable, SPACE, THREAD, numbers.WRITE]);
    kernel.must(numbers.THREAD_READ_REGISTERS, [readable, 0]);
    kernel.must(numbers.THREAD_WRITE_REGISTERS, [writable, 0]);
    kernel.must(numbers.THREAD_READ_REGISTERS, [writable, 0], numbers.NO_RIGHT);
    kernel.must(numbers.THREAD_WRITE_REGISTERS, [readable, 0], numbers.NO_RIGHT);
  });

  test("a thread that has faulted goes on where its handler says", () => {
    const endpoint = SLOT + 3;
    kernel.make(PAGE + 1, numbers.ENDPOINT, endpoint);
    kernel.makeThread(PAGE + 2, SLOT + 4, numbers.PRIORITIES - 1);
    kernel.must(numbers.THREAD_SET_HANDLER, [SLOT + 4, endpoint]);
    kernel.do(numbers.RECEIVE, endpoint);
    kernel.fault(13n, 0x1000n);
    kernel.must(numbers.THREAD_WRITE_REGISTERS, [SLOT + 4, numbers.PC, 0x2000]);
    kernel.must(numbers.REPLY, []);
    assert.equal(kernel.register(PAGE + 2, numbers.PC), 0x2000n);
    assert.equal(kernel.stateOf(PAGE + 2), numbers.READY);
  });
});
