import assert from "node:assert/strict";
import { test } from "node:test";
import { measureSpeed } from "./speed.js";

test("a tenth of what a quiet machine simulates is reached on any", () => {
  const speed = measureSpeed(0.3);
  assert.ok(speed.operations_per_minute > 100_000, JSON.stringify(speed));
  assert.ok(speed.faulty_operations_per_minute > 50_000, JSON.stringify(speed));
  assert.ok(speed.cuts_per_minute > 20_000, JSON.stringify(speed));
});
