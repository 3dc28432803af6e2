/**
 * The owner always gets memory back, within a bounded number of its own steps, whatever others do in
 * between; and what was there is gone for everybody.
 */
import assert from "node:assert/strict";
import { test } from "node:test";
import * as numbers from "@ashlar/kernel/interface";
import { Exception } from "../sv39.js";
import { call, compute, forever, load, store } from "../user.js";
import { DATA_ADDRESS, pagesOf, READ_WRITE } from "./root.js";
import { World } from "./world.js";

const ENDPOINT = 1;
const WAITERS = 5;
const { CANCELLED, DONE, NO_CAPABILITY } = numbers;
/** A page's generation is raised, and it is free: two steps, and one for each that hangs on it. */
const STEPS = 2;
const SHORT_TURNS = { slice_ticks: 400 };

test("a dead component's memory comes back while threads queue on it and its frames are mapped", () => {
  const answers: number[] = [];
  const faults: [kind: bigint, address: bigint][] = [];
  const steps = new Map<string, number>();
  let isReused = false;
  const world = new World(function* (root, { machine }) {
    const handler = yield* root.make(numbers.ENDPOINT);
    const endpoint = yield* root.make(numbers.ENDPOINT);
    const dead = yield* root.start({
      program: machine.add(function* () {
        yield* store(DATA_ADDRESS, 0x5ec7e7);
        yield* load(0);
      }),
      capabilities: { [ENDPOINT]: { from: endpoint.slot } },
      dataPages: 1,
      priority: 20,
    });
    const shared = dead.data[0]!;
    const waiter = machine.add(function* () {
      answers.push((yield* call(numbers.CALL, ENDPOINT, 1)).result);
      answers.push((yield* call(numbers.CALL, ENDPOINT, 1)).result);
      yield* forever();
    });
    for (let at = 0; at < WAITERS; at++)
      yield* root.start({
        program: waiter,
        capabilities: { [ENDPOINT]: { from: endpoint.slot } },
        priority: 20,
      });
    const reader = yield* root.start({
      program: machine.add(function* () {
        for (;;) yield* load(DATA_ADDRESS);
      }),
      handler: yield* root.mint(handler.slot, 1),
      isResumed: false,
      priority: 20,
    });
    yield* root.map(shared.slot, reader.tables, DATA_ADDRESS, numbers.READ, 3);
    yield* root.must(numbers.THREAD_RESUME, [reader.thread.slot]);
    yield* root.must(numbers.THREAD_SET_PRIORITY, [numbers.ROOT_THREAD_SLOT, 20]);
    for (let turns = 0; turns < 40; turns++) yield* call(numbers.YIELD);

    steps.set("endpoint", yield* root.reclaim(endpoint.page));
    steps.set("frame", yield* root.reclaim(shared.page));
    for (const page of pagesOf(dead))
      if (page !== shared.page) steps.set(`page ${page}`, yield* root.reclaim(page));
    const { label, words } = yield* root.must(numbers.RECEIVE, [handler.slot]);
    faults.push([label, words[0]!]);

    // Reused: zeroed, and by new capabilities only.
    const again = yield* root.make(numbers.FRAME, shared.page);
    yield* root.map(again.slot, reader.tables, DATA_ADDRESS + 0x1000, READ_WRITE);
    const stale = yield* call(numbers.CNODE_DELETE, dead.space.slot, 0);
    assert.equal(stale.result, NO_CAPABILITY);
    for (const { slot } of [dead.thread, endpoint, shared])
      assert.notEqual((yield* call(numbers.THREAD_RESUME, slot)).result, DONE);
    yield* root.make(numbers.ENDPOINT, endpoint.page);
    isReused = true;
    yield* root.rest();
  });
  world.until(() => isReused && answers.length === 2 * WAITERS, "the memory is used again");
  const each = (answer: number) => Array<number>(WAITERS).fill(answer);
  assert.deepEqual(answers.toSorted(), [...each(NO_CAPABILITY), ...each(CANCELLED)].toSorted());
  assert.deepEqual(faults, [[BigInt(Exception.pageFault.load), BigInt(DATA_ADDRESS)]]);
  assert.equal(steps.get("endpoint"), STEPS + WAITERS);
  assert.ok(steps.get("frame")! <= STEPS + numbers.MAPPING_SLOTS, "a step for each mapping");
  for (const [what, count] of steps)
    assert.ok(count <= STEPS + numbers.TABLE_ENTRIES, `${what} took ${count} steps`);
  world.assertSound();
});

