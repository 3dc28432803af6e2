import assert from "node:assert/strict";
import { test } from "node:test";
import { generator, median, medianInterval, quantile, roundRatios } from "./statistics.js";

test("the median of an odd and of an even number of values", () => {
  assert.equal(median([3, 1, 2]), 2);
  assert.equal(median([4, 1, 3, 2]), 2.5);
  assert.ok(Number.isNaN(median([])));
});

test("a quantile is a value that was measured", () => {
  const values = [50, 10, 40, 20, 30];
  assert.equal(quantile(values, 0.99), 50);
  assert.equal(quantile(values, 0.2), 10);
  assert.equal(quantile(values, 0), 10);
});

test("ratios pair the values of one round", () => {
  assert.deepEqual(roundRatios([10, 30], [5, 10]), [2, 3]);
});

test("the interval of equal values is a point, and that of spread ones holds the median", () => {
  assert.deepEqual(medianInterval([2, 2, 2, 2, 2]), { median: 2, low: 2, high: 2 });
  const { median: middle, low, high } = medianInterval([1, 2, 3, 4, 5, 6, 7]);
  assert.ok(low <= middle && middle <= high && low < high);
  assert.deepEqual(
    medianInterval([1, 5, 9]),
    medianInterval([1, 5, 9]),
    "same data, same interval",
  );
});

test("the interval covers the true median about as often as it says", () => {
  const random = generator(7);
  const trials = 200;
  let covered = 0;
  for (let trial = 0; trial < trials; trial++) {
    const { low, high } = medianInterval(Array.from({ length: 15 }, random));
    if (low <= 0.5 && 0.5 <= high) covered += 1;
  }
  assert.ok(covered >= trials * 0.88, `covered ${covered} of ${trials}`);
});
