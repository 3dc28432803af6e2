/**
 * The server is killed under load, at whatever instruction it is, and started anew on the same
 * vault; the keeper likewise, and both. Every block must then hold a version that is not older
 * than the last acknowledged one, not newer than the last one sent, and whole.
 */
import assert from "node:assert/strict";
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { type Random, randomOfRun } from "@ashlar/rapilog/random";
import { askKeeper } from "../keeper/index.js";
import { type Client, connect } from "../nbd/index.js";
import { lockHolder, vaultPaths } from "../vault/index.js";
import { MEBI, Place } from "./testing/place.js";

const BLOCK_BYTES = 4096;
const BLOCKS = 2048;
const DEPTH = 16;
const CYCLES = 12;
const PROGRAM = fileURLToPath(new URL("./testing/service-process.js", import.meta.url));

/** A block's version, repeated all over it with its number. */
function blockOf(block: number, version: number): Buffer {
  const words = new Uint32Array(BLOCK_BYTES / 4);
  for (let at = 0; at < words.length; at += 2) {
    words[at] = block;
    words[at + 1] = version;
  }
  return Buffer.from(words.buffer);
}

/** What was sent and what was acknowledged of each block. */
class Ledger {
  readonly sent = new Uint32Array(BLOCKS);
  readonly acknowledged = new Uint32Array(BLOCKS);
  writes = 0;

  /** Writes random blocks, each by one writer at a time, until the connection breaks. */
  async write(client: Client, random: Random): Promise<void> {
    const busy = new Set<number>();
    const writer = async () => {
      for (;;) {
        const block = random.below(BLOCKS);
        if (busy.has(block)) continue;
        busy.add(block);
        const version = ++this.sent[block]!;
        await client.write(block * BLOCK_BYTES, blockOf(block, version));
        this.acknowledged[block] = version;
        this.writes++;
        busy.delete(block);
      }
    };
    await Promise.allSettled(Array.from({ length: DEPTH }, writer));
  }

  check(disk: Buffer): void {
    for (let block = 0; block < BLOCKS; block++) {
      const found = disk.subarray(block * BLOCK_BYTES, (block + 1) * BLOCK_BYTES);
      const version = found.readUInt32LE(4);
      assert.ok(version >= this.acknowledged[block]!, `block ${block}: a write is lost`);
      assert.ok(version <= this.sent[block]!, `block ${block}: ${version} was never written`);
      const whole = version === 0 ? Buffer.alloc(BLOCK_BYTES) : blockOf(block, version);
      assert.ok(found.equals(whole), `block ${block}: torn`);
      // An unacknowledged write that made it counts from here on: it may not go back.
      this.acknowledged[block] = version;
    }
  }
}

async function startProcess(place: Place): Promise<ChildProcess> {
  const options = JSON.stringify(place.options());
  const child = spawn(process.execPath, [PROGRAM, options], {
    stdio: ["ignore", "pipe", "ignore"],
  });
  const [told] = await once(child.stdout!, "data");
  assert.equal(String(told), "serving\n");
  return child;
}

async function kill(child: ChildProcess): Promise<void> {
  child.kill("SIGKILL");
  await once(child, "exit");
}

async function readAll(client: Client): Promise<Buffer> {
  const half = (BLOCKS * BLOCK_BYTES) / 2;
  return Buffer.concat([await client.read(0, half), await client.read(half, half)]);
}

function pause(duration_ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, duration_ms));
}

test("whoever is killed, whenever, nothing acknowledged is lost and nothing is torn", async () => {
  const random = randomOfRun("crash");
  const place = new Place(16 * MEBI, 4);
  const { keeperLock } = vaultPaths(place.vaultDirectory);
  const ledger = new Ledger();
  let server = await startProcess(place);
  for (let cycle = 0; cycle < CYCLES; cycle++) {
    const load = ledger.write(await connect(place.uri), random);
    await pause(50 + random.below(400));
    const killsKeeper = cycle % 3 !== 0;
    const killsServer = cycle % 3 !== 1;
    if (killsKeeper) process.kill(lockHolder(keeperLock)!, "SIGKILL");
    // With the keeper gone clients go on; its supervisor starts it anew.
    if (!killsServer) await pause(1000);
    await kill(server);
    await load;
    server = await startProcess(place);
    const client = await connect(place.uri);
    ledger.check(await readAll(client));
    await client.disconnect();
  }
  assert.ok(ledger.writes > 100 * CYCLES, `${ledger.writes} writes`);
  await askKeeper(place.controlPath, "stop").catch(() => undefined);
  if (server.exitCode === null) await once(server, "exit");
  ledger.check(readFileSync(place.diskPath).subarray(0, BLOCKS * BLOCK_BYTES));
});
