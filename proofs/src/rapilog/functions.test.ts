/** What is not the core gets a clear answer before anything is proved of it. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { coreBytes } from "./core.js";
import { requireFunctions } from "./functions.js";

const EMPTY_MODULE = Uint8Array.of(0, 0x61, 0x73, 0x6d, 1, 0, 0, 0);

test("the core has every function that theorems are about", () => requireFunctions(coreBytes()));

test("a module without them is refused by the name of the first", () =>
  assert.throws(() => requireFunctions(EMPTY_MODULE), {
    message: "rapilog.wasm: the core exports no function write",
  }));

test("a file that is cut off is refused by the byte, wherever it is cut", () => {
  const bytes = coreBytes();
  for (let length = 0; length < bytes.length; length += 97)
    assert.throws(() => requireFunctions(bytes.subarray(0, length)), /at byte|no function/);
});
