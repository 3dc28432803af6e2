/** A state knows what a proof takes a condition for, and what a part of a step leaves. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { BOOLEAN, FALSE, type Term, TRUE, variable } from "@ashlar/logic";
import { number64 } from "../number.js";
import { CURSOR } from "./fields.js";
import { State } from "./state.js";

const [ZERO, ONE, TWO, THREE] = [number64(0), number64(1), number64(2), number64(3)];
const CONDITION = variable("condition", BOOLEAN);
const PART = { name: "append", thread: ONE, head: CURSOR, place: [ONE] } as const;

/** After a part a cursor is 2, whatever it was. */
const seen = (is: Term) =>
  State.of(ONE, () => ZERO, {
    cases: () => is,
    part: () => State.of(ONE, () => TWO),
  });
const parted = (state: State) => state.part(PART, (now) => now.with(CURSOR, [ONE], THREE));

test("of two changes the one that is made leaves what its part leaves", () => {
  for (const [is, one, other] of [
    [TRUE, parted, (state: State) => state],
    [FALSE, (state: State) => state, parted],
  ] as const) {
    const after = seen(is).with(CURSOR, [ONE], ONE).either(CONDITION, one, other);
    assert.equal(after.get(CURSOR, ONE), TWO);
  }
});
