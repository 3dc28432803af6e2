import assert from "node:assert/strict";
import { copyFileSync, readFileSync, renameSync, rmSync, statSync, utimesSync } from "node:fs";
import { after, describe, test } from "node:test";
import { AshlarError } from "../errors.js";
import { CONTROL_BYTES, takeLock, vaultPaths } from "../vault/index.js";
import { inspect, Keeper, type KeeperOptions, recover } from "./index.js";
import { assertDisk, Scratch, TestServer } from "./testing/rig.js";

const scratch = new Scratch();
after(() => scratch.clean());

const BLOCK = 4096;
const DISK_BYTES = 8 * 1024 * 1024;

/** A disk of which 100 blocks are in vault and journal only: the service crashed. */
async function crashed(): Promise<{ options: KeeperOptions; model: Uint8Array }> {
  const options = scratch.options(DISK_BYTES);
  const keeper = await Keeper.start(options);
  const server = new TestServer(options.vaultDirectory);
  const model = new Uint8Array(DISK_BYTES);
  for (let at = 0; at < 100; at++) {
    const data = new Uint8Array(BLOCK).fill(at + 1);
    server.write(at * 3 * BLOCK, data);
    model.set(data, at * 3 * BLOCK);
  }
  await server.acknowledged();
  await keeper.abandon();
  return { options, model };
}

/** The same, and the machine was restarted: there is no vault. */
async function restarted() {
  const state = await crashed();
  rmSync(vaultPaths(state.options.vaultDirectory).vault);
  return state;
}

function coded(code: string) {
  return (error: unknown) => error instanceof AshlarError && error.code === code;
}

const BYTES = 100 * (BLOCK + 512);

describe("recover", () => {
  test("after a crash of the service brings the vault home", async () => {
    const { options, model } = await crashed();
    const report = await recover(options);
    assert.equal(report.source, "vault");
    assert.equal(report.recovered_bytes, BYTES);
    assertDisk(options.disk.path, model);
    assert.equal(inspect(options).stale, false);
  });

  test("after a restart of the machine reads the journal back and brings it home", async () => {
    const { options, model } = await restarted();
    const report = await recover(options);
    assert.equal(report.source, "journal");
    assert.equal(report.recovered_bytes, BYTES);
    assertDisk(options.disk.path, model);
    assert.equal(inspect(options).stale, false);
  });

  test("may be repeated, and does nothing then", async () => {
    const { options, model } = await restarted();
    await recover(options);
    const changed_ms = statSync(options.disk.path).mtimeMs;
    const report = await recover(options);
    assert.equal(report.recovered_bytes, 0);
    assert.equal(report.stale, false);
    assert.equal(statSync(options.disk.path).mtimeMs, changed_ms);
    assertDisk(options.disk.path, model);
  });

  test("told to look only changes nothing", async () => {
    const { options } = await restarted();
    const before = readFileSync(options.disk.path);
    const report = await recover({ ...options, dryRun: true });
    assert.deepEqual([report.stale, report.notHome_bytes], [true, BYTES]);
    assert.equal(Buffer.compare(before, readFileSync(options.disk.path)), 0);
    assert.equal((await recover({ ...options, dryRun: true })).stale, true);
  });

  test("says that a disk without a journal is not stale", () => {
    const options = scratch.options();
    assert.deepEqual([inspect(options).stale, inspect(options).source], [false, "disk"]);
  });

  test("asks a keeper that lives", async () => {
    const { options, model } = await crashed();
    const lock = takeLock(vaultPaths(options.vaultDirectory).keeperLock)!;
    const keeper = await Keeper.start(options);
    const report = await recover(options);
    assert.match(report.notes[0]!, /brought it home/);
    assertDisk(options.disk.path, model);
    await keeper.abandon();
    lock.release();
  });
});

describe("a disk that was restored from a backup", () => {
  async function restored() {
    const { options, model } = await restarted();
    const { path } = options.disk;
    copyFileSync(path, `${path}.backup`);
    renameSync(`${path}.backup`, path);
    return { options, model, before: readFileSync(path) };
  }

  test("is not replayed over", async () => {
    const { options, before } = await restored();
    await assert.rejects(recover(options), coded("journal-other-disk"));
    assert.equal(Buffer.compare(before, readFileSync(options.disk.path)), 0);
    assert.equal(inspect(options).identity.kind, "refuse");
  });

  test("is replayed over when told to", async () => {
    const { options, model } = await restored();
    const report = await recover({ ...options, onMismatch: "replay" });
    assert.match(report.notes.join(), /told to replay/);
    assertDisk(options.disk.path, model);
    assert.equal(inspect(options).identity.kind, "match");
  });

  test("is left as it is, and the journal forgets, when told to", async () => {
    const { options, before } = await restored();
    await recover({ ...options, onMismatch: "discard" });
    assert.equal(Buffer.compare(before, readFileSync(options.disk.path)), 0);
    assert.equal(inspect(options).stale, false);
    const keeper = await Keeper.start(options);
    new TestServer(options.vaultDirectory).write(0, new Uint8Array(BLOCK).fill(77));
    await keeper.stop();
    assert.equal(readFileSync(options.disk.path)[0], 77);
  });

  test("in place is found out by its time of modification", async () => {
    const { options } = await restarted();
    utimesSync(options.disk.path, 1_000_000_000, 1_000_000_000);
    await assert.rejects(recover(options), coded("journal-other-disk"));
  });

  test("while the vault still lives is not drained over either", async () => {
    const { options } = await crashed();
    utimesSync(options.disk.path, 1_000_000_000, 1_000_000_000);
    await assert.rejects(recover(options), coded("journal-other-disk"));
  });
});

test("a disk that changed while the journal was clean is adopted, and that is said", async () => {
  const options = scratch.options();
  await (await Keeper.start(options)).stop();
  utimesSync(options.disk.path, 1_000_000_000, 1_000_000_000);
  const keeper = await Keeper.start(options);
  assert.match(keeper.status.notes.join(), /the disk changed/);
  await keeper.stop();
});

test("a record damaged in memory is never written home; the journal's copy still is", async () => {
  const { options, model } = await crashed();
  const { vault } = vaultPaths(options.vaultDirectory);
  const server = new TestServer(options.vaultDirectory);
  const payload = server.log.vaultOffset + CONTROL_BYTES + (9 * 50 + 3) * 512;
  new Uint8Array(server.log.memory.buffer)[payload]! ^= 1;
  await assert.rejects(recover(options), coded("record-damaged"));
  rmSync(vault);
  await recover(options);
  assertDisk(options.disk.path, model);
});