test("a hostile delegate cannot keep what it was given, however it uses it", () => {
  const [PAGES, OWN_SLOTS] = [24, 30];
  let [stolen, lateAnswers, isDone] = [0, new Set<number>(), false];
  let isTaken = false;
  const steps: number[] = [];
  const world = new World(function* (root, { machine }) {
    const { slot, page, first } = yield* root.makeUntyped(PAGES);
    // It makes whatever it can of every page that is free, again and again; threads of its own wait
    // at what it makes, and it retypes what the owner has just taken back.
    const hostile = machine.add(function* () {
      for (let at = 0; ; at = (at + 1) % PAGES) {
        const type = at % 6 === 0 ? numbers.ROOT_TABLE : numbers.ENDPOINT;
        const into = 2 + (at % OWN_SLOTS);
        yield* call(numbers.CNODE_DELETE, 1, into);
        const { result } = yield* call(numbers.UNTYPED_RETYPE, 0, first + at, type, 0, 0, into);
        if (result === DONE) stolen += 1;
        if (isTaken) lateAnswers.add(result);
        if (at % 7 === 6) yield* call(numbers.UNTYPED_RECLAIM, 0, first + at - 1);
      }
    });
    const waiter = machine.add(function* () {
      for (let at = 0; ; at = (at + 2) % OWN_SLOTS) yield* call(numbers.RECEIVE, 2 + at);
    });
    const delegate = yield* root.start({
      program: hostile,
      capabilities: { 0: { from: slot } },
      priority: 20,
      isResumed: false,
    });
    yield* root.give(delegate.space, 1, { from: delegate.space.slot });
    for (let at = 0; at < 4; at++) {
      const other = yield* root.start({ program: waiter, priority: 20, isResumed: false });
      yield* root.must(numbers.THREAD_CONFIGURE, [other.thread.slot, delegate.space.slot]);
      yield* root.must(numbers.THREAD_RESUME, [other.thread.slot]);
    }
    yield* root.must(numbers.THREAD_RESUME, [delegate.thread.slot]);
    yield* root.must(numbers.THREAD_SET_PRIORITY, [numbers.ROOT_THREAD_SLOT, 20]);
    for (let turns = 0; turns < 300; turns++) yield* call(numbers.YIELD);

    assert.ok(stolen >= PAGES, `${stolen} pages were made something`);
    // First the authority, then what was made by it; the others run between any two steps.
    for (const victim of [page, ...Array.from({ length: PAGES }, (_, at) => first + at)])
      steps.push(yield* reclaimAmongOthers(victim));
    isTaken = true;
    for (let turns = 0; turns < 300; turns++) yield* call(numbers.YIELD);
    for (let at = 0; at < PAGES; at++) yield* root.make(numbers.ENDPOINT, first + at);
    isDone = true;
    yield* root.rest();
  }, SHORT_TURNS);
  world.until(() => isDone, "the owner has it back", 50_000_000);
  assert.deepEqual([...lateAnswers], [NO_CAPABILITY]);
  const bound = STEPS + numbers.TABLE_ENTRIES;
  assert.ok(
    steps.every((count) => count <= bound),
    `at most ${bound}: ${steps}`,
  );
  world.assertSound();
});

/** Takes a page back, and lets others run after each step; how many steps it took. */
function* reclaimAmongOthers(page: number) {
  for (let steps = 1; ; steps++) {
    const { result } = yield* call(numbers.UNTYPED_RECLAIM, ...[numbers.ROOT_UNTYPED_SLOT, page]);
    yield* compute(1);
    yield* call(numbers.YIELD);
    // Nobody may have made anything of it.
    if (result === numbers.OUT_OF_RANGE || result === DONE) return steps;
    assert.equal(result, numbers.AGAIN);
  }
}
