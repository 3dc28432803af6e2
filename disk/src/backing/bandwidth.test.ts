import assert from "node:assert/strict";
import { mkdtempSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { alignedBuffer } from "./aligned.js";
import { measureBandwidth } from "./bandwidth.js";
import type { ModelName } from "./models/index.js";
import { openBacking } from "./spec.js";

const MEBI = 1024 * 1024;
const directory = mkdtempSync("/dev/shm/ashlar-bandwidth-");
test.after(() => rmSync(directory, { recursive: true }));

function openModel(name: ModelName) {
  const path = join(directory, name);
  writeFileSync(path, "");
  truncateSync(path, 64 * MEBI);
  return openBacking({ path, model: { name, statePath: `${path}.model`, slack_ns: 150_000 } });
}

const table: [ModelName, number, number][] = [
  ["hdd-7200", 150e6, 4],
  ["ssd-consumer", 500e6, 1.6],
  ["cloud-volume", 250e6, 0.8],
];
for (const [name, bytesPerSecond, least_ms] of table)
  test(`what is measured of ${name} is what the model is made of, never faster`, () => {
    const backing = openModel(name);
    const region = { backing, offset: 16 * MEBI, length: 32 * MEBI };
    const measured = measureBandwidth(region, 0.4);
    backing.close();
    assert.ok(measured.p1_bytes_per_s <= measured.median_bytes_per_s);
    assert.ok(measured.median_bytes_per_s <= 1.02 * bytesPerSecond, JSON.stringify(measured));
    assert.ok(measured.median_bytes_per_s >= 0.6 * bytesPerSecond, JSON.stringify(measured));
    assert.ok(measured.seekAndFlush_worst_ms >= least_ms, JSON.stringify(measured));
  });

test("with the arm sent away, seek and flush are as long as in an emergency", () => {
  const backing = openModel("hdd-7200");
  const region = { backing, offset: 0, length: 8 * MEBI };
  const path = join(directory, "hdd-7200");
  const model = { name: "hdd-7200", statePath: `${path}.model`, slack_ns: 150_000 } as const;
  const home = openBacking({ path, model: { ...model, place_bytes: 500e9 } });
  const buffer = alignedBuffer(4096);
  const sendArmAway = () => home.read(buffer.address, 4096, 0);
  const far = measureBandwidth({ ...region, sendArmAway }, 0.1);
  home.close();
  backing.close();
  // Without the way back from afar it would be a rotation and a short seek at most: 8.9 ms.
  assert.ok(far.seekAndFlush_worst_ms > 9, JSON.stringify(far));
});

test("only the region is overwritten, all of it within bounds", () => {
  const backing = openModel("nvme-plp");
  const region = { backing, offset: 16 * MEBI, length: 5 * MEBI };
  measureBandwidth(region, 0.02);
  const whole = alignedBuffer(64 * MEBI);
  backing.read(whole.address, 64 * MEBI, 0);
  backing.close();
  const isZero = (from: number, to: number) =>
    whole.bytes.subarray(from, to).every((byte) => byte === 0);
  assert.ok(isZero(0, 16 * MEBI));
  assert.ok(isZero(21 * MEBI, 64 * MEBI));
  assert.ok(!isZero(16 * MEBI, 21 * MEBI));
});
