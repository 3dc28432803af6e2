/** Names in C are proposed as wasm2c writes them. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { mangled } from "./names.js";

test("what is no letter, digit or underscore is written as two digits", () => {
  assert.equal(mangled("sum.all"), "sum0x2Eall");
  assert.equal(mangled("$a_1"), "a_1");
  assert.equal(mangled("ä"), "0xC30xA4");
});
