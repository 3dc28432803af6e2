import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { OperationTimes, RecentQuantile, RecentWorst } from "./worst.js";

describe("the recent worst", () => {
  test("stays for one to two windows and then is forgotten", () => {
    const worst = new RecentWorst(100, 0);
    worst.record(7, 10);
    worst.record(3, 20);
    assert.equal(worst.value(30), 7);
    worst.record(2, 110);
    assert.equal(worst.value(199), 7);
    assert.equal(worst.value(200), 2);
    assert.equal(worst.value(1000), 0);
  });
});

describe("a recent quantile", () => {
  test("is what so many of the samples do not exceed", () => {
    const quantile = new RecentQuantile(0.95);
    assert.equal(quantile.value(), undefined);
    for (let sample = 1; sample <= 200; sample++) quantile.record(sample);
    assert.equal(quantile.value(), 190);
  });

  test("of few samples is the longest, or for a low one the shortest", () => {
    const [high, low] = [new RecentQuantile(0.95), new RecentQuantile(0.05)];
    for (const sample of [3, 1, 2]) {
      high.record(sample);
      low.record(sample);
    }
    assert.deepEqual([high.value(), low.value()], [3, 1]);
  });

  test("forgets the oldest", () => {
    const quantile = new RecentQuantile(0.05, 10);
    for (let sample = 1; sample <= 30; sample++) quantile.record(sample);
    assert.equal(quantile.value(), 21);
  });
});

describe("the times of an operation", () => {
  /** 100 operations of 10, so that 10 is typical. */
  function settled(least = 0): OperationTimes {
    const times = new OperationTimes(least);
    for (let count = 0; count < 100; count++) times.record(10);
    return times;
  }

  test("one stall is a stall, and changes nothing about what is typical", () => {
    const times = settled();
    assert.equal(times.record(50), 40);
    assert.equal(times.typical, 10);
  });

  test("stalls in a row count as one of their sum", () => {
    const times = settled();
    times.record(50);
    times.record(9);
    assert.equal(times.record(30), 60);
    for (let count = 0; count < 8; count++) times.record(10);
    assert.equal(times.record(11), 1);
  });

  test("where a flush waits for one of them only, stalls in a row are one each", () => {
    const times = new OperationTimes(0, 1);
    for (let count = 0; count < 100; count++) times.record(10);
    times.record(50);
    assert.equal(times.record(30), 20);
  });

  test("what comes once in ten times is typical", () => {
    const times = new OperationTimes();
    for (let count = 1; count <= 320; count++) times.record(count % 10 === 0 ? 50 : 10);
    assert.equal(times.typical, 50);
  });

  test("before there are enough, the longest is typical, or what was known before", () => {
    const times = new OperationTimes();
    assert.equal(times.record(50), 0);
    assert.equal(times.typical, 50);
    const known = new OperationTimes(10);
    assert.equal(known.record(50), 40);
    assert.equal(known.typical, 10);
  });

  test("what was known before stays the least", () => {
    assert.equal(settled(20).typical, 20);
  });

  test("an operation of another size counts only by what it took beyond its own measure", () => {
    const times = settled();
    assert.equal(times.excess(-5), 0);
    assert.equal(times.excess(30), 30);
    assert.equal(times.typical, 10);
  });
});
