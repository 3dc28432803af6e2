/**
 * Which argument a refusal blames, told in full: kernel and specification must agree. The places are
 * those of the arguments in the call, from 0 on.
 */
import assert from "node:assert/strict";
import { beforeEach, describe, test } from "node:test";
import * as numbers from "@ashlar/kernel/interface";
import { GENERATION_MAX } from "@ashlar/kernel/layout";
import { fields } from "@ashlar/spec/kernel";
import { Caller, DOMAIN, MEMORY, PAGE, PAGES, SELF, SLOT, SPACE } from "./testing/caller.js";

const { NO_CAPABILITY, WRONG_TYPE, NO_RIGHT, OUT_OF_RANGE, IN_USE } = numbers;
const NONE = undefined;
/** A slot that is empty, and a number that is no slot. */
const [EMPTY, BEYOND] = [200, numbers.SLOTS];
const ALL = numbers.ALL_RIGHTS;
const SOURCE_FIRST = DOMAIN + 2;

let kernel: Caller;
let slot: number;
let page: number;
beforeEach(() => {
  kernel = new Caller();
  slot = SLOT;
  page = PAGE;
});

/** A new object's slot. */
function made(type: number): number {
  kernel.make(page++, type, slot);
  return slot++;
}

/** A slot with a copy that has fewer rights. */
function weaker(from: number, rights: number): number {
  kernel.must(numbers.CNODE_COPY, [SPACE, slot, SPACE, from, rights]);
  return slot++;
}

function minted(from: number, badge: number, rights = ALL): number {
  kernel.must(numbers.CNODE_MINT, [SPACE, slot, SPACE, from, rights, badge]);
  return slot++;
}

type Row = readonly [registers: readonly number[], answer: number, place: number | undefined];

function refuses(call: number, ...rows: readonly Row[]): void {
  for (const [registers, answer, place] of rows) kernel.refuses(call, registers, answer, place);
}

describe("a slot is to blame for what it has:", () => {
  test("nothing, or what is of another type, or lacks a right", () => {
    const thread = made(numbers.THREAD);
    refuses(
      numbers.THREAD_SET_DOMAIN,
      [[EMPTY, DOMAIN], NO_CAPABILITY, 0],
      [[BEYOND, EMPTY], NO_CAPABILITY, 0],
      [[SPACE, DOMAIN], WRONG_TYPE, 0],
      [[weaker(thread, numbers.READ), DOMAIN], NO_RIGHT, 0],
      [[thread, EMPTY], NO_CAPABILITY, 1],
      [[thread, SPACE], WRONG_TYPE, 1],
      [[thread, weaker(DOMAIN, numbers.READ)], NO_RIGHT, 1],
    );
  });

  test("also where no Indirection may stand before it", () => {
    const [thread, endpoint] = [made(numbers.THREAD), made(numbers.ENDPOINT)];
    const indirection = made(numbers.INDIRECTION);
    kernel.must(numbers.INDIRECTION_CREATE, [indirection, endpoint, ALL]);
    refuses(
      numbers.THREAD_SET_HANDLER,
      [[thread, EMPTY], NO_CAPABILITY, 1],
      [[thread, indirection], WRONG_TYPE, 1],
      [[thread, weaker(endpoint, numbers.READ)], NO_RIGHT, 1],
    );
    refuses(numbers.THREAD_CONFIGURE, [[thread, endpoint], WRONG_TYPE, 1]);
    refuses(numbers.THREAD_BIND_NOTIFICATION, [[thread, endpoint], WRONG_TYPE, 1]);
    refuses(numbers.THREAD_SET_ADDRESS_SPACE, [[thread, endpoint], WRONG_TYPE, 1]);
  });

  test("the third argument's too", () => {
    const notification = made(numbers.NOTIFICATION);
    refuses(
      numbers.IRQ_BIND,
      [[notification, notification, DOMAIN], WRONG_TYPE, 0],
      [[SOURCE_FIRST, DOMAIN, DOMAIN], WRONG_TYPE, 1],
      [[SOURCE_FIRST, notification, notification], WRONG_TYPE, 2],
    );
    refuses(numbers.IRQ_ACKNOWLEDGE, [[SOURCE_FIRST], OUT_OF_RANGE, 0]);
  });

  test("an endpoint's, which the first argument names", () => {
    for (const call of [numbers.SEND, numbers.NONBLOCKING_SEND, numbers.CALL])
      refuses(call, [[EMPTY], NO_CAPABILITY, 0], [[SPACE], WRONG_TYPE, 0]);
    for (const call of [numbers.RECEIVE, numbers.NONBLOCKING_RECEIVE, numbers.REPLY_RECEIVE])
      refuses(call, [[EMPTY], NO_CAPABILITY, 0], [[SPACE], WRONG_TYPE, 0]);
    for (const call of [numbers.SIGNAL, numbers.WAIT, numbers.POLL])
      refuses(call, [[EMPTY], NO_CAPABILITY, 0]);
  });
});

