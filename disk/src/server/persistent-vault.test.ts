/** What is written back of a vault in persistent memory. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { Log } from "@ashlar/rapilog";
import { addressOf } from "../linux/index.js";
import { persistVault } from "./persistent-vault.js";

const RING_SECTORS = 2048;

function rig() {
  const options = { ringSectors: RING_SECTORS, grainSectors: 1, diskBytes: 1 << 20 } as const;
  const log = new Log({ ...options, stagingBytes: 65_536 });
  const page = addressOf(new Uint8Array(log.memory.buffer)) + log.vaultOffset;
  const calls: [number, number][] = [];
  const persist = persistVault(log, RING_SECTORS, (address, length) => {
    assert.equal(address % 4096, 0, "msync takes whole pages");
    calls.push([address - page, length]);
  });
  return { calls, persist };
}

test("the records go first, from the page that they begin in, then the control page", () => {
  const { calls, persist } = rig();
  persist(9n, 18n);
  assert.deepEqual(calls, [
    [4096 + 4096, 18 * 512 - 4096],
    [0, 4096],
  ]);
});

test("a stretch over the ring's end is written back in two parts", () => {
  const { calls, persist } = rig();
  persist(BigInt(3 * RING_SECTORS - 8), BigInt(3 * RING_SECTORS + 3));
  assert.deepEqual(calls, [
    [4096 + (RING_SECTORS - 8) * 512, 4096],
    [4096, 3 * 512],
    [0, 4096],
  ]);
});
