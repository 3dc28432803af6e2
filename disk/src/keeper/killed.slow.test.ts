/**
 * The keeper is killed, again and again, wherever it happens to be; now and then the machine
 * "restarts" too: the vault is gone and only journal and disk remain. Every time, what comes back
 * must be a prefix of the history that contains everything acknowledged.
 *
 * Replay a failure with ASHLAR_SEED (which repeats the history, not the timing).
 */
import assert from "node:assert/strict";
import { rmSync } from "node:fs";
import { after, test } from "node:test";
import { RangeKind, SECTOR_BYTES, Verdict } from "@ashlar/rapilog";
import { Random, seedFromEnvironment } from "@ashlar/rapilog/random";
import { vaultPaths } from "../vault/index.js";
import { type KeeperHandle, type KeeperOptions, recover, spawnKeeper } from "./index.js";
import { assertDisk, pause, Scratch, TestServer, until } from "./testing/rig.js";

const DISK_BYTES = 8 * 1024 * 1024;
const ROUNDS = Number(process.env["ASHLAR_ROUNDS"] ?? 25);
const seed = seedFromEnvironment();

const scratch = new Scratch();
const spawned = new Set<KeeperHandle>();

after(() => {
  // A test that failed leaves its keeper behind.
  for (const keeper of spawned) process.kill(keeper.pid, "SIGKILL");
  scratch.clean();
});

async function start(options: KeeperOptions): Promise<KeeperHandle> {
  const keeper = await spawnKeeper(options, { stderr: "ignore" });
  spawned.add(keeper);
  void keeper.exited.then(() => spawned.delete(keeper));
  return keeper;
}

interface Operation {
  offset: number;
  length: number;
  value: number;
  /** The position at which its record ends. */
  end: bigint;
}

class History {
  readonly operations: Operation[] = [];
  readonly random = new Random(seed);

  /** Appends one random operation if there is room. */
  append(server: TestServer): boolean {
    const length = SECTOR_BYTES * (1 + this.random.below(this.random.below(10) === 0 ? 200 : 16));
    const offset = SECTOR_BYTES * this.random.below((DISK_BYTES - length) / SECTOR_BYTES);
    const range = this.random.below(10) === 0;
    const value = range ? 0 : 1 + this.random.below(255);
    const verdict = range
      ? server.zero(offset, length, RangeKind.zero)
      : server.write(offset, new Uint8Array(length).fill(value));
    if (verdict !== Verdict.admitted) return false;
    this.operations.push({ offset, length, value, end: server.log.core.head() });
    return true;
  }

  /** Forgets what did not survive. */
  cut(head: bigint): void {
    const kept = this.operations.filter((operation) => operation.end <= head);
    this.operations.length = kept.length;
  }

  disk(): Uint8Array {
    const disk = new Uint8Array(DISK_BYTES);
    for (const { offset, length, value } of this.operations)
      disk.fill(value, offset, offset + length);
    return disk;
  }
}

async function load(server: TestServer, history: History, duration_ms: number): Promise<void> {
  const until_ms = Date.now() + duration_ms;
  while (Date.now() < until_ms) {
    for (let count = 0; count < 50; count++) if (!history.append(server)) break;
    await pause(1);
  }
}

async function kill(keeper: KeeperHandle): Promise<void> {
  let dead = false;
  void keeper.exited.then(() => {
    dead = true;
  });
  process.kill(keeper.pid, "SIGKILL");
  await until(() => dead);
}

/** The vault is gone; what the journal gives back contains all that was acknowledged. */
async function restart(options: KeeperOptions, server: TestServer, history: History) {
  server.pull();
  const acknowledged = server.log.core.acknowledged();
  rmSync(vaultPaths(options.vaultDirectory).vault);
  const keeper = await start(options);
  const next = new TestServer(options.vaultDirectory);
  const head = next.log.core.head();
  assert.ok(head >= acknowledged, `${head} lacks what was acknowledged, up to ${acknowledged}`);
  history.cut(head);
  return { keeper, next };
}

test(`a keeper killed ${ROUNDS} times loses nothing (ASHLAR_SEED=${seed})`, async (t) => {
  const options = scratch.options(DISK_BYTES, 2 * 1024 * 1024);
  const history = new History();
  let keeper = await start(options);
  let server = new TestServer(options.vaultDirectory);
  let restarts = 0;
  for (let round = 0; round < ROUNDS; round++) {
    await load(server, history, 20 + history.random.below(200));
    await kill(keeper);
    if (history.random.below(3) === 0) {
      ({ keeper, next: server } = await restart(options, server, history));
      restarts++;
    } else {
      // The server goes on meanwhile, or is replaced as well.
      await load(server, history, history.random.below(20));
      keeper = await start(options);
      if (history.random.below(2) === 0) server = new TestServer(options.vaultDirectory);
    }
  }
  await keeper.stop();
  assertDisk(options.disk.path, history.disk());
  t.diagnostic(`${history.operations.length} operations, ${restarts} restarts of the machine`);
  assert.ok(history.operations.length > 10 * ROUNDS);
});

test(`recovery killed in its middle is begun again (ASHLAR_SEED=${seed})`, async () => {
  const options = scratch.options(DISK_BYTES, 4 * 1024 * 1024);
  const history = new History();
  const first = await start(options);
  const server = new TestServer(options.vaultDirectory);
  await load(server, history, 300);
  await server.acknowledged();
  await kill(first);
  rmSync(vaultPaths(options.vaultDirectory).vault);
  for (let round = 0; round < 6; round++) {
    const keeper = await start(options);
    process.kill(keeper.pid, "SIGTERM");
    await pause(history.random.below(12));
    await kill(keeper);
    if (history.random.below(2) === 0)
      rmSync(vaultPaths(options.vaultDirectory).vault, { force: true });
  }
  await recover(options);
  assertDisk(options.disk.path, history.disk());
});
