/**
 * Components that misbehave are stopped by the kernel, and the others go on: each test is one attempt
 * and what stopped it.
 */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import * as numbers from "@ashlar/kernel/interface";
import type { Registers, Run } from "../program.js";
import { Exception } from "../sv39.js";
import { type Answer, call, compute, forever, load, store } from "../user.js";
import { DATA_ADDRESS, PROGRAM_ADDRESS } from "./root.js";
import { World } from "./world.js";

const ENDPOINT = 1;
const BADGE = 77;
const SECRET = 0x5ec7e7n;

/**
 * A victim that counts in its own memory, a component that makes an attempt, and a handler that is
 * told of its faults. What the handler heard, and what the attempt came to.
 */
function attempt(program: (registers: Registers) => Run): {
  heard: Answer[];
  came: string[];
  world: World;
  victimCount: () => bigint;
} {
  const heard: Answer[] = [];
  const came: string[] = [];
  let count = 0n;
  const world = new World(function* (root, { machine }) {
    const endpoint = yield* root.make(numbers.ENDPOINT);
    const faults = yield* root.mint(endpoint.slot, BADGE);
    yield* root.start({
      program: machine.add(function* () {
        yield* store(DATA_ADDRESS, SECRET);
        for (;;) {
          count += 1n;
          yield* store(DATA_ADDRESS + 8, count);
          count = yield* load(DATA_ADDRESS + 8);
        }
      }),
      dataPages: 1,
    });
    yield* root.start({
      program: machine.add(function* (registers) {
        yield* program(registers);
        came.push("it went on");
        yield* forever();
      }),
      dataPages: 1,
      handler: faults,
    });
    heard.push(yield* root.must(numbers.RECEIVE, [endpoint.slot]));
    yield* root.rest();
  });
  return { heard, came, world, victimCount: () => count };
}

/** The attempt must be stopped by an exception at an address, and the victim goes on. */
function assertStopped(
  program: (registers: Registers) => Run,
  exception: number,
  address: bigint,
): void {
  const { heard, came, world, victimCount } = attempt(program);
  world.until(() => heard.length > 0, "a fault was told");
  const [{ badge, isFromFault, label, words }] = heard as [Answer];
  assert.deepEqual([badge, isFromFault], [BADGE, true]);
  assert.deepEqual([Number(label), words[0]], [exception, address]);
  const before = victimCount();
  world.run(5000);
  assert.ok(victimCount() > before, "the victim goes on");
  assert.deepEqual(came, []);
  world.assertSound();
}

describe("what a component has not mapped, it cannot", () => {
  const BEYOND = BigInt(DATA_ADDRESS + 0x1000);
  const { pageFault, misaligned } = Exception;

  test("load", () =>
    assertStopped(
      function* () {
        yield* load(BEYOND);
      },
      pageFault.load,
      BEYOND,
    ));

  test("store", () =>
    assertStopped(
      function* () {
        yield* store(BEYOND, 1);
      },
      pageFault.store,
      BEYOND,
    ));

  test("fetch", () =>
    assertStopped(
      function* () {
        yield { do: "jump", address: BEYOND };
      },
      pageFault.fetch,
      BEYOND,
    ));

  for (const [what, address] of [
    ["the kernel's own pages, by their physical address", 0x8010_1000n],
    ["the kernel's image", 0x8000_0000n],
    ["a device", 0x1000_0000n],
    ["the null page", 0n],
    ["an address that is none", 2n ** 64n - 8n],
  ] as const)
    test(`load from ${what}`, () =>
      assertStopped(
        function* () {
          yield* load(address);
        },
        pageFault.load,
        address,
      ));

  test("write to its own program, which is not writable", () =>
    assertStopped(
      function* () {
        yield* store(PROGRAM_ADDRESS, 1);
      },
      pageFault.store,
      BigInt(PROGRAM_ADDRESS),
    ));

  test("execute its own data, which are not executable", () =>
    assertStopped(
      function* () {
        yield { do: "jump", address: BigInt(DATA_ADDRESS) };
      },
      pageFault.fetch,
      BigInt(DATA_ADDRESS),
    ));

  test("load across words", () =>
    assertStopped(
      function* () {
        yield* load(DATA_ADDRESS + 4, 8);
      },
      misaligned.load,
      BigInt(DATA_ADDRESS + 4),
    ));

  test("execute a privileged instruction", () =>
    assertStopped(
      function* () {
        yield { do: "illegal" };
      },
      Exception.illegalInstruction,
      0n,
    ));
});

test("a component's own memory is its own: the same address, other contents", () => {
  const seen: bigint[] = [];
  const { world } = attempt(function* () {
    seen.push(yield* load(DATA_ADDRESS));
    yield* store(DATA_ADDRESS, 1);
    seen.push(yield* load(DATA_ADDRESS));
    yield* compute(30_000);
    seen.push(yield* load(DATA_ADDRESS));
  });
  world.until(() => seen.length === 3, "it has looked");
  assert.deepEqual(seen, [0n, 1n, 1n]);
});

