/** On numbers: every history keeps the invariants and the promises, and a few are told in full. */
import assert from "node:assert/strict";
import { test } from "node:test";
import {
  bigintOf,
  boolean,
  constant,
  isLiteral,
  mark,
  release,
  type Term,
  TRUE,
} from "@ashlar/logic";
import { type Random, randomOfRun } from "@ashlar/rapilog/random";
import type { Claim } from "../claim.js";
import { number64 } from "../number.js";
import type { Watermarks } from "./watermarks.js";
import * as watermarks from "./watermarks.js";

const RING_SECTORS = 2048;
const ring = number64(RING_SECTORS);
const sectorsToBytes = (sectors: number) => number64(sectors * 512);

const positions = ({ released, journaled, acknowledged, head }: Watermarks) =>
  [released, journaled, acknowledged, head].map((position) => Number(bigintOf(position)));

function assertAll(claims: readonly Claim[]): void {
  for (const { claim, holds } of claims) assert.equal(holds, TRUE, claim);
}

const EVENTS: ((state: Watermarks, random: Random) => Watermarks)[] = [
  (state, random) => watermarks.advanceHead(state, upTo(free(state), random)),
  (state, random) => appendedIfAdmitted(state, number64(1 + random.below(64))),
  (state, random) => watermarks.journaled(state, anyPosition(state, random)),
  (state, random) => watermarks.released(state, anyPosition(state, random)),
  (state, random) => watermarks.budget(state, sectorsToBytes(random.below(2 * RING_SECTORS))),
  (state, random) => watermarks.power(state, boolean(random.below(3) === 0)),
  (state, random) => watermarks.fault(state, constant(32, random.below(3))),
  (state, random) => watermarks.forgetBefore(state, upTo(state.released, random)),
];

function appendedIfAdmitted(state: Watermarks, sectors: Term): Watermarks {
  const isAdmitted = watermarks.admission(state, sectors, ring) === watermarks.ADMITTED;
  return isAdmitted ? watermarks.append(state, sectors, ring) : state;
}

const free = (state: Watermarks) => watermarks.freeSectors(state, ring);
const upTo = (limit: Term, random: Random) => number64(random.below(Number(bigintOf(limit)) + 1));
const anyPosition = ({ head }: Watermarks, random: Random) => upTo(head, random);

test("invariants and promises hold in every history", () => {
  const random = randomOfRun("watermarks");
  for (let history = 0; history < 20; history++) {
    const start = mark();
    let state = watermarks.attach(number64(random.below(10_000)));
    assertAll(watermarks.invariants(state, ring));
    for (let step = 0; step < 200; step++) {
      const next = random.pick(EVENTS)(state, random);
      assert.ok(isLiteral(next.acknowledged));
      assertAll(watermarks.invariants(next, ring));
      assertAll(watermarks.promises(state, next));
      state = next;
    }
    release(start);
  }
});

test("without a budget only what is journaled is acknowledged", () => {
  let state = watermarks.advanceHead(watermarks.attach(number64(100)), number64(8));
  assert.deepEqual(positions(state), [100, 100, 100, 108]);
  state = watermarks.journaled(state, number64(104));
  assert.deepEqual(positions(state), [100, 104, 104, 108]);
});

test("a budget lets that much be acknowledged beyond the journal", () => {
  let state = watermarks.budget(watermarks.attach(number64(100)), sectorsToBytes(5));
  state = watermarks.advanceHead(state, number64(8));
  assert.deepEqual(positions(state), [100, 100, 105, 108]);
  assert.equal(watermarks.atStake(state), number64(5));
  state = watermarks.budget(state, sectorsToBytes(1));
  assert.deepEqual(positions(state), [100, 100, 105, 108], "nothing is taken back");
});

test("while the power or the journal fails there is no budget", () => {
  const start = watermarks.budget(watermarks.attach(number64(0)), sectorsToBytes(64));
  const journal = watermarks.JOURNAL_FAILS;
  for (const state of [watermarks.power(start, TRUE), watermarks.fault(start, journal)]) {
    const next = watermarks.advanceHead(state, number64(8));
    assert.deepEqual(positions(next), [0, 0, 0, 8]);
    assert.deepEqual(positions(watermarks.journaled(next, number64(8))), [0, 8, 8, 8]);
  }
});

test("what is released may be read until it is overwritten, or forgotten", () => {
  let state = watermarks.advanceHead(watermarks.attach(number64(8)), number64(RING_SECTORS));
  state = watermarks.released(state, state.head);
  assert.equal(watermarks.heldFrom(state, ring), number64(8));
  state = watermarks.advanceHead(state, number64(16));
  assert.equal(watermarks.heldFrom(state, ring), number64(24));
  state = watermarks.forgetBefore(state, number64(30));
  assert.equal(watermarks.heldFrom(state, ring), number64(30));
});

test("a record that the ring's end is too near for goes behind a pad", () => {
  const start = watermarks.attach(number64(RING_SECTORS - 3));
  assert.deepEqual(positions(watermarks.append(start, number64(3), ring))[3], RING_SECTORS);
  assert.deepEqual(positions(watermarks.append(start, number64(4), ring))[3], RING_SECTORS + 4);
});

test("power, the journal and the ring refuse or defer a record, in this order", () => {
  const full = watermarks.advanceHead(watermarks.attach(number64(0)), ring);
  const one = number64(1);
  assert.equal(watermarks.admission(full, one, ring), watermarks.WAIT_RING);
  const failed = watermarks.fault(full, watermarks.JOURNAL_FAILED);
  assert.equal(watermarks.admission(failed, one, ring), watermarks.REFUSE_FAULT);
  const dark = watermarks.power(failed, TRUE);
  assert.equal(watermarks.admission(dark, one, ring), watermarks.WAIT_POWER);
  const free = watermarks.released(full, one);
  assert.equal(watermarks.admission(free, one, ring), watermarks.ADMITTED);
});