describe("memory:", () => {
  test("page, type, range and slot are to blame each for itself", () => {
    const { CNODE, UNTYPED } = numbers;
    const used = made(CNODE);
    refuses(
      numbers.UNTYPED_RETYPE,
      [[SPACE, page, CNODE, 0, 0, slot], WRONG_TYPE, 0],
      [[MEMORY, PAGES, CNODE, 0, 0, slot], OUT_OF_RANGE, 1],
      [[MEMORY, page, numbers.FREE, 0, 0, slot], OUT_OF_RANGE, 2],
      [[MEMORY, page, numbers.RETYPES, 0, 0, slot], OUT_OF_RANGE, 2],
      [[MEMORY, page, CNODE, 1, 0, slot], OUT_OF_RANGE, 3],
      [[MEMORY, page, CNODE, 0, 1, slot], OUT_OF_RANGE, 4],
      [[MEMORY, page, UNTYPED, PAGE - 1, PAGE, slot], OUT_OF_RANGE, 3],
      [[MEMORY, page, UNTYPED, PAGE, PAGES + 1, slot], OUT_OF_RANGE, 4],
      [[MEMORY, page, UNTYPED, page + 1, page + 1, slot], OUT_OF_RANGE, 4],
      [[MEMORY, page, UNTYPED, page, page + 1, slot], OUT_OF_RANGE, 4],
      [[MEMORY, page, CNODE, 0, 0, BEYOND], OUT_OF_RANGE, 5],
      [[MEMORY, PAGE, CNODE, 0, 0, slot], IN_USE, 1],
      [[MEMORY, page, CNODE, 0, 0, used], IN_USE, 5],
    );
    refuses(
      numbers.UNTYPED_RECLAIM,
      [[SPACE, PAGE], WRONG_TYPE, 0],
      [[MEMORY, PAGES], OUT_OF_RANGE, 1],
      [[MEMORY, page], OUT_OF_RANGE, 1],
    );
  });

  test("nobody is to blame for a page that is worn out, or for a reclaiming that goes on", () => {
    kernel.set(fields.GENERATION, PAGE, 0, GENERATION_MAX);
    made(numbers.CNODE);
    refuses(numbers.UNTYPED_RECLAIM, [[MEMORY, PAGE], numbers.WORN_OUT, NONE]);
    made(numbers.CNODE);
    refuses(numbers.UNTYPED_RECLAIM, [[MEMORY, PAGE + 1], numbers.AGAIN, NONE]);
  });
});

test("a place in a space is to blame, not the space, for what is there or is not", () => {
  const badged = minted(made(numbers.ENDPOINT), 7);
  refuses(
    numbers.CNODE_MINT,
    [[DOMAIN, slot, SPACE, SPACE, ALL, 1], WRONG_TYPE, 0],
    [[SPACE, slot, DOMAIN, SPACE, ALL, 1], WRONG_TYPE, 2],
    [[SPACE, BEYOND, SPACE, BEYOND, ALL, 1], OUT_OF_RANGE, 1],
    [[SPACE, slot, SPACE, BEYOND, ALL, 1], OUT_OF_RANGE, 3],
    [[SPACE, slot, SPACE, EMPTY, ALL, 1], NO_CAPABILITY, 3],
    [[SPACE, SELF, SPACE, SPACE, ALL, 1], IN_USE, 1],
    [[SPACE, slot, SPACE, SPACE, ALL, 0], OUT_OF_RANGE, 5],
    [[SPACE, slot, SPACE, badged, ALL, 1], IN_USE, 3],
  );
  refuses(numbers.CNODE_DELETE, [[SPACE, BEYOND], OUT_OF_RANGE, 1]);
});

test("an Indirection is to blame if it stands for something, its target if it is none", () => {
  const indirection = made(numbers.INDIRECTION);
  refuses(
    numbers.INDIRECTION_CREATE,
    [[EMPTY, SPACE, ALL], NO_CAPABILITY, 0],
    [[indirection, EMPTY, ALL], NO_CAPABILITY, 1],
    [[indirection, indirection, ALL], OUT_OF_RANGE, 1],
  );
  kernel.must(numbers.INDIRECTION_CREATE, [indirection, SPACE, ALL]);
  refuses(numbers.INDIRECTION_CREATE, [[indirection, SPACE, ALL], IN_USE, 0]);
  refuses(numbers.INDIRECTION_INVALIDATE, [[SPACE], WRONG_TYPE, 0]);
});

