/** What the high domain does is not seen by the low one, after any short history; leaks are found. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { explore } from "./explore.js";
import { LEAKS } from "./leaks.js";

test("after each history low sees what it would see had high done nothing", () => {
  const { leak, histories, pairs, states } = explore({ depth: 3 });
  assert.equal(leak, undefined);
  assert.ok(histories > pairs, "histories that come to the same are one");
  assert.ok(states > 500, "much can happen");
});

test("a turn that high may take from low is a leak, and the shortest history shows it", () => {
  const { leak } = explore({ depth: 3, wrong: LEAKS["turn-of-others"] });
  assert.equal(leak?.history.length, 2);
  assert.ok(leak.seen.length > 0);
});
