/** Terms as people read them: nothing is lost, what occurs twice has a name. */
import assert from "node:assert/strict";
import { test } from "node:test";
import "../rules/index.js";
import {
  add,
  and,
  concat,
  equal,
  ite,
  mul,
  not,
  select,
  ult,
  variable,
  zeroExtend,
} from "./build.js";
import { constant } from "./constant.js";
import { sub } from "./derived.js";
import { plainly } from "./rewriter.js";
import { showTerms } from "./show.js";
import { arrayOf, BOOLEAN, bitVector } from "./sort.js";

const x = variable("x", bitVector(32));
const y = variable("y", bitVector(32));
const memory = variable("memory", arrayOf(32));
const is32 = (value: number) => constant(32, value);

function shown(...roots: Parameters<typeof showTerms>[0]) {
  const { definitions, texts } = showTerms(roots);
  return [...definitions, ...texts];
}

test("operators, parentheses where they are needed, and negative numbers", () => {
  plainly(() => {
    assert.deepEqual(shown(add(add(x, y), mul(y, is32(3)))), ["x + y + (y · 3)"]);
    assert.deepEqual(shown(not(equal(x, is32(5)))), ["x ≠ 5"]);
    assert.deepEqual(shown(not(ult(x, y))), ["x ≥ y"]);
    assert.deepEqual(shown(and(variable("p", BOOLEAN), ult(x, is32(4096)))), ["p ∧ (x < 0x1000)"]);
    assert.deepEqual(shown(ite(ult(x, y), x, y)), ["if (x < y) then x else y"]);
    assert.deepEqual(shown(zeroExtend(x, 64)), ["wide64(x)"]);
  });
  assert.deepEqual(shown(sub(x, is32(32))), ["-32 + x"]);
});

test("bytes that are neighbours are a word, others are not", () => {
  const byte = (at: number) => select(memory, add(x, is32(at)));
  assert.deepEqual(shown(concat(byte(1), byte(0))), ["memory[x, 2 bytes]"]);
  assert.deepEqual(shown(concat(byte(0), byte(1))), ["memory[x] ++ memory[1 + x]"]);
});

test("what is long and occurs twice is named, and defined before it is used", () => {
  const long = variable("something with a rather long name", bitVector(32));
  const sum = add(long, y);
  const [definition, ...texts] = shown(mul(sum, x), ult(sum, x));
  assert.match(definition!, /^t1 := .*something with a rather long name/);
  for (const text of texts) assert.match(text, /\bt1\b/);
});

test("terms that nest deep, or branch as often as they nest, are shown in time", () => {
  plainly(() => {
    let deep = x;
    for (let at = 0; at < 20_000; at++) deep = mul(deep, add(deep, y));
    const { definitions } = showTerms([deep]);
    assert.ok(definitions.length > 5_000);
    assert.ok(definitions.every((text) => text.length < 500));
  });
});
