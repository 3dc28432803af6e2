/** A component that faults is restarted by its supervisor, and its clients' requests complete. */
import assert from "node:assert/strict";
import { test } from "node:test";
import * as numbers from "@ashlar/kernel/interface";
import { call, compute, load } from "../user.js";
import { PROGRAM_ADDRESS } from "./root.js";
import { World } from "./world.js";

const ENDPOINT = 1;
const NOWHERE = 0x100_0000;
/** What a server that was restarted replies to whom it owed something. */
const TRY_AGAIN = 99n;
const [KILLS, WORK] = [200, 50];

/** A server of squares, which dies in the middle of each second request. */
function* squares() {
  let requests = 0;
  // Whoever waits for a reply since before the restart gets this one.
  yield* call(numbers.REPLY, 0, TRY_AGAIN);
  let request = yield* call(numbers.RECEIVE, ENDPOINT);
  for (;;) {
    requests += 1;
    yield* compute(WORK);
    if (requests === 2) yield* load(NOWHERE);
    request = yield* call(numbers.REPLY_RECEIVE, ENDPOINT, request.label * request.label);
  }
}

test(`a server is killed ${KILLS} times in the middle of a request, and none is lost`, () => {
  const results: bigint[] = [];
  let [kills, repeats] = [0, 0];
  const world = new World(function* (root, { machine }) {
    const endpoint = yield* root.make(numbers.ENDPOINT);
    const faults = yield* root.make(numbers.ENDPOINT);
    const server = yield* root.start({
      program: machine.add(squares),
      capabilities: { [ENDPOINT]: { from: endpoint.slot, rights: numbers.READ } },
      handler: yield* root.mint(faults.slot, 1),
      priority: 20,
    });
    yield* root.start({
      program: machine.add(function* () {
        for (let at = 0n; ; ) {
          const { result, label } = yield* call(numbers.CALL, ENDPOINT, at);
          assert.equal(result, numbers.DONE);
          if (label === TRY_AGAIN) {
            repeats += 1;
          } else {
            results.push(label);
            at += 1n;
          }
        }
      }),
      capabilities: { [ENDPOINT]: { from: endpoint.slot, rights: numbers.WRITE } },
    });
    for (; kills < KILLS; kills++) {
      const fault = yield* root.must(numbers.RECEIVE, [faults.slot]);
      assert.deepEqual([fault.badge, fault.isFromFault], [1, true]);
      assert.equal(fault.words[0], BigInt(NOWHERE));
      const found = yield* root.must(numbers.THREAD_READ_REGISTERS, [server.thread.slot, 0]);
      assert.equal(found.words[0]! & ~0xfffn, BigInt(PROGRAM_ADDRESS), "it stopped in its program");
      yield* root.restart(server.thread);
      yield* root.must(numbers.REPLY, [0]);
    }
    yield* root.rest();
  });
  world.until(() => kills === KILLS, "it was killed often enough", 20_000_000);
  world.run(20_000);
  assert.deepEqual(
    results,
    results.map((_, at) => BigInt(at * at)),
  );
  // A server that was restarted dies at its second request: one is served for each kill.
  assert.ok(results.length >= KILLS && repeats >= KILLS, `${results.length}, ${repeats}`);
  world.assertSound();
});

test("a server whose thread is taken back leaves no client waiting for ever", () => {
  const answers: number[] = [];
  const world = new World(function* (root, { machine }) {
    const endpoint = yield* root.make(numbers.ENDPOINT);
    const give = { [ENDPOINT]: { from: endpoint.slot } };
    const server = yield* root.start({
      program: machine.add(function* () {
        for (;;) {
          yield* call(numbers.RECEIVE, ENDPOINT);
          yield* compute(1_000_000);
        }
      }),
      capabilities: give,
      priority: 20,
    });
    yield* root.start({
      program: machine.add(function* () {
        answers.push((yield* call(numbers.CALL, ENDPOINT, 5)).result);
        yield* compute(1_000_000);
      }),
      capabilities: give,
      priority: 20,
    });
    yield* root.must(numbers.THREAD_SET_PRIORITY, [numbers.ROOT_THREAD_SLOT, 20]);
    for (let turns = 0; turns < 8; turns++) yield* call(numbers.YIELD);
    yield* root.reclaim(server.thread.page);
    yield* root.rest();
  });
  world.until(() => answers.length > 0, "the client was told");
  assert.deepEqual(answers, [numbers.CANCELLED]);
  world.assertSound();
});
