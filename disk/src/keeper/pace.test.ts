import assert from "node:assert/strict";
import { beforeEach, describe, test } from "node:test";
import { CONTROL_BYTES, Control } from "../vault/index.js";
import { Pace } from "./pace.js";

const RING_SECTORS = 4096n;
const THREE_QUARTERS = 3072n;

describe("the pace", () => {
  let control: Control;
  let woken: number;
  let now_ns: bigint;
  let pace: Pace;

  beforeEach(() => {
    control = new Control(new SharedArrayBuffer(CONTROL_BYTES), 0);
    control.set("released", 1000n);
    woken = 0;
    now_ns = 0n;
    pace = new Pace(control, RING_SECTORS, { monotonic_ns: () => now_ns }, () => woken++);
  });

  test("begins with three quarters of the ring", () => {
    assert.equal(control.get("paceLimit"), 1000n + THREE_QUARTERS);
  });

  test("lends what comes home, now and then", () => {
    pace.lend(1100n);
    assert.equal(control.get("paceLimit"), 1000n + THREE_QUARTERS);
    now_ns += 10_000_000n;
    pace.lend(1100n);
    assert.equal(control.get("paceLimit"), 1100n + THREE_QUARTERS);
  });

  test("never lends more than the ring has, when a whole epoch is home", () => {
    pace.move(1000n + RING_SECTORS / 4n);
    assert.equal(control.get("paceLimit"), 1000n + RING_SECTORS);
  });

  test("goes back when an epoch begins again", () => {
    pace.move(1500n);
    pace.move(1000n);
    assert.equal(control.get("paceLimit"), 1000n + THREE_QUARTERS);
  });

  test("wakes a server that waits, and no other", () => {
    pace.move(2000n);
    assert.equal(woken, 0);
    control.set("hungry", 1n);
    pace.move(3000n);
    assert.equal(woken, 1);
    pace.move(3000n);
    assert.equal(woken, 1);
  });
});
