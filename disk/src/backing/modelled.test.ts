/** Modelled disks in real time; the figures themselves are judged in virtual time, in `models/`. */
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { mkdtempSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, test } from "node:test";
import { AshlarError } from "../errors.js";
import { monotonic_ns } from "../linux/index.js";
import { alignedBuffer } from "./aligned.js";
import type { Backing } from "./backing.js";
import { MODELS, type ModelName } from "./models/index.js";
import { readModelCounters } from "./shared-disk.js";
import { type BackingSpec, openBacking } from "./spec.js";
import { calibrate, waitUntil } from "./wait.js";

const BLOCK = 4096;
const MEBI = 1024 * 1024;
const directory = mkdtempSync("/dev/shm/ashlar-modelled-");
test.after(() => rmSync(directory, { recursive: true }));

let files = 0;
function specOf(name: ModelName): BackingSpec & { model: { statePath: string } } {
  const path = join(directory, `disk${files++}`);
  writeFileSync(path, "");
  truncateSync(path, 16 * MEBI);
  return { path, model: { name, statePath: `${path}.model`, slack_ns: 150_000 } } as const;
}

const buffer = alignedBuffer(BLOCK);

/** Milliseconds per synchronous append of a block: the mean, and the quickest quarter's slowest,
 * which other work on the machine moves least. */
function append(backing: Backing, count: number): { mean_ms: number; quarter_ms: number } {
  const samples = Array.from({ length: count }, (_, index) => {
    const start = monotonic_ns();
    backing.write(buffer.address, BLOCK, index * BLOCK);
    backing.sync();
    return Number(monotonic_ns() - start) / 1e6;
  });
  const mean_ms = samples.reduce((sum, sample) => sum + sample) / count;
  return { mean_ms, quarter_ms: samples.sort((a, b) => a - b)[Math.floor(count / 4)]! };
}

describe("in real time, a synchronous append takes on", () => {
  const table: [ModelName, number, number][] = [
    ["hdd-7200", 8.0, 8.9],
    ["ssd-consumer", 1.6, 1.85],
    ["cloud-volume", 0.8, 1.0],
    ["nvme-plp", 0.03, 0.12],
  ];
  for (const [name, least_ms, most_ms] of table)
    test(`${name} ${least_ms} to ${most_ms} ms`, () => {
      const backing = openBacking(specOf(name));
      const took = append(backing, 25);
      backing.close();
      assert.ok(took.mean_ms >= least_ms, JSON.stringify(took));
      assert.ok(took.quarter_ms <= most_ms, JSON.stringify(took));
    });
});

test("data and errors are those of the backing below", () => {
  const backing = openBacking(specOf("nvme-plp"));
  buffer.bytes.fill(7);
  backing.write(buffer.address, BLOCK, BLOCK);
  backing.writeGathered([{ address: buffer.address, length: BLOCK }], 2 * BLOCK);
  const result = alignedBuffer(4 * BLOCK);
  backing.read(result.address, 4 * BLOCK, 0);
  assert.deepEqual(
    [0, 1, 2, 3].map((block) => result.bytes[block * BLOCK]),
    [0, 7, 7, 0],
  );
  backing.zero(BLOCK, BLOCK, true);
  backing.zero(2 * BLOCK, BLOCK, false);
  backing.read(result.address, 4 * BLOCK, 0);
  assert.ok(result.bytes.every((byte) => byte === 0));
  assert.throws(() => backing.read(result.address, BLOCK, 16 * MEBI), assert.AssertionError);
  backing.close();
});

test("the counters say what was asked of the disk and what the model's spinning cost", () => {
  const spec = specOf("ssd-consumer");
  const backing = openBacking(spec);
  for (let count = 0; count < 10; count++) {
    backing.write(buffer.address, BLOCK, 0);
    backing.sync();
  }
  backing.read(buffer.address, BLOCK, 0);
  backing.close();
  const counters = readModelCounters(spec.model.statePath);
  assert.equal(counters.writes, 10);
  assert.equal(counters.flushes, 10);
  assert.equal(counters.reads, 1);
  assert.equal(counters.bytesWritten, 10 * BLOCK);
  assert.equal(counters.bytesRead, BLOCK);
  // Ten flushes, each with at most 150 µs of spinning, and ten writes of 8 µs all spun.
  assert.ok(counters.spinCpu_ns > 20_000 && counters.spinCpu_ns < 3e6, `${counters.spinCpu_ns}`);
});

test("two processes share one spindle", async () => {
  const spec = specOf("hdd-7200");
  const ours = openBacking(spec);
  const theirs = { ...spec, model: { ...spec.model, place_bytes: 500e9 } };
  const code = `
    import { openBacking, alignedBuffer } from ${JSON.stringify(new URL("./index.js", import.meta.url).href)};
    const backing = openBacking(${JSON.stringify(theirs)});
    const buffer = alignedBuffer(4096);
    process.stdout.write("ready");
    for (let count = 0; count < 50; count++) backing.write(buffer.address, 4096, 0);
  `;
  const child = spawn(process.execPath, ["--input-type=module", "-e", code], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const exited = new Promise((resolve) => child.on("exit", resolve));
  await new Promise((resolve) => child.stdout.once("data", resolve));
  const start = monotonic_ns();
  for (let count = 0; count < 20; count++) ours.write(buffer.address, BLOCK, 0);
  const each_ms = Number(monotonic_ns() - start) / 20e6;
  assert.equal(await exited, 0);
  ours.close();
  assert.equal(readModelCounters(spec.model.statePath).writes, 70);
  // Alone a rewrite takes one rotation, 8.33 ms; with the arm going to and fro, far more.
  assert.ok(each_ms > 13, `${each_ms} ms`);
});

test("a state file of another model, or of no model, is refused with a code and not touched", () => {
  const spec = specOf("hdd-7200");
  openBacking(spec).close();
  const withCode = (code: string) => (error: unknown) =>
    error instanceof AshlarError && error.code === code;
  const other = { ...spec, model: { ...spec.model, name: "nvme-plp" as const } };
  assert.throws(() => openBacking(other), withCode("model-mismatch"));
  const image = { ...spec, model: { ...spec.model, statePath: spec.path } };
  assert.throws(() => openBacking(image), withCode("not-a-model-state"));
  openBacking(spec).close();
});

test("calibration finds a slack, or refuses a model that the machine cannot keep", () => {
  // So slow that a machine with much else to do keeps it too.
  const patient = { ...MODELS["hdd-7200"], syncWrite_ns: 80_000_000 };
  const calibrated = calibrate(patient);
  assert.ok(calibrated.slack_ns >= 20_000 && calibrated.slack_ns <= 500_000);
  assert.ok(calibrated.late_p90_ns >= 0 && calibrated.late_p90_ns <= 8_000_000);
  const impossible = {
    name: "nvme-plp",
    label: "a disk of a nanosecond",
    syncWrite_ns: 1,
    volatileCache: false,
    complete: () => 0,
  } as const;
  assert.throws(
    () => calibrate(impossible),
    (error) => error instanceof AshlarError && error.code === "clock-too-coarse",
  );
});

test("a deadline that has passed is not waited for", () => {
  const waited = waitUntil(Number(monotonic_ns()) - 5000, 100_000);
  assert.ok(waited.late_ns >= 5000);
  assert.equal(waited.spinCpu_ns, 0);
});
