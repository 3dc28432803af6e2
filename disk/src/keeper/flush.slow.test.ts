/**
 * From the power signal to the journal's sync, at depth, on modelled disks: always within the
 * hold-up, and never longer than the modelled device is at work plus 10 ms. The keeper is a process
 * of its own, as in service.
 */
import assert from "node:assert/strict";
import { join } from "node:path";
import { after, describe, test } from "node:test";
import { Random, seedFromEnvironment } from "@ashlar/rapilog/random";
import { calibrateModel, type ModelSpec, modelAtWork_ms } from "../backing/index.js";
import { AshlarError } from "../errors.js";
import { vaultPaths } from "../vault/index.js";
import { askKeeper, spawnKeeper } from "./index.js";
import { pause, Scratch, TestServer, until } from "./testing/rig.js";

const BLOCK = 4096;
const DISK_BYTES = 256 * 1024 * 1024;
const RING_BYTES = 256 * 1024 * 1024;
const HOLD_UP_MS = 100;
/** Appends per millisecond: 37 MB/s of the stream. */
const DEPTH = 8;
const LOAD_MS = 100;
/** The journal lies elsewhere on the same modelled disk. */
const JOURNAL_PLACE = 300_000_000_000;

const scratch = new Scratch();
after(() => scratch.clean());

const table: { name: ModelSpec["name"]; runs: number }[] = [
  { name: "hdd-7200", runs: 100 },
  { name: "ssd-consumer", runs: 30 },
  { name: "cloud-volume", runs: 30 },
];

const seed = seedFromEnvironment();
const random = new Random(seed);

async function load(server: TestServer): Promise<void> {
  const data = new Uint8Array(BLOCK).fill(1);
  const until_ms = Date.now() + LOAD_MS + random.below(LOAD_MS);
  while (Date.now() < until_ms) {
    for (let count = 0; count < DEPTH; count++)
      server.write(BLOCK * random.below(DISK_BYTES / BLOCK), data);
    await pause(1);
  }
}

/** The model, or why this machine cannot keep its time now. */
function calibrated(spec: ModelSpec): ModelSpec | string {
  try {
    return calibrateModel(spec);
  } catch (error) {
    if (error instanceof AshlarError && error.code === "clock-too-coarse") return error.detail;
    throw error;
  }
}

describe(`a flush within ${HOLD_UP_MS} ms (ASHLAR_SEED=${seed})`, () => {
  for (const { name, runs } of table)
    test(`on ${name}, ${runs} times`, async (t) => {
      const directory = scratch.directory("/dev/shm");
      const model = calibrated({ name, statePath: join(directory, "model") });
      if (typeof model === "string") return t.skip(model);
      const base = scratch.options(DISK_BYTES, RING_BYTES);
      const keeper = await spawnKeeper(
        {
          ...base,
          disk: { ...base.disk, model },
          journal: {
            path: join(directory, "journal"),
            model: { ...model, place_bytes: JOURNAL_PLACE },
          },
          holdUp_ms: HOLD_UP_MS,
        },
        { stderr: "ignore" },
      );
      try {
        const server = new TestServer(base.vaultDirectory);
        const { keeperSocket } = vaultPaths(base.vaultDirectory);
        let worst_ms = 0;
        let worst_beyond_ms = -Infinity;
        for (let run = 0; run < runs; run++) {
          await load(server);
          const atWork_ms = modelAtWork_ms(model.statePath);
          process.kill(keeper.pid, "SIGPWR");
          await until(() => server.control.get("power") === 2n);
          const device_ms = atWork_ms();
          const status = await keeper.status();
          assert.equal(status.flush.runs, run + 1);
          assert.ok(status.flush.last_bytes <= status.budget.bytes, "more than the budget");
          assert.ok(status.flush.last_ms <= HOLD_UP_MS, `${status.flush.last_ms} ms`);
          const beyond_ms = status.flush.last_ms - device_ms;
          assert.ok(beyond_ms <= 10, `${beyond_ms} ms besides the device's ${device_ms}`);
          worst_beyond_ms = Math.max(worst_beyond_ms, beyond_ms);
          worst_ms = Math.max(worst_ms, status.flush.last_ms);
          await askKeeper(keeperSocket, "power-back");
        }
        const { bytes, terms } = (await keeper.status()).budget;
        t.diagnostic(
          `worst flush ${worst_ms.toFixed(1)} ms, at most ${worst_beyond_ms.toFixed(1)} beyond the device's, budget ${bytes} bytes`,
        );
        t.diagnostic(terms.map(({ name, ms }) => `${name} ${ms.toFixed(1)}`).join(", "));
      } finally {
        process.kill(keeper.pid, "SIGKILL");
      }
    });
});
