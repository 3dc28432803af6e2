/** The calls' names and numbers are those of `interface.ts`. */
import assert from "node:assert/strict";
import { test } from "node:test";
import * as numbers from "./interface.js";
import { SYSTEM_CALL_NAMES } from "./system-calls.js";

const constantOf = (name: string) => name.replace(/[A-Z]/g, "_$&").toUpperCase();

test("each call's name is that of the constant with its number", () => {
  assert.equal(SYSTEM_CALL_NAMES.length, numbers.SYSTEM_CALLS);
  const constants: Record<string, number> = numbers;
  for (const [number, name] of SYSTEM_CALL_NAMES.entries())
    assert.equal(constants[constantOf(name)], number, name);
});
