/** How threads talk, and when they run, told in full: kernel and specification must agree. */
import assert from "node:assert/strict";
import { beforeEach, describe, test } from "node:test";
import * as numbers from "@ashlar/kernel/interface";
import { fields } from "@ashlar/spec/kernel";
import { Caller, DOMAIN, FIRST, MEMORY, PAGE, SELF, SLOT, SPACE } from "./testing/caller.js";

const [ENDPOINT, NOTIFICATION, BADGED, OTHER] = [SLOT, SLOT + 1, SLOT + 2, SLOT + 3];
/** The pages of the first thread, behind its Untyped and its space, and of two that tests make. */
const [SERVER, CLIENT] = [PAGE + 2, PAGE + 3];
const BADGE = 77;
const TOP = numbers.PRIORITIES - 1;

let kernel: Caller;
beforeEach(() => {
  kernel = new Caller();
  kernel.make(PAGE, numbers.ENDPOINT, ENDPOINT);
  kernel.make(PAGE + 1, numbers.NOTIFICATION, NOTIFICATION);
  kernel.must(numbers.CNODE_MINT, [SPACE, BADGED, SPACE, ENDPOINT, numbers.ALL_RIGHTS, BADGE]);
});

/** A thread of the first one's priority, which has come to the end of its first call. */
function started(page: number, slot: number, call: number, ...registers: number[]): void {
  kernel.makeThread(page, slot, TOP);
  kernel.do(numbers.YIELD);
  assert.equal(kernel.current, page);
  kernel.do(call, ...registers);
}

describe("messages", () => {
  test("who calls waits; the server runs at once, with the message and the badge", () => {
    started(SERVER, OTHER, numbers.RECEIVE, ENDPOINT);
    kernel.do(numbers.CALL, BADGED, 1, 2, 3, 4, 5, 6, 7);
    assert.equal(kernel.current, SERVER);
    assert.deepEqual(kernel.messageOf(SERVER), [1, 2, 3, 4, 5, 6, 7]);
    assert.deepEqual([kernel.resultOf(SERVER), kernel.badgeOf(SERVER)], [numbers.DONE, BADGE]);
    assert.equal(kernel.stateOf(FIRST), numbers.CALLING);
  });

  test("the reply comes to who called, who runs at once, and the server waits for the next", () => {
    started(SERVER, OTHER, numbers.RECEIVE, ENDPOINT);
    kernel.do(numbers.CALL, BADGED, 1);
    kernel.do(numbers.REPLY_RECEIVE, ENDPOINT, 8, 9);
    assert.equal(kernel.current, FIRST);
    assert.deepEqual(kernel.messageOf(FIRST).slice(0, 2), [8, 9]);
    assert.equal(kernel.register(FIRST, numbers.ANSWER), BigInt(numbers.DONE));
    assert.equal(kernel.stateOf(SERVER), numbers.RECEIVING);
  });

  test("a server replies to one before it receives the next", () => {
    started(SERVER, OTHER, numbers.RECEIVE, ENDPOINT);
    kernel.do(numbers.CALL, ENDPOINT, 1);
    kernel.must(numbers.RECEIVE, [ENDPOINT], numbers.IN_USE);
    kernel.must(numbers.REPLY, [0, 5]);
    kernel.must(numbers.REPLY, [0, 5], numbers.NOTHING);
    assert.equal(kernel.resultOf(FIRST), numbers.DONE);
  });

  test("who sends first is heard first", () => {
    started(SERVER, OTHER, numbers.SEND, BADGED, 10);
    started(CLIENT, OTHER + 1, numbers.SEND, ENDPOINT, 20);
    for (const label of [10, 20]) {
      kernel.must(numbers.RECEIVE, [ENDPOINT]);
      assert.equal(kernel.labelOf(FIRST), label);
    }
    kernel.must(numbers.NONBLOCKING_RECEIVE, [ENDPOINT], numbers.NOTHING);
  });

  test("who does not wait to send is not told whether anybody heard", () => {
    kernel.must(numbers.NONBLOCKING_SEND, [ENDPOINT, 1]);
    started(SERVER, OTHER, numbers.RECEIVE, ENDPOINT);
    kernel.must(numbers.NONBLOCKING_SEND, [ENDPOINT, 2]);
    assert.equal(kernel.labelOf(SERVER), 2);
  });

  test("a message that was sent is delivered though the right to send it was taken back", () => {
    kernel.make(PAGE + 4, numbers.INDIRECTION, SLOT + 5);
    kernel.must(numbers.INDIRECTION_CREATE, [SLOT + 5, ENDPOINT, numbers.ALL_RIGHTS]);
    started(SERVER, OTHER, numbers.SEND, SLOT + 5, 10);
    kernel.must(numbers.INDIRECTION_INVALIDATE, [SLOT + 5]);
    kernel.must(numbers.RECEIVE, [ENDPOINT]);
    assert.equal(kernel.labelOf(FIRST), 10);
  });

  test("who may only receive cannot send, nor the other way round", () => {
    kernel.must(numbers.CNODE_COPY, [SPACE, OTHER, SPACE, ENDPOINT, numbers.READ]);
    for (const call of [numbers.SEND, numbers.NONBLOCKING_SEND, numbers.CALL])
      kernel.must(call, [OTHER], numbers.NO_RIGHT);
    kernel.must(numbers.CNODE_COPY, [SPACE, OTHER + 1, SPACE, ENDPOINT, numbers.WRITE]);
    for (const call of [numbers.RECEIVE, numbers.NONBLOCKING_RECEIVE, numbers.REPLY_RECEIVE])
      kernel.must(call, [OTHER + 1], numbers.NO_RIGHT);
  });
});