test("a thread is to blame for what it does, a number for itself", () => {
  const thread = made(numbers.THREAD);
  refuses(numbers.THREAD_RESUME, [[thread], OUT_OF_RANGE, 0], [[SELF], IN_USE, 0]);
  refuses(numbers.THREAD_SET_PRIORITY, [[thread, numbers.PRIORITIES], OUT_OF_RANGE, 1]);
  refuses(
    numbers.THREAD_READ_REGISTERS,
    [[SELF, 0], IN_USE, 0],
    [[thread, numbers.REGISTERS], OUT_OF_RANGE, 1],
  );
});

describe("address spaces:", () => {
  const { ROOT_TABLE, MIDDLE_TABLE, LEAF_TABLE, FRAME, READ, WRITE } = numbers;

  test("a table is to blame if it has a place, the index if its entry is in use", () => {
    const root = made(ROOT_TABLE);
    const [middle, other] = [made(MIDDLE_TABLE), made(MIDDLE_TABLE)];
    kernel.must(numbers.TABLE_MAP, [middle, root, 0]);
    refuses(
      numbers.TABLE_MAP,
      [[root, root, 0], WRONG_TYPE, 0],
      [[other, EMPTY, 0], NO_CAPABILITY, 1],
      [[other, middle, 0], WRONG_TYPE, 1],
      [[other, weaker(root, READ), 0], NO_RIGHT, 1],
      [[other, root, numbers.TABLE_ENTRIES], OUT_OF_RANGE, 2],
      [[middle, root, 1], IN_USE, 0],
      [[other, root, 0], IN_USE, 2],
    );
    refuses(numbers.TABLE_UNMAP, [[other], numbers.NOTHING, NONE], [[root], WRONG_TYPE, 0]);
  });

  test("a frame is to blame for its badge, the rights for being too many", () => {
    const [leaf, frame] = [made(LEAF_TABLE), made(FRAME)];
    const readable = minted(frame, 1, READ);
    const [writable, far] = [minted(frame, 2), minted(frame, numbers.MAPPING_SLOTS + 1)];
    const device = SOURCE_FIRST + 2;
    const registers = minted(device, 1);
    kernel.must(numbers.FRAME_MAP, [readable, leaf, 0, READ]);
    refuses(
      numbers.FRAME_MAP,
      [[leaf, leaf, 0, READ], WRONG_TYPE, 0],
      [[readable, leaf, 0, READ | WRITE], NO_RIGHT, 3],
      [[writable, leaf, 0, ALL + 1], NO_RIGHT, 3],
      [[writable, frame, 0, READ], WRONG_TYPE, 1],
      [[writable, leaf, numbers.TABLE_ENTRIES, READ], OUT_OF_RANGE, 2],
      [[frame, leaf, 1, READ], OUT_OF_RANGE, 0],
      [[far, leaf, 1, READ], OUT_OF_RANGE, 0],
      [[writable, leaf, 1, WRITE], OUT_OF_RANGE, 3],
      [[registers, leaf, 1, READ | numbers.EXECUTE], OUT_OF_RANGE, 3],
      [[readable, leaf, 1, READ], IN_USE, 0],
      [[writable, leaf, 0, READ], IN_USE, 2],
    );
    refuses(
      numbers.FRAME_UNMAP,
      [[leaf], WRONG_TYPE, 0],
      [[frame], OUT_OF_RANGE, 0],
      [[writable], numbers.NOTHING, NONE],
    );
  });
});

describe("no argument is to blame", () => {
  test("for a call that there is not", () => {
    refuses(numbers.SYSTEM_CALLS, [[EMPTY, BEYOND], numbers.NO_SUCH_CALL, NONE]);
  });

  test("where nobody called, nobody sends, nothing was signalled", () => {
    const [endpoint, notification] = [made(numbers.ENDPOINT), made(numbers.NOTIFICATION)];
    refuses(numbers.REPLY, [[EMPTY], numbers.NOTHING, NONE]);
    refuses(numbers.NONBLOCKING_RECEIVE, [[endpoint], numbers.NOTHING, NONE]);
    refuses(numbers.POLL, [[notification], numbers.NOTHING, NONE]);
  });

  test("if who called must be replied to first", () => {
    const endpoint = made(numbers.ENDPOINT);
    const server = PAGE + 1;
    kernel.makeThread(server, slot, numbers.PRIORITIES - 1);
    kernel.do(numbers.RECEIVE, endpoint);
    kernel.do(numbers.CALL, endpoint);
    assert.notEqual(kernel.current, server, "it is the one that called");
    for (const call of [numbers.RECEIVE, numbers.NONBLOCKING_RECEIVE]) {
      refuses(call, [[endpoint], IN_USE, NONE]);
      refuses(call, [[EMPTY], NO_CAPABILITY, 0]);
    }
  });
});
