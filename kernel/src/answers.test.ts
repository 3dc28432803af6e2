/** What is said of answers and arguments is what the kernel has. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { answerText, argumentsOf, blamedBy, RESULT_TEXTS } from "./answers.js";
import * as numbers from "./interface.js";
import { NO_SUCH_CALL_NAME, SYSTEM_CALL_NAMES } from "./system-calls.js";

const NOTHING_TO_DO = () => {};

/** So many registers each of the kernel's functions looks at. */
function arities(): (name: string) => number {
  const kernel = new WebAssembly.Module(readFileSync(new URL("kernel.wasm", import.meta.url)));
  const imports: WebAssembly.Imports = {
    env: { memory: new WebAssembly.Memory({ initial: 1, maximum: 65_536 }) },
    machine: Object.fromEntries(
      ["setAddressSpace", "fence", "setInterrupts", "armTimer"].map((name) => [
        name,
        NOTHING_TO_DO,
      ]),
    ),
  };
  const { exports } = new WebAssembly.Instance(kernel, imports);
  return (name) => (exports[name] as () => void).length;
}

test("a call has as many arguments as the kernel looks at", () => {
  const arityOf = arities();
  for (const name of [...SYSTEM_CALL_NAMES, NO_SUCH_CALL_NAME] as const)
    assert.equal(argumentsOf(name).length, arityOf(name), name);
});

test("there is a text for each result", () => {
  assert.equal(RESULT_TEXTS.length, numbers.NOTHING + 1);
  assert.equal(RESULT_TEXTS[numbers.OUT_OF_RANGE], "out of range");
});

test("an answer is told with the argument that is to blame, if one is", () => {
  const word = BigInt(numbers.OUT_OF_RANGE | (2 << numbers.ARGUMENT_BIT));
  assert.equal(blamedBy(word), 1);
  assert.equal(answerText("untypedReclaim", word), "out of range (argument 2, page)");
  assert.equal(answerText("receive", BigInt(numbers.IN_USE)), "in use");
  assert.equal(answerText("poll", 7n << BigInt(numbers.BADGE_BIT)), "done");
});

test("an argument beyond the last one is told as such", () => {
  const word = BigInt(numbers.WRONG_TYPE | (2 << numbers.ARGUMENT_BIT));
  assert.match(answerText("poll", word), /argument 2, which there is not/);
});