describe("a capability with a message", () => {
  const EMPTY = SLOT + 8;
  const granting = (endpoint: number, slot: number) =>
    endpoint + (slot + 1) * 2 ** numbers.GRANT_BIT;
  const accepting = (endpoint: number, slot: number) =>
    endpoint + (slot + 1) * 2 ** numbers.ACCEPT_BIT;
  const isWithCapability = (thread: number) => kernel.isSet(thread, numbers.WITH_CAPABILITY_BIT);

  test("goes into the slot that the receiver has named, with the rights that it had", () => {
    started(SERVER, OTHER, numbers.RECEIVE, accepting(ENDPOINT, EMPTY));
    kernel.must(numbers.SEND, [granting(ENDPOINT, NOTIFICATION), 1]);
    assert.ok(isWithCapability(SERVER));
    kernel.must(numbers.SIGNAL, [EMPTY]);
  });

  test("waits with the message, and comes with a reply too", () => {
    started(SERVER, OTHER, numbers.SEND, granting(BADGED, NOTIFICATION), 1);
    kernel.must(numbers.RECEIVE, [accepting(ENDPOINT, EMPTY)]);
    assert.ok(isWithCapability(FIRST));
    assert.equal(kernel.badgeOf(FIRST), BADGE);
    kernel.must(numbers.THREAD_SUSPEND, [OTHER]);
    started(CLIENT, OTHER + 1, numbers.CALL, accepting(ENDPOINT, EMPTY + 1), 1);
    kernel.must(numbers.RECEIVE, [ENDPOINT]);
    kernel.must(numbers.REPLY, [granting(0, NOTIFICATION), 1]);
    assert.ok(isWithCapability(CLIENT));
  });

  test("does not go without GRANT, without a slot, or into one that is in use", () => {
    kernel.must(numbers.CNODE_COPY, [SPACE, EMPTY + 1, SPACE, ENDPOINT, numbers.WRITE]);
    const alone = [
      [accepting(ENDPOINT, EMPTY), granting(EMPTY + 1, NOTIFICATION)],
      [ENDPOINT, granting(ENDPOINT, NOTIFICATION)],
      [accepting(ENDPOINT, NOTIFICATION), granting(ENDPOINT, NOTIFICATION)],
      [accepting(ENDPOINT, EMPTY), granting(ENDPOINT, EMPTY + 3)],
    ];
    kernel.makeThread(SERVER, OTHER, TOP);
    for (const [receive, send] of alone) {
      kernel.do(numbers.YIELD);
      kernel.do(numbers.RECEIVE, receive!);
      kernel.must(numbers.SEND, [send!, 1]);
      assert.ok(!isWithCapability(SERVER));
    }
  });
});

