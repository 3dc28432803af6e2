import assert from "node:assert/strict";
import { test } from "node:test";
import { PendingAcks } from "./pending-acks.js";

test("writes are acknowledged in the order of the stream, however many wait", () => {
  const pending = new PendingAcks();
  assert.equal(pending.position, Number.POSITIVE_INFINITY);
  const expected: number[] = [];
  for (let next = 1; next <= 1000; next++) {
    pending.push(-next, next, next);
    expected.push(next);
    if (next % 3 !== 0) continue;
    assert.deepEqual(
      [pending.position, pending.cookieHigh, pending.cookieLow],
      [expected[0], -expected[0]!, expected[0]],
    );
    pending.shift();
    expected.shift();
  }
  assert.equal(pending.count, expected.length);
  for (const position of expected) {
    assert.equal(pending.position, position);
    pending.shift();
  }
  assert.equal(pending.count, 0);
});
