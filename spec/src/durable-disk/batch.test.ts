import assert from "node:assert/strict";
import { test } from "node:test";
import { bigintOf, boolean, constant, TRUE } from "@ashlar/logic";
import { number64 } from "../number.js";
import * as batch from "./batch.js";

const word = (value: number) => constant(32, value);

/** A batch that began at 8 and has come to some position. */
const at = (position: number, hasWrites: boolean): batch.Batch => ({
  ...{ from: number64(8), position: number64(position), life: number64(1) },
  hasWrites: boolean(hasWrites),
});

const next = (kind: number, isWhole = true): batch.Next => ({
  ...{ isWhole: boolean(isWhole), kind: word(kind) },
  ...{ sectors: number64(3), life: number64(2) },
});

const [WRITE, TRIM, PAD] = [1, 3, 5];

test("writes and pads are taken up, and a range only before any write", () => {
  for (const [kind, hasWrites, expected] of [
    [WRITE, true, true],
    [PAD, true, true],
    [TRIM, false, true],
    [TRIM, true, false],
  ] as const)
    assert.equal(batch.isTakenUp(at(12, hasWrites), next(kind)), boolean(expected));
  assert.equal(batch.isTakenUp(at(12, true), next(WRITE, false)), boolean(false));
});

test("a batch is a range, writes, damaged at its first record, or nothing", () => {
  assert.equal(batch.kindOf(at(8, false), next(TRIM)), word(TRIM));
  assert.equal(batch.kindOf(at(12, true), next(TRIM)), batch.WRITES);
  assert.equal(batch.kindOf(at(8, false), next(WRITE, false)), batch.DAMAGED);
  assert.equal(batch.kindOf(at(12, false), next(WRITE, false)), batch.WRITES);
  assert.equal(batch.kindAtLimit(at(8, false)), batch.NOTHING);
});

test("of overlapping writes the last one has the newest version", () => {
  const write = (first: number, end: number, payload: number) => ({
    ...{ first: number64(first), end: number64(end), payload: number64(payload) },
  });
  const newestOf = (sector: number) =>
    [write(0, 8, 100), write(4, 6, 200)].reduce(
      (newest, one) => batch.withWrite(newest, one, number64(sector)),
      batch.NOT_WRITTEN,
    );
  assert.equal(bigintOf(newestOf(3).position), 103n);
  assert.equal(bigintOf(newestOf(5).position), 201n);
  assert.equal(newestOf(7).isWritten, TRUE);
  assert.equal(newestOf(8).isWritten, batch.NOT_WRITTEN.isWritten);
});