describe("faults", () => {
  const [KIND, ADDRESS] = [13, 0x1000];

  /** The second thread, the first one's handler waiting at the endpoint, runs. */
  function supervised(): void {
    kernel.makeThread(CLIENT, OTHER, TOP);
    kernel.must(numbers.THREAD_SET_HANDLER, [OTHER, BADGED]);
    kernel.do(numbers.RECEIVE, ENDPOINT);
    assert.equal(kernel.current, CLIENT);
  }

  test("a fault is a message to the handler, and the thread waits", () => {
    supervised();
    kernel.fault(BigInt(KIND), BigInt(ADDRESS));
    assert.equal(kernel.current, FIRST);
    assert.deepEqual(kernel.messageOf(FIRST), [KIND, ADDRESS, 0, 0, 0, 0, 0]);
    assert.ok(kernel.isSet(FIRST, numbers.FROM_FAULT_BIT));
    assert.equal(kernel.badgeOf(FIRST), BADGE);
    assert.equal(kernel.stateOf(CLIENT), numbers.CALLING);
  });

  test("the reply lets it try again, with its registers as they were", () => {
    supervised();
    kernel.must(numbers.NONBLOCKING_SEND, [NOTIFICATION], numbers.WRONG_TYPE);
    const before = kernel.registers(CLIENT);
    kernel.fault(BigInt(KIND), BigInt(ADDRESS));
    kernel.do(numbers.REPLY_RECEIVE, ENDPOINT, 1, 2, 3);
    assert.equal(kernel.current, CLIENT);
    assert.deepEqual(kernel.registers(CLIENT), before);
  });

  test("it waits for a handler that is busy; without one it stops", () => {
    kernel.makeThread(CLIENT, OTHER, TOP);
    kernel.must(numbers.THREAD_SET_HANDLER, [OTHER, ENDPOINT]);
    kernel.do(numbers.YIELD);
    kernel.fault(BigInt(KIND), BigInt(ADDRESS));
    assert.equal(kernel.stateOf(CLIENT), numbers.SENDING);
    kernel.must(numbers.RECEIVE, [ENDPOINT]);
    assert.equal(kernel.labelOf(FIRST), KIND);
    kernel.makeThread(SERVER, OTHER + 1, TOP);
    kernel.do(numbers.YIELD);
    kernel.fault(BigInt(KIND), BigInt(ADDRESS));
    assert.equal(kernel.stateOf(SERVER), numbers.INACTIVE);
  });
});

describe("notifications", () => {
  test("bits are collected until somebody takes them, and then are gone", () => {
    kernel.must(numbers.CNODE_MINT, [SPACE, OTHER, SPACE, NOTIFICATION, numbers.ALL_RIGHTS, 1]);
    kernel.must(numbers.CNODE_MINT, [SPACE, OTHER + 1, SPACE, NOTIFICATION, numbers.ALL_RIGHTS, 4]);
    for (const slot of [OTHER, OTHER + 1]) kernel.must(numbers.SIGNAL, [slot]);
    kernel.must(numbers.WAIT, [NOTIFICATION]);
    assert.equal(kernel.badgeOf(FIRST), 5);
    kernel.must(numbers.POLL, [NOTIFICATION], numbers.NOTHING);
  });

  test("who signals does not wait, and wakes the first who does", () => {
    kernel.must(numbers.CNODE_MINT, [SPACE, OTHER + 2, SPACE, NOTIFICATION, numbers.ALL_RIGHTS, 8]);
    started(SERVER, OTHER, numbers.WAIT, NOTIFICATION);
    started(CLIENT, OTHER + 1, numbers.WAIT, NOTIFICATION);
    kernel.must(numbers.SIGNAL, [OTHER + 2]);
    assert.deepEqual([kernel.resultOf(SERVER), kernel.badgeOf(SERVER)], [numbers.DONE, 8]);
    assert.equal(kernel.stateOf(CLIENT), numbers.WAITING);
  });
});

