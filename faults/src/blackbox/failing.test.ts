/** Storage that answers with errors does not end a run: it is a finding, or none. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { DiskServer, type FaultName, type FaultSetting } from "../disk/index.js";
import type { Failure } from "../taxonomy.js";
import { Laboratory } from "./laboratory.js";
import { Place } from "./testing/place.js";

/** What is found in two power failures of a disk with one fault. */
async function found(fault: FaultName, setting: FaultSetting): Promise<Failure[]> {
  const place = new Place();
  const socketPath = place.path("disk.sock");
  const disk = new DiskServer({
    bytes: 16 * 1024 ** 2,
    socketPath,
    controlPath: place.path("disk.control"),
    plan: { seed: 3, faults: { [fault]: setting } },
  });
  disk.start();
  const address = `nbd+unix:///?socket=${socketPath}`;
  const cut = async () => {
    disk.powerOff();
    disk.powerOn();
  };
  try {
    // One request at a time: with more, a write may be lost with a flush that failed beside it.
    const alone = { workers: 1, depth: 1, promise: "nbd" } as const;
    const options = place.options({ address, cut, cycles: 2, seed: 3, ...alone });
    const { history } = await (await Laboratory.open(options)).run();
    return history.flatMap(({ counts }) => Object.keys(counts) as Failure[]);
  } finally {
    disk.stop();
  }
}

test("a disk that answers nothing but errors is dead", async () => {
  assert.deepEqual(await found("dead-device", { amount: 1 }), ["dead-device"]);
});

test("flushes that fail now and then are no finding, and no end", async () => {
  assert.deepEqual(await found("sync-error", { probability: 0.2 }), []);
});
