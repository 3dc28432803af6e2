import assert from "node:assert/strict";
import { existsSync, rmSync } from "node:fs";
import { after, describe, test } from "node:test";
import { openDirectBacking } from "../backing/index.js";
import { AshlarError } from "../errors.js";
import { Journal } from "../journal/index.js";
import { vaultExists, vaultPaths } from "../vault/index.js";
import { askKeeper, journalSpec, Keeper } from "./index.js";
import { assertDisk, Scratch, TestServer, until } from "./testing/rig.js";

const scratch = new Scratch();
after(() => scratch.clean());

const BLOCK = 4096;
const DISK_BYTES = 8 * 1024 * 1024;
/** Of a ring that is soon full. */
const RING_BYTES = 1024 * 1024;

function block(value: number): Uint8Array {
  return new Uint8Array(BLOCK).fill(value);
}

/** The disk after blocks of `value` were written at these places. */
function blocksAt(values: Record<number, number>): Uint8Array {
  const disk = new Uint8Array(DISK_BYTES);
  for (const [at, value] of Object.entries(values))
    disk.fill(value, Number(at) * BLOCK, (Number(at) + 1) * BLOCK);
  return disk;
}

/** A vault in persistent memory that holds 50 acknowledged blocks and has lost its keeper. */
async function persistentVaultOf50() {
  const options = { ...scratch.options(), vaultDirectory: scratch.directory(), persistent: true };
  const keeper = await Keeper.start(options);
  const server = new TestServer(options.vaultDirectory);
  for (let at = 0; at < 50; at++) server.write(at * BLOCK, block(at + 1));
  await server.acknowledged();
  await keeper.abandon();
  return { options, server };
}

describe("a keeper", () => {
  test("journals what is appended, and then it is acknowledged", async () => {
    const options = scratch.options();
    const keeper = await Keeper.start(options);
    const server = new TestServer(options.vaultDirectory);
    server.write(0, block(1));
    assert.equal(server.log.core.acknowledged(), 0n, "no hold-up, so not before the journal");
    await server.acknowledged();
    await keeper.abandon();
  });

  test("with a hold-up, a write is acknowledged at once", async () => {
    const options = { ...scratch.options(), holdUp_ms: 10_000 };
    const keeper = await Keeper.start(options);
    assert.ok(keeper.status.budget.bytes > 0, JSON.stringify(keeper.status.budget));
    const server = new TestServer(options.vaultDirectory);
    server.write(0, block(1));
    assert.equal(server.log.core.acknowledged(), server.log.core.head());
    await keeper.abandon();
  });

  test("that is stopped brings everything home and leaves no vault", async () => {
    const options = scratch.options();
    const keeper = await Keeper.start(options);
    const server = new TestServer(options.vaultDirectory);
    for (const [at, value] of [
      [3, 1],
      [7, 2],
      [3, 9],
    ] as const)
      server.write(at * BLOCK, block(value));
    await keeper.stop();
    assert.deepEqual(await keeper.ended, { kind: "drained" });
    assertDisk(options.disk.path, blocksAt({ 3: 9, 7: 2 }));
    assert.equal(vaultExists(options.vaultDirectory), false);
  });

  test("goes on with the vault that another one left", async () => {
    const options = scratch.options();
    const first = await Keeper.start(options);
    const server = new TestServer(options.vaultDirectory);
    server.write(0, block(1));
    await first.abandon();
    server.write(BLOCK, block(2));
    const second = await Keeper.start(options);
    assert.equal(second.status.origin, "kept");
    server.write(2 * BLOCK, block(3));
    await second.stop();
    assertDisk(options.disk.path, blocksAt({ 0: 1, 1: 2, 2: 3 }));
  });

  test("brings nothing home again that the journal says is released", async () => {
    const options = scratch.options();
    const first = await Keeper.start(options);
    const server = new TestServer(options.vaultDirectory);
    server.write(0, block(1));
    await server.acknowledged();
    await first.abandon();
    // It was killed when the superblock was written, before it could say so in the control page.
    const { path } = journalSpec(options);
    const journal = Journal.open(openDirectBacking(path), path);
    const released = server.control.get("head");
    journal.commit({ released });
    journal.close();
    assert.equal(server.control.get("released"), 0n);
    const second = await Keeper.start(options);
    assert.equal(server.control.get("released"), released);
    await second.stop();
    assertDisk(options.disk.path, blocksAt({}));
  });

  test("fills a new vault from the journal when the old one is gone", async () => {
    const options = scratch.options();
    const first = await Keeper.start(options);
    const server = new TestServer(options.vaultDirectory);
    for (let at = 0; at < 200; at++) server.write(at * BLOCK, block(at));
    await server.acknowledged();
    await first.abandon();
    rmSync(vaultPaths(options.vaultDirectory).vault);
    const second = await Keeper.start(options);
    assert.equal(second.status.origin, "loaded");
    new TestServer(options.vaultDirectory).write(200 * BLOCK, block(200));
    await second.stop();
    const expected = Array.from({ length: 201 }, (_, at) => [at, at]);
    assertDisk(options.disk.path, blocksAt(Object.fromEntries(expected)));
  });

  test("verifies a vault in persistent memory that outlived the machine's restart", async () => {
    const { options, server } = await persistentVaultOf50();
    server.write(50 * BLOCK, block(51));
    // The server synced this much, but not what the control page says about it.
    server.control.set("boot", 1n);
    server.control.set("head", 9n);
    server.control.set("acknowledged", 9n);
    server.control.set("journaled", 0n);
    const second = await Keeper.start(options);
    assert.equal(second.status.origin, "kept");
    assert.equal(server.control.get("head"), 51n * 9n);
    assert.equal(server.control.get("incarnation"), 2n);
    await second.stop();
    const expected = Array.from({ length: 51 }, (_, at) => [at, at + 1]);
    assertDisk(options.disk.path, blocksAt(Object.fromEntries(expected)));
  });

  test("prefers the journal to a vault in persistent memory that holds less", async () => {
    const { options, server } = await persistentVaultOf50();
    new Uint8Array(server.log.memory.buffer).fill(0, server.log.vaultOffset + 4096 + 20 * 9 * 512);
    server.control.set("boot", 1n);
    const second = await Keeper.start(options);
    assert.equal(second.status.origin, "loaded");
    await second.stop();
    const expected = Array.from({ length: 50 }, (_, at) => [at, at + 1]);
    assertDisk(options.disk.path, blocksAt(Object.fromEntries(expected)));
  });

  test("with a spare journal makes it, keeps it aside, and finds the truth on it", async () => {
    const base = scratch.options();
    const options = { ...base, spare: { path: `${scratch.directory()}/spare` } };
    const first = await Keeper.start(options);
    const server = new TestServer(options.vaultDirectory);
    server.write(0, block(1));
    await server.acknowledged();
    await first.abandon();
    assert.ok(existsSync(options.spare.path));
    const second = await Keeper.start(options);
    assert.equal(second.status.journal, `${options.disk.path}.journal`);
    await second.stop();
    assertDisk(options.disk.path, blocksAt({ 0: 1 }));
  });

  test("keeps its journal across stops, and positions never repeat", async () => {
    const options = scratch.options();
    let head = 0n;
    for (let round = 1; round <= 3; round++) {
      const keeper = await Keeper.start(options);
      const server = new TestServer(options.vaultDirectory);
      assert.equal(server.log.core.head(), head);
      server.write(round * BLOCK, block(round));
      head = server.log.core.head();
      await keeper.stop();
    }
    assertDisk(options.disk.path, blocksAt({ 1: 1, 2: 2, 3: 3 }));
    assert.ok(existsSync(`${options.disk.path}.journal`));
  });

  test("refuses a disk that another one serves", async () => {
    const options = scratch.options();
    const keeper = await Keeper.start(options);
    const other = { ...options, vaultDirectory: scratch.directory("/dev/shm") };
    await assert.rejects(
      Keeper.start(other),
      (error) => error instanceof AshlarError && error.code === "in-use",
    );
    await keeper.abandon();
  });

  test("makes room in a ring that is full", async () => {
    const options = scratch.options(DISK_BYTES, RING_BYTES);
    const keeper = await Keeper.start(options);
    const server = new TestServer(options.vaultDirectory);
    const expected: Record<number, number> = {};
    for (let count = 0; count < (3 * RING_BYTES) / BLOCK; count++) {
      const at = (count * 7) % 500;
      await server.append(at * BLOCK, block(count % 251));
      expected[at] = count % 251;
    }
    await keeper.stop();
    assertDisk(options.disk.path, blocksAt(expected));
  });
});

