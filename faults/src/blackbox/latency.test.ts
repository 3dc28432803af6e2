import assert from "node:assert/strict";
import { test } from "node:test";
import { bucketEnd_us, Latencies } from "./latency.js";

test("quantiles are right to a bucket, the worst exactly", () => {
  const latencies = new Latencies();
  for (let value = 1; value <= 1000; value++) latencies.add(value);
  for (const part of [0.1, 0.5, 0.99]) {
    const estimate = latencies.quantile_us(part);
    assert.ok(estimate >= 1000 * part && estimate <= 1000 * part * 1.26, `${part}: ${estimate}`);
  }
  assert.equal(latencies.quantile_us(1), 1000);
  assert.equal(latencies.max_us, 1000);
});

test("each bucket counts up to its bound, the last one the rest", () => {
  const latencies = new Latencies();
  for (const value of [0, bucketEnd_us(0), bucketEnd_us(3), bucketEnd_us(3) + 1, 1e12])
    latencies.add(value);
  assert.deepEqual(
    [latencies.counts[0], latencies.counts[3], latencies.counts[4], latencies.counts.at(-1)],
    [2, 1, 1, 1],
  );
});

test("merging is adding", () => {
  const [one, other] = [new Latencies(), new Latencies()];
  one.add(5);
  other.add(500);
  one.merge(other);
  assert.equal(one.total, 2);
  assert.equal(one.max_us, 500);
});
