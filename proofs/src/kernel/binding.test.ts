/** A server that listens to a notification, told in full: kernel and specification must agree. */
import assert from "node:assert/strict";
import { beforeEach, describe, test } from "node:test";
import * as numbers from "@ashlar/kernel/interface";
import { fields } from "@ashlar/spec/kernel";
import { Caller, FIRST, MEMORY, PAGE, SELF, SLOT, SPACE } from "./testing/caller.js";

const [ENDPOINT, NOTIFICATION, BADGED, OTHER] = [SLOT, SLOT + 1, SLOT + 2, SLOT + 3];
const SERVER = PAGE + 2;
const BITS = 6;
const TOP = numbers.PRIORITIES - 1;

let kernel: Caller;
beforeEach(() => {
  kernel = new Caller();
  kernel.make(PAGE, numbers.ENDPOINT, ENDPOINT);
  kernel.make(PAGE + 1, numbers.NOTIFICATION, NOTIFICATION);
  kernel.must(numbers.CNODE_MINT, [SPACE, BADGED, SPACE, NOTIFICATION, numbers.WRITE, BITS]);
  kernel.makeThread(SERVER, OTHER, TOP);
});

const bind = (thread: number, notification = NOTIFICATION) =>
  kernel.must(numbers.THREAD_BIND_NOTIFICATION, [thread, notification]);

/** The server runs and receives; then the first thread runs. */
function serve(): void {
  kernel.do(numbers.YIELD);
  assert.equal(kernel.current, SERVER);
  kernel.do(numbers.RECEIVE, ENDPOINT);
  assert.equal(kernel.current, FIRST);
}

function assertTold(thread: number, bits = BITS): void {
  assert.ok(kernel.isSet(thread, numbers.FROM_NOTIFICATION_BIT), "it comes from the notification");
  assert.deepEqual([kernel.resultOf(thread), kernel.badgeOf(thread)], [numbers.DONE, bits]);
}

describe("a thread that is bound to a notification", () => {
  test("is told of a signal while it waits for messages", () => {
    bind(OTHER);
    serve();
    kernel.must(numbers.SIGNAL, [BADGED]);
    assertTold(SERVER);
    assert.equal(kernel.stateOf(SERVER), numbers.READY);
  });

  test("finds what was signalled before, ahead of messages", () => {
    bind(SELF);
    kernel.must(numbers.SIGNAL, [BADGED]);
    kernel.do(numbers.YIELD);
    kernel.do(numbers.CALL, ENDPOINT, 1);
    kernel.do(numbers.RECEIVE, ENDPOINT);
    assertTold(FIRST);
    kernel.must(numbers.RECEIVE, [ENDPOINT]);
    assert.ok(!kernel.isSet(FIRST, numbers.FROM_NOTIFICATION_BIT));
    assert.equal(kernel.labelOf(FIRST), 1);
  });

  test("finds it too when it does not wait, or replies at the same time", () => {
    bind(SELF);
    for (const call of [numbers.NONBLOCKING_RECEIVE, numbers.REPLY_RECEIVE]) {
      kernel.must(numbers.SIGNAL, [BADGED]);
      kernel.do(call, ENDPOINT);
      assertTold(FIRST);
    }
    kernel.must(numbers.NONBLOCKING_RECEIVE, [ENDPOINT], numbers.NOTHING);
  });

  test("who waits for the notification itself comes first", () => {
    bind(OTHER);
    serve();
    kernel.makeThread(PAGE + 3, OTHER + 1, TOP);
    kernel.do(numbers.YIELD);
    kernel.do(numbers.WAIT, NOTIFICATION);
    kernel.must(numbers.SIGNAL, [BADGED]);
    assert.equal(kernel.badgeOf(PAGE + 3), BITS);
    assert.equal(kernel.stateOf(SERVER), numbers.RECEIVING);
  });
});