describe("the power", () => {
  test("failing is followed by a flush, and nothing new is acknowledged until it is back", async () => {
    const options = { ...scratch.options(), holdUp_ms: 10_000 };
    const keeper = await Keeper.start(options);
    const server = new TestServer(options.vaultDirectory);
    server.write(0, block(1));
    const reply = await askKeeper(vaultPaths(options.vaultDirectory).keeperSocket, "power-fail");
    assert.equal(reply["ok"], true);
    assert.equal(keeper.status.power, "flushed");
    assert.equal(server.control.get("journaled"), server.control.get("head"));
    assert.equal(keeper.status.flush.runs, 1);
    assert.equal(server.write(0, block(2)), 3, "waits for the power");
    await askKeeper(vaultPaths(options.vaultDirectory).keeperSocket, "power-back");
    assert.equal(server.write(0, block(2)), 0);
    await keeper.stop();
    assertDisk(options.disk.path, blocksAt({ 0: 2 }));
  });

  test("failing while the keeper drains stops home writes, and the journal holds the rest", async () => {
    const options = { ...scratch.options(), holdUp_ms: 10_000 };
    const keeper = await Keeper.start(options);
    const server = new TestServer(options.vaultDirectory);
    for (let at = 0; at < 500; at++) server.write(at * BLOCK, block(1));
    keeper.powerFail();
    await keeper.stop();
    assert.deepEqual(await keeper.ended, { kind: "flushed" });
    rmSync(vaultPaths(options.vaultDirectory).vault);
    const next = await Keeper.start(options);
    await next.stop();
    const expected = Array.from({ length: 500 }, (_, at) => [at, 1]);
    assertDisk(options.disk.path, blocksAt(Object.fromEntries(expected)));
  });
});

test("the control socket answers nonsense without falling over", async () => {
  const options = scratch.options();
  const keeper = await Keeper.start(options);
  const { keeperSocket } = vaultPaths(options.vaultDirectory);
  const reply = await askKeeper(keeperSocket, "nonsense" as "status");
  assert.equal(reply["ok"], false);
  assert.equal((await askKeeper(keeperSocket, "status"))["ok"], true);
  await keeper.abandon();
});

test("quiet brings everything home", async () => {
  const options = scratch.options();
  const keeper = await Keeper.start(options);
  const server = new TestServer(options.vaultDirectory);
  server.write(0, block(5));
  await until(() => server.control.get("released") === server.control.get("head"));
  assertDisk(options.disk.path, blocksAt({ 0: 5 }));
  await keeper.abandon();
});
