/** The comparison is judged: what is different anywhere, or wrong anywhere, is found at the next step. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { ANSWER, INACTIVE, NO_SUCH_CALL, RECEIVING, THREAD } from "@ashlar/kernel/interface";
import * as layout from "@ashlar/kernel/layout";
import { SYSTEM_CALL_NAMES } from "@ashlar/kernel/system-calls";
import { randomOfRun } from "@ashlar/rapilog/random";
import { fields } from "@ashlar/spec/kernel";
import { freshTwin, History, take } from "./history.js";
import { Judge } from "./judge/judge.js";
import { addressOf, PLACES } from "./relation.js";
import type { Twin } from "./twin.js";

const [STEPS, DIFFERENCES] = [120, 300];
/** A claim of the specification's, and of which page it does not hold. */
const WRONG = /: page \d+$/;
const REFUSED = SYSTEM_CALL_NAMES.length;

/** A state with something in it, in which somebody runs. */
function busyTwin(judged: boolean): Twin {
  const random = randomOfRun("a busy state");
  for (;;) {
    const twin = freshTwin(random, {
      ...(judged && { judge: (memory, extent) => new Judge(memory, extent) }),
    });
    const history = new History(random, twin);
    for (let step = 0; step < STEPS; step++) take(twin, history.draw());
    if (twin.current !== 0) return twin;
  }
}

/** The bytes that this call reads, or writes: what is there before is not what it leaves. */
function bytesOfRefusal(twin: Twin): (address: number) => boolean {
  const own = addressOf(PLACES.get(fields.CURRENT)!, 0, 0);
  const answer = addressOf(PLACES.get(fields.REGISTER)!, twin.current, ANSWER);
  const isIn = (address: number, first: number, bytes: number) =>
    address >= first && address < first + bytes;
  return (address) => isIn(address, own, 4) || isIn(address, answer, 8);
}

test("one bit that differs, anywhere in memory, is found at the next step", () => {
  const random = randomOfRun("one bit that differs");
  const twin = busyTwin(false);
  const bytes = new Uint8Array(twin.memory.buffer);
  const isTouched = bytesOfRefusal(twin);
  const ends = Array.from({ length: twin.pages }, (_, page) => page * layout.PAGE_BYTES).flatMap(
    (start) => [start, start + layout.PAGE_BYTES - 1],
  );
  const drawn = Array.from({ length: DIFFERENCES }, () => random.below(bytes.length));
  for (const address of [...ends, ...drawn, bytes.length - 1].filter((at) => !isTouched(at))) {
    const bit = 1 << random.below(8);
    bytes[address]! ^= bit;
    assert.throws(() => twin.call(REFUSED, []), new RegExp(`^AssertionError.*: byte ${address}: `));
    bytes[address]! ^= bit;
    assert.equal(twin.call(REFUSED, []), NO_SUCH_CALL);
  }
});

test("in histories an invariant that does not hold is found, whether or not the step came near", () => {
  const twin = busyTwin(true);
  for (let page = 1; page < twin.pages; page++) {
    const [type, generation] = [fields.TYPE, fields.GENERATION].map((field) =>
      twin.read(field, page),
    );
    twin.set(fields.GENERATION, page, 0, 0);
    assert.throws(() => twin.call(REFUSED, []), WRONG, `generation of page ${page}`);
    twin.set(fields.GENERATION, page, 0, generation!);
    if (type !== THREAD) continue;
    const state = twin.read(fields.THREAD.state, page);
    twin.set(fields.THREAD.state, page, 0, state === INACTIVE ? RECEIVING : INACTIVE);
    assert.throws(() => twin.call(REFUSED, []), WRONG, `state of thread ${page}`);
    twin.set(fields.THREAD.state, page, 0, state);
  }
  assert.equal(twin.call(REFUSED, []), NO_SUCH_CALL);
});
