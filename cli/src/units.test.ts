import assert from "node:assert/strict";
import { test } from "node:test";
import { parseAtom, parseCount, parseDuration_ms, parseSize } from "./units.js";

test("sizes are powers of 1024, however the unit is spelled", () => {
  assert.equal(parseSize("4096"), 4096);
  for (const text of ["1G", "1GiB", "1GB", "1g", "1024M"]) assert.equal(parseSize(text), 1024 ** 3);
});

test("durations have a unit", () => {
  assert.equal(parseDuration_ms("100ms"), 100);
  assert.equal(parseDuration_ms("1.5s"), 1500);
  assert.equal(parseDuration_ms("2min"), 120_000);
});

for (const text of ["", "many", "-1M", "0", "1.5", "12X"])
  test(`not a size: "${text}"`, () => assert.throws(() => parseSize(text), /not a size/));

for (const text of ["", "100", "-1s", "1 hour"])
  test(`not a duration: "${text}"`, () =>
    assert.throws(() => parseDuration_ms(text), /not a duration/));

test("atoms are powers of two from a sector to a mebibyte", () => {
  assert.deepEqual(["512", "4K", "1M"].map(parseAtom), [512, 4096, 1024 ** 2]);
  for (const text of ["256", "1000", "3K", "2M"])
    assert.throws(() => parseAtom(text), /not a power of two/);
});

test("counts are whole, not too small and not too large", () => {
  assert.equal(parseCount(1)("3"), 3);
  for (const text of ["0", "1.5", "x"]) assert.throws(() => parseCount(1)(text), /whole number/);
  assert.throws(() => parseCount(1, 8)("9"), /from 1 to 8/);
});
