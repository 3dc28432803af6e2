import assert from "node:assert/strict";
import { test } from "node:test";
import { CONTROL_BYTES, Control } from "../vault/index.js";
import { ControlWatch } from "./control-watch.js";

test("every change of a watched word is noticed once, of others never", () => {
  const buffer = new SharedArrayBuffer(2 * CONTROL_BYTES);
  const control = new Control(buffer, CONTROL_BYTES);
  const watch = new ControlWatch(buffer, CONTROL_BYTES, ["journaled", "budgetBytes"]);
  assert.equal(watch.changed(), true, "the first look");
  assert.equal(watch.changed(), false);
  for (const value of [1n, 2n ** 32n, 2n ** 33n, 2n ** 33n + 1n]) {
    control.set("journaled", value);
    assert.equal(watch.changed(), true, `${value}`);
    assert.equal(watch.changed(), false);
    control.set("released", value);
    assert.equal(watch.changed(), false);
  }
  control.set("budgetBytes", 1n << 40n);
  assert.equal(watch.changed(), true);
});