describe("when what was waited for is no more", () => {
  const reclaim = (page: number) => kernel.do(numbers.UNTYPED_RECLAIM, MEMORY, page);

  test("a server that is reclaimed stops, and then its caller is told so, by a step each", () => {
    started(SERVER, OTHER, numbers.RECEIVE, ENDPOINT);
    kernel.makeThread(CLIENT, OTHER + 1, TOP);
    kernel.do(numbers.CALL, ENDPOINT, 1);
    kernel.do(numbers.YIELD);
    assert.equal(kernel.current, CLIENT);
    assert.equal(reclaim(SERVER), numbers.AGAIN);
    assert.equal(kernel.stateOf(FIRST), numbers.CALLING);
    assert.equal(reclaim(SERVER), numbers.AGAIN);
    assert.equal(kernel.resultOf(FIRST), numbers.CANCELLED);
    assert.equal(kernel.stateOf(FIRST), numbers.READY);
    assert.equal(reclaim(SERVER), numbers.DONE);
  });

  test("those who wait at an endpoint are told one a step, and the owner gets the page", () => {
    started(SERVER, OTHER, numbers.SEND, ENDPOINT, 1);
    started(CLIENT, OTHER + 1, numbers.CALL, ENDPOINT, 2);
    const answers = [reclaim(PAGE), reclaim(PAGE), reclaim(PAGE), reclaim(PAGE)];
    assert.deepEqual(answers, [numbers.AGAIN, numbers.AGAIN, numbers.AGAIN, numbers.DONE]);
    for (const thread of [SERVER, CLIENT]) assert.equal(kernel.resultOf(thread), numbers.CANCELLED);
    assert.equal(kernel.read(fields.TYPE, PAGE), numbers.FREE);
  });

  test("a thread that is suspended waits for nothing; who waits for it goes on waiting", () => {
    started(SERVER, OTHER, numbers.RECEIVE, ENDPOINT);
    kernel.must(numbers.THREAD_SUSPEND, [OTHER]);
    assert.equal(kernel.resultOf(SERVER), numbers.CANCELLED);
    kernel.must(numbers.NONBLOCKING_SEND, [ENDPOINT, 1]);
    assert.equal(kernel.stateOf(SERVER), numbers.INACTIVE);
  });

  test("the thread that runs can be reclaimed, and then another one runs", () => {
    kernel.makeThread(SERVER, OTHER, TOP);
    kernel.do(numbers.YIELD);
    assert.equal(reclaim(SERVER), numbers.AGAIN);
    assert.equal(kernel.current, FIRST);
  });
});

describe("who runs", () => {
  test("of the highest priority the one that has waited longest", () => {
    kernel.makeThread(SERVER, OTHER, TOP);
    kernel.makeThread(CLIENT, OTHER + 1, TOP - 1);
    const order = [1, 2, 3].map(() => {
      kernel.do(numbers.YIELD);
      return kernel.current;
    });
    assert.deepEqual(order, [SERVER, FIRST, SERVER]);
  });

  test("who is more important runs as soon as it can", () => {
    kernel.must(numbers.THREAD_SET_PRIORITY, [SELF, TOP]);
    started(SERVER, OTHER, numbers.RECEIVE, ENDPOINT);
    kernel.must(numbers.THREAD_SET_PRIORITY, [SELF, 3]);
    kernel.do(numbers.SEND, ENDPOINT, 1);
    assert.equal(kernel.current, SERVER);
    assert.equal(kernel.resultOf(FIRST), numbers.DONE);
  });

  test("nobody makes another more important than itself", () => {
    kernel.must(numbers.THREAD_SET_PRIORITY, [SELF, 3]);
    kernel.make(SERVER, numbers.THREAD, OTHER);
    kernel.must(numbers.THREAD_SET_PRIORITY, [OTHER, 4], numbers.OUT_OF_RANGE);
  });

  test("domains take turns, whoever is ready in them", () => {
    kernel.makeThread(SERVER, OTHER, 1, DOMAIN + 1);
    const turns = [1, 2, 3, 4].map(() => {
      kernel.tick();
      return kernel.current;
    });
    assert.deepEqual(turns, [SERVER, FIRST, SERVER, FIRST]);
    kernel.must(numbers.THREAD_SUSPEND, [OTHER]);
    kernel.tick();
    assert.equal(kernel.current, 0, "the turn is not given to another domain");
  });
});