describe("a capability that one does not have is refused:", () => {
  test("each slot of an empty space, by each call that names one", () => {
    const answers = new Set<number>();
    let isDone = false;
    const { world } = attempt(function* () {
      for (const number of [numbers.SEND, numbers.CALL, numbers.RECEIVE, numbers.SIGNAL])
        for (let slot = 0; slot < numbers.SLOTS; slot++)
          answers.add((yield* call(number, slot)).result);
      for (const number of [numbers.UNTYPED_RETYPE, numbers.THREAD_RESUME, numbers.CNODE_COPY])
        for (const slot of [0, 1, 2, 255, 256, 2 ** 32, 2 ** 53])
          answers.add((yield* call(number, slot, 1, 2, 3, 4, 5)).result);
      isDone = true;
    });
    world.until(() => isDone, "all were tried", 20_000_000);
    assert.deepEqual([...answers], [numbers.NO_CAPABILITY]);
    world.assertSound();
  });

  test("one that has become stale, though another object is in its page again", () => {
    const answers: number[] = [];
    let isStale = false;
    const world = new World(function* (root, { machine }) {
      const notification = yield* root.make(numbers.NOTIFICATION);
      yield* root.start({
        program: machine.add(function* () {
          answers.push((yield* call(numbers.SIGNAL, ENDPOINT)).result);
          while (!isStale) yield* compute(10);
          for (const number of [numbers.SIGNAL, numbers.WAIT, numbers.POLL])
            answers.push((yield* call(number, ENDPOINT)).result);
          yield* forever();
        }),
        capabilities: { [ENDPOINT]: { from: notification.slot, badge: 1 } },
        priority: 63,
      });
      while (answers.length === 0) yield* call(numbers.YIELD);
      yield* root.reclaim(notification.page);
      yield* root.make(numbers.NOTIFICATION, notification.page);
      isStale = true;
      yield* forever();
    });
    world.until(() => answers.length === 4, "it has tried");
    const { DONE, NO_CAPABILITY } = numbers;
    assert.deepEqual(answers, [DONE, NO_CAPABILITY, NO_CAPABILITY, NO_CAPABILITY]);
    world.assertSound();
  });

  test("one without the right that a call needs", () => {
    const answers: number[] = [];
    const world = new World(function* (root, { machine }) {
      const endpoint = yield* root.make(numbers.ENDPOINT);
      yield* root.start({
        program: machine.add(function* () {
          for (const number of [numbers.RECEIVE, numbers.NONBLOCKING_RECEIVE])
            answers.push((yield* call(number, ENDPOINT)).result);
          yield* forever();
        }),
        capabilities: { [ENDPOINT]: { from: endpoint.slot, rights: numbers.WRITE } },
      });
      yield* root.rest();
    });
    world.until(() => answers.length === 2, "it has tried", 20_000_000);
    assert.deepEqual(answers, [numbers.NO_RIGHT, numbers.NO_RIGHT]);
  });
});

test("who floods an endpoint stops neither its server nor the other clients", () => {
  const [FLOODS, CALLS] = [3, 200];
  let served = 0;
  let floods = 0;
  const world = new World(function* (root, { machine }) {
    const endpoint = yield* root.make(numbers.ENDPOINT);
    const give = (badge: number) => ({ [ENDPOINT]: { from: endpoint.slot, badge } });
    yield* root.start({
      program: machine.add(function* () {
        let request = yield* call(numbers.RECEIVE, ENDPOINT);
        for (;;) request = yield* call(numbers.REPLY_RECEIVE, ENDPOINT, request.words[0]! + 1n);
      }),
      capabilities: { [ENDPOINT]: { from: endpoint.slot } },
    });
    const flood = machine.add(function* () {
      for (;;) {
        yield* call(floods % 2 === 0 ? numbers.NONBLOCKING_SEND : numbers.SEND, ENDPOINT, 0, 0);
        floods += 1;
      }
    });
    for (let at = 0; at < FLOODS; at++)
      yield* root.start({ program: flood, capabilities: give(100 + at) });
    yield* root.start({
      program: machine.add(function* () {
        for (let at = 0; at < CALLS; at++) {
          const { label } = yield* call(numbers.CALL, ENDPOINT, 0, at);
          assert.equal(label, BigInt(at + 1));
          served += 1;
        }
        yield* forever();
      }),
      capabilities: give(1),
    });
    yield* root.rest();
  });
  world.until(() => served === CALLS, "all calls were answered", 10_000_000);
  assert.ok(floods > CALLS / 4, `${floods} messages flooded it`);
  world.assertSound();
});