describe("a binding", () => {
  test("ends when another thread, or another notification, takes its place", () => {
    bind(OTHER);
    serve();
    bind(SELF);
    kernel.must(numbers.SIGNAL, [BADGED]);
    assert.equal(kernel.stateOf(SERVER), numbers.RECEIVING);
    kernel.make(PAGE + 3, numbers.NOTIFICATION, OTHER + 1);
    bind(SELF, OTHER + 1);
    kernel.must(numbers.NONBLOCKING_RECEIVE, [ENDPOINT], numbers.NOTHING);
  });

  test("ends with the thread: the next one in its page is not told", () => {
    bind(OTHER);
    for (const answer of [numbers.AGAIN, numbers.DONE])
      kernel.must(numbers.UNTYPED_RECLAIM, [MEMORY, SERVER], answer);
    kernel.makeThread(SERVER, OTHER + 1, TOP);
    serve();
    kernel.must(numbers.SIGNAL, [BADGED]);
    assert.equal(kernel.stateOf(SERVER), numbers.RECEIVING);
  });

  test("ends with the notification: the next one in its page tells nobody", () => {
    bind(OTHER);
    serve();
    for (const answer of [numbers.AGAIN, numbers.DONE])
      kernel.must(numbers.UNTYPED_RECLAIM, [MEMORY, PAGE + 1], answer);
    kernel.make(PAGE + 1, numbers.NOTIFICATION, OTHER + 1);
    kernel.must(numbers.SIGNAL, [OTHER + 1]);
    assert.equal(kernel.stateOf(SERVER), numbers.RECEIVING);
  });

  test("ends with the notification, whatever user programs write where it was", () => {
    bind(OTHER);
    for (const answer of [numbers.AGAIN, numbers.DONE])
      kernel.must(numbers.UNTYPED_RECLAIM, [MEMORY, PAGE + 1], answer);
    kernel.make(PAGE + 1, numbers.FRAME, OTHER + 1);
    kernel.set(fields.LISTENER.page, PAGE + 1, 0, SERVER);
    kernel.set(fields.LISTENER.generation, PAGE + 1, 0, kernel.read(fields.GENERATION, SERVER));
    kernel.set(fields.SIGNALLED, PAGE + 1, 0, BITS);
    serve();
    assert.equal(kernel.stateOf(SERVER), numbers.RECEIVING);
  });

  test("ends with the thread, whatever user programs write where it was", () => {
    bind(OTHER);
    for (const answer of [numbers.AGAIN, numbers.DONE])
      kernel.must(numbers.UNTYPED_RECLAIM, [MEMORY, SERVER], answer);
    kernel.make(SERVER, numbers.FRAME, OTHER + 1);
    kernel.set(fields.LISTENS.page, SERVER, 0, PAGE + 1);
    kernel.set(fields.LISTENS.generation, SERVER, 0, kernel.read(fields.GENERATION, PAGE + 1));
    kernel.set(fields.THREAD.state, SERVER, 0, numbers.RECEIVING);
    kernel.must(numbers.SIGNAL, [BADGED]);
    kernel.must(numbers.POLL, [NOTIFICATION]);
  });

  test("is not made while the thread receives, nor without the rights", () => {
    const refused = (thread: number, notification: number, answer: number) =>
      kernel.must(numbers.THREAD_BIND_NOTIFICATION, [thread, notification], answer);
    serve();
    refused(OTHER, NOTIFICATION, numbers.IN_USE);
    refused(SELF, BADGED, numbers.NO_RIGHT);
    kernel.must(numbers.CNODE_COPY, [SPACE, OTHER + 1, SPACE, SELF, numbers.READ]);
    refused(OTHER + 1, NOTIFICATION, numbers.NO_RIGHT);
    kernel.make(PAGE + 3, numbers.INDIRECTION, OTHER + 2);
    kernel.must(numbers.INDIRECTION_CREATE, [OTHER + 2, NOTIFICATION, numbers.ALL_RIGHTS]);
    refused(SELF, OTHER + 2, numbers.WRONG_TYPE);
  });
});
