import assert from "node:assert/strict";
import { beforeEach, describe, test } from "node:test";
import { CONTROL_BYTES, Control } from "../vault/index.js";
import { DeviceMeter } from "./device-meter.js";
import { Shared } from "./shared.js";

const SMALL_BYTES = 4096;
const TOOK_NS = 5_000_000n;

describe("the device's meter", () => {
  let control: Control;
  let shared: Shared;
  let now_ns: bigint;
  let delay_ns: number;
  let meter: DeviceMeter;

  beforeEach(() => {
    control = new Control(new SharedArrayBuffer(CONTROL_BYTES), 0);
    shared = new Shared();
    now_ns = 1n;
    delay_ns = 0;
    meter = new DeviceMeter(control, shared, {
      monotonic_ns: () => now_ns,
      wall_ms: () => 0,
      runDelay_ns: () => delay_ns,
      pause: () => {},
    });
  });

  /** A small step during which something else happens. */
  function step(meanwhile: () => void = () => {}): void {
    meter.measure(SMALL_BYTES, () => {
      now_ns += TOOK_NS;
      meanwhile();
    });
  }

  test("learns from a step that had the device for itself", () => {
    step();
    assert.equal(shared.get("seekAndFlush_ns"), TOOK_NS);
  });

  test("leaves out what the thread waited for a CPU", () => {
    step(() => {
      delay_ns += 2_000_000;
    });
    assert.equal(shared.get("seekAndFlush_ns"), TOOK_NS - 2_000_000n);
  });

  const others: [string, () => void, () => void][] = [
    ["while home is written", () => shared.set("homeActive", 1n), () => {}],
    [
      "before which home's last sync began",
      () => shared.set("homeActive", 1n),
      () => shared.set("homeActive", 0n),
    ],
    ["after which home is written", () => {}, () => shared.set("homeActive", 1n)],
    ["in which a home write began and ended", () => {}, () => control.add("homeWrites", 1n)],
    [
      "before which a read began",
      () => control.add("readsStarted", 1n),
      () => control.add("readsEnded", 1n),
    ],
    ["in which a read began", () => {}, () => control.add("readsStarted", 1n)],
  ];
  for (const [when, before, meanwhile] of others)
    test(`learns nothing from a step ${when}`, () => {
      before();
      step(meanwhile);
      assert.equal(shared.get("seekAndFlush_ns"), 0n);
    });
});
