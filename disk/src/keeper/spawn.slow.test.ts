/** The keeper as a process: how it is found, what signals do, how it says that it cannot. */
import assert from "node:assert/strict";
import { rmSync, statSync, utimesSync } from "node:fs";
import { after, describe, test } from "node:test";
import { AshlarError } from "../errors.js";
import { lockHolder, vaultExists, vaultPaths } from "../vault/index.js";
import { askKeeper, type KeeperHandle, type KeeperOptions, spawnKeeper } from "./index.js";
import { assertDisk, Scratch, TestServer, until } from "./testing/rig.js";

const BLOCK = 4096;
const DISK_BYTES = 8 * 1024 * 1024;
const scratch = new Scratch();
const spawned: KeeperHandle[] = [];

after(() => {
  for (const { pid } of spawned) if (alive(pid)) process.kill(pid, "SIGKILL");
  scratch.clean();
});

function alive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

async function start(options: KeeperOptions): Promise<KeeperHandle> {
  const keeper = await spawnKeeper(options, { stderr: "ignore" });
  spawned.push(keeper);
  return keeper;
}

async function end(keeper: KeeperHandle): Promise<number | undefined> {
  let ended = false;
  void keeper.exited.then(() => {
    ended = true;
  });
  await until(() => ended);
  return keeper.exited;
}

function first(value: number): Uint8Array {
  return new Uint8Array(DISK_BYTES).fill(value, 0, BLOCK);
}

describe("a keeper process", () => {
  test("is found by the next who wants one", async () => {
    const options = scratch.options();
    const keeper = await start(options);
    assert.equal(lockHolder(vaultPaths(options.vaultDirectory).keeperLock), keeper.pid);
    const again = await start(options);
    assert.deepEqual([again.pid, again.attached], [keeper.pid, true]);
    await again.stop();
    assert.equal(await end(keeper), 0);
  });

  test("of two started at once there is one", async () => {
    const options = scratch.options();
    const [one, two] = await Promise.all([start(options), start(options)]);
    assert.equal(one.pid, two.pid);
    await one.stop();
  });

  test("drains on SIGTERM and ends with status 0", async () => {
    const options = scratch.options();
    const keeper = await start(options);
    new TestServer(options.vaultDirectory).write(0, new Uint8Array(BLOCK).fill(8));
    process.kill(keeper.pid, "SIGTERM");
    assert.equal(await end(keeper), 0);
    assertDisk(options.disk.path, first(8));
    assert.equal(vaultExists(options.vaultDirectory), false);
  });

  test("flushes on SIGPWR, within the hold-up", async () => {
    const options = { ...scratch.options(), holdUp_ms: 5000 };
    const keeper = await start(options);
    const server = new TestServer(options.vaultDirectory);
    for (let at = 0; at < 300; at++) server.write(at * BLOCK, new Uint8Array(BLOCK).fill(1));
    process.kill(keeper.pid, "SIGPWR");
    await until(() => server.control.get("power") === 2n);
    assert.equal(server.control.get("journaled"), server.control.get("head"));
    const { flush } = await keeper.status();
    assert.equal(flush.runs, 1);
    assert.ok(flush.worst_ms < 5000, `${flush.worst_ms} ms`);
    await keeper.stop();
    assert.equal(await end(keeper), 0);
  });

  test("killed leaves a vault that the next one takes up", async () => {
    const options = scratch.options();
    const keeper = await start(options);
    const server = new TestServer(options.vaultDirectory);
    server.write(0, new Uint8Array(BLOCK).fill(9));
    process.kill(keeper.pid, "SIGKILL");
    assert.notEqual(await end(keeper), 0);
    const next = await start(options);
    assert.equal((await next.status()).origin, "kept");
    await next.stop();
    assertDisk(options.disk.path, first(9));
  });

  test("has a socket for its own user only", async () => {
    const options = scratch.options();
    const keeper = await start(options);
    const { keeperSocket } = vaultPaths(options.vaultDirectory);
    assert.equal(statSync(keeperSocket).mode & 0o777, 0o600);
    assert.equal((await askKeeper(keeperSocket, "status"))["pid"], keeper.pid);
    await keeper.stop();
  });
});

describe("a keeper that cannot start", () => {
  test("says why: there is no disk", async () => {
    const options = scratch.options();
    rmSync(options.disk.path);
    await assert.rejects(start(options), { code: "no-such-file" });
  });

  test("says why, with the code: the disk was restored", async () => {
    const options = scratch.options();
    const keeper = await start(options);
    const server = new TestServer(options.vaultDirectory);
    server.write(0, new Uint8Array(BLOCK).fill(1));
    process.kill(keeper.pid, "SIGKILL");
    await end(keeper);
    utimesSync(options.disk.path, 1_000_000_000, 1_000_000_000);
    await assert.rejects(
      start(options),
      (error) => error instanceof AshlarError && error.code === "journal-other-disk",
    );
  });
});
