/** The machine itself: what programs on it may rely on, and what it notices of its kernel. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import * as numbers from "@ashlar/kernel/interface";
import { lineOf } from "./events.js";
import { DATA_ADDRESS, PROGRAM_ADDRESS } from "./scenario/root.js";
import { World } from "./scenario/world.js";
import { call, compute, forever, load, registersNow, set, store } from "./user.js";

const [S1, S2, STACK_POINTER] = [9, 18, 2];
const SLICE_TICKS = 10_000;

/** Two threads that talk and count; all that happens in so many ticks. */
function transcript(start: bigint): string[] {
  const lines: string[] = [];
  const world = new World(function* (root, { machine }) {
    const endpoint = yield* root.make(numbers.ENDPOINT);
    const capabilities = { 1: { from: endpoint.slot } };
    const server = machine.add(function* () {
      let request = yield* call(numbers.RECEIVE, 1);
      for (;;) request = yield* call(numbers.REPLY_RECEIVE, 1, request.label + 1n);
    });
    const client = machine.add(function* () {
      for (let count = start; ; ) {
        yield* compute(Number(count % 100n));
        count = (yield* call(numbers.CALL, 1, count)).label;
      }
    });
    yield* root.start({ program: server, capabilities });
    yield* root.start({ program: client, capabilities });
    yield* root.rest();
  });
  world.machine.watch((event) => lines.push(lineOf(event)));
  world.run(200_000);
  return lines;
}

test("the same programs make the same transcript, to the last event and its time", () => {
  const lines = transcript(1n);
  assert.ok(lines.length > 1000);
  assert.deepEqual(transcript(1n), lines);
  assert.notDeepEqual(transcript(2n), lines);
});

test("the timer interrupts in the middle of a computation, which then goes on", () => {
  const order: string[] = [];
  const world = new World(function* (root, { machine }) {
    for (const name of ["one", "other"])
      yield* root.start({
        program: machine.add(function* () {
          order.push(`${name} begins`);
          yield* compute(2.5 * SLICE_TICKS);
          order.push(`${name} ends`);
          yield* forever();
        }),
      });
    yield* root.rest();
  });
  world.until(() => order.length === 4, "both have computed");
  assert.deepEqual(order, ["one begins", "other begins", "one ends", "other ends"]);
});

test("a system call keeps pc and sp only; an interrupt keeps all registers", () => {
  const found: bigint[][] = [];
  const world = new World(function* (root, { machine }) {
    yield* root.start({
      program: machine.add(function* () {
        const note = function* () {
          const registers = yield* registersNow();
          found.push([S1, S2, STACK_POINTER].map((at) => registers[at!]!));
        };
        yield* set(S1!, 5);
        yield* set(STACK_POINTER!, 0x3000);
        yield* call(numbers.YIELD);
        yield* note();
        yield* set(S1!, 6);
        yield* set(S2!, 7);
        yield* compute(2 * SLICE_TICKS);
        yield* set(S2!, 8);
        yield* call(numbers.YIELD);
        yield* note();
        yield* forever();
      }),
    });
    yield* root.rest();
  });
  world.until(() => found.length === 2, "it has looked twice");
  assert.deepEqual(found, [
    [0n, 0n, 0x3000n],
    [6n, 7n, 0x3000n],
  ]);
});

describe("a thread is where its pc says:", () => {
  test("one that is moved begins anew, and its old program is forgotten", () => {
    const order: string[] = [];
    const world = new World(function* (root, { machine }) {
      const { thread } = yield* root.start({
        program: machine.add(function* () {
          order.push("begins");
          yield* compute(1000);
          order.push("goes on");
          yield* forever();
        }),
      });
      yield* root.must(numbers.THREAD_SET_PRIORITY, [numbers.ROOT_THREAD_SLOT, 10]);
      yield* call(numbers.YIELD);
      yield* root.restart(thread);
      yield* root.rest();
    });
    world.until(() => order.length === 4, "it has begun twice");
    assert.deepEqual(order, ["begins", "goes on", "begins", "goes on"]);
  });

  test("who moves it behind a load that faults has skipped that", () => {
    let after: bigint | undefined;
    const world = new World(function* (root, { machine }) {
      const endpoint = yield* root.make(numbers.ENDPOINT);
      const { thread } = yield* root.start({
        program: machine.add(function* () {
          yield* load(0);
          after = (yield* registersNow())[numbers.PC];
          yield* forever();
        }),
        handler: yield* root.mint(endpoint.slot, 1),
      });
      yield* root.must(numbers.RECEIVE, [endpoint.slot]);
      const { words } = yield* root.must(numbers.THREAD_READ_REGISTERS, [thread.slot, 0]);
      const moved = [words[0]! + 4n, ...words.slice(1)];
      yield* root.must(numbers.THREAD_WRITE_REGISTERS, [thread.slot, 0, ...moved]);
      yield* root.must(numbers.REPLY, [0]);
      yield* root.rest();
    });
    world.until(() => after !== undefined, "it went on");
    assert.equal(after, BigInt(PROGRAM_ADDRESS + 4 + 4 + 4));
  });

  test("a fault that is answered is tried again", () => {
    let loaded: bigint | undefined;
    const world = new World(function* (root, { machine }) {
      const endpoint = yield* root.make(numbers.ENDPOINT);
      const { tables } = yield* root.start({
        program: machine.add(function* () {
          loaded = yield* load(DATA_ADDRESS);
          yield* forever();
        }),
        handler: yield* root.mint(endpoint.slot, 1),
      });
      yield* root.must(numbers.RECEIVE, [endpoint.slot]);
      const frame = yield* root.make(numbers.FRAME);
      yield* root.fill(frame.slot, [77n]);
      yield* root.map(frame.slot, tables, DATA_ADDRESS, numbers.READ);
      yield* root.must(numbers.REPLY, [0]);
      yield* root.rest();
    });
    world.until(() => loaded !== undefined, "it was loaded");
    assert.equal(loaded, 77n);
  });
});

describe("a thread that unmaps its own page and goes on writing there", () => {
  /** How many writes went through afterwards, and what the hart then remembers wrongly. */
  function unmapped(hasFence: boolean): { writes: number; stale: readonly bigint[] } {
    let [writes, isDone] = [0, false];
    const world = new World(function* (root, { machine }) {
      if (!hasFence) machine.fence = () => {};
      const component = yield* root.start({
        program: machine.add(function* () {
          yield* store(DATA_ADDRESS, 1);
          yield* call(numbers.FRAME_UNMAP, 1);
          isDone = true;
          for (;;) {
            yield* store(DATA_ADDRESS, 2);
            writes += 1;
          }
        }),
        isResumed: false,
      });
      const frame = yield* root.make(numbers.FRAME);
      const mapped = yield* root.map(
        frame.slot,
        component.tables,
        DATA_ADDRESS,
        numbers.READ | numbers.WRITE,
      );
      yield* root.give(component.space, 1, { from: mapped });
      yield* root.must(numbers.THREAD_RESUME, [component.thread.slot]);
      yield* root.rest();
    });
    world.until(() => isDone, "the page is unmapped");
    world.run(100);
    return { writes, stale: world.machine.hart.stale() };
  }

  test("is stopped at once", () => assert.deepEqual(unmapped(true), { writes: 0, stale: [] }));

  test("goes on if the kernel leaves its fence out, which is noticed", () => {
    const { writes, stale } = unmapped(false);
    assert.ok(writes > 0);
    assert.deepEqual(stale, [BigInt(DATA_ADDRESS >> 12)]);
  });
});
