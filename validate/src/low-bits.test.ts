import assert from "node:assert/strict";
import { test } from "node:test";
import {
  add,
  bitVector,
  constant,
  lshr,
  mul,
  signExtend,
  variable,
  xor,
  zeroExtend,
} from "@ashlar/logic";
import { lowBits } from "./low-bits.js";

const [x, y] = ["low x", "low y"].map((name) => variable(name, bitVector(32)));
const long = (value: number) => constant(64, value);

test("what is computed in 64 bits is the same term as in 32", () => {
  const wide = xor(add(signExtend(x!, 64), mul(long(3), zeroExtend(y!, 64))), long(5));
  const narrow = xor(add(x!, mul(constant(32, 3), y!)), constant(32, 5));
  assert.equal(lowBits(wide, 32), narrow);
});

test("what goes down into the lower bits stays as it is", () => {
  const wide = variable("low wide", bitVector(64));
  const shifted = lshr(wide, long(1));
  assert.notEqual(lowBits(shifted, 32), lshr(lowBits(wide, 32), constant(32, 1)));
});

test("parts that occur very often are computed once", () => {
  let sum = variable("low sum", bitVector(64));
  for (let count = 0; count < 60; count++) sum = xor(sum, mul(sum, sum));
  assert.equal(lowBits(lowBits(sum, 32), 8), lowBits(sum, 8));
});
