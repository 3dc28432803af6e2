/** What V8 takes and the standard does not is known, and no more than that. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { isSelectOfMany, judgeBytes } from "./hostile.js";

const HEADER = [0, 0x61, 0x73, 0x6d, 1, 0, 0, 0];
const TYPE_AND_FUNCTION = [1, 5, 1, 0x60, 0, 1, 0x7f, 3, 2, 1, 0];

/** () → i32, by a `select` that names so many types: the count's two bytes. */
function selecting(low: number, high: number): Uint8Array {
  const body = [0, 0x41, 1, 0x41, 2, 0x41, 0, 0x1c, 0x80 | low, high, 0x7f, 0x0b];
  return Uint8Array.from([
    ...[...HEADER, ...TYPE_AND_FUNCTION],
    ...[10, body.length + 2, 1, body.length, ...body],
  ]);
}

test("a select of 257 types is one of one type to V8, and invalid here", () => {
  const bytes = selecting(1, 2);
  assert.ok(WebAssembly.validate(bytes as BufferSource));
  assert.notEqual(judgeBytes(bytes, "257 types"), "module");
});

test("a select of one type, or of two, is judged as everything else is", () => {
  assert.equal(judgeBytes(selecting(1, 0), "one type"), "module");
  assert.notEqual(judgeBytes(selecting(2, 0), "two types"), "module");
  assert.equal(isSelectOfMany(selecting(2, 0), selecting(2, 0).indexOf(0x1c) + 1), false);
});
