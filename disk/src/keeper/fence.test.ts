import assert from "node:assert/strict";
import { closeSync, openSync, readSync, rmSync, writeSync } from "node:fs";
import { after, describe, test } from "node:test";
import { journalOffset } from "../journal/index.js";
import { vaultPaths } from "../vault/index.js";
import { Keeper, type KeeperOptions } from "./index.js";
import { Scratch, TestServer } from "./testing/rig.js";

const scratch = new Scratch();
after(() => scratch.clean());

const SECTOR_BYTES = 512;
const RECORD_SECTORS = 9n;
const TORN = Buffer.alloc(SECTOR_BYTES, 0xa5);

/** The host died with one record in the journal and, behind it, something that it tore. */
async function torn(behind: bigint): Promise<KeeperOptions> {
  const options = scratch.options(8 * 1024 * 1024);
  const keeper = await Keeper.start(options);
  const server = new TestServer(options.vaultDirectory);
  server.write(0, new Uint8Array(4096).fill(1));
  await server.acknowledged();
  await keeper.abandon();
  inJournal(options, behind, (fd, offset) => writeSync(fd, TORN, 0, SECTOR_BYTES, offset));
  rmSync(vaultPaths(options.vaultDirectory).vault);
  return options;
}

function inJournal(
  { disk, ringBytes }: KeeperOptions,
  position: bigint,
  use: (fd: number, offset: number) => number,
): void {
  const fd = openSync(`${disk.path}.journal`, "r+");
  try {
    const offset = journalOffset(position, ringBytes! / SECTOR_BYTES);
    assert.equal(use(fd, offset), SECTOR_BYTES);
  } finally {
    closeSync(fd);
  }
}

function sectorAt(options: KeeperOptions, position: bigint): Buffer {
  const sector = Buffer.alloc(SECTOR_BYTES);
  inJournal(options, position, (fd, offset) => readSync(fd, sector, 0, SECTOR_BYTES, offset));
  return sector;
}

describe("a new life of the service", () => {
  test("begins with a fence: no torn header is left where its first record will be", async () => {
    const options = await torn(RECORD_SECTORS);
    const keeper = await Keeper.start(options);
    assert.deepEqual(sectorAt(options, RECORD_SECTORS), Buffer.alloc(SECTOR_BYTES));
    await keeper.abandon();
  });

  test("wipes nothing else", async () => {
    const options = await torn(RECORD_SECTORS + 1n);
    const record = sectorAt(options, 0n);
    const keeper = await Keeper.start(options);
    assert.deepEqual(sectorAt(options, RECORD_SECTORS + 1n), TORN);
    assert.deepEqual(sectorAt(options, 0n), record);
    await keeper.abandon();
  });
});
