/**
 * A record that a crash tore may be made whole by a later one: what the next life writes over it,
 * torn in its turn, are just the sectors that it lacked. The fence keeps it from counting.
 */
import assert from "node:assert/strict";
import { test } from "node:test";
import { SECTOR_BYTES } from "./format.js";
import { Random } from "./random.js";
import { Rig } from "./rig.js";

const BLOCK_SECTORS = 8;
/** Of a record's 16 sectors: the header, the one that a small write fills, and its padding. */
const HEADER = [0];
const DATA = [BLOCK_SECTORS];
const PADDING = [1, 2, 3, 4, 5, 6, 7].map((sector) => BLOCK_SECTORS + sector);

/** The host dies when of what is to be journaled only these sectors have arrived. */
function crashWith(rig: Rig, arrived: readonly number[]): number {
  const before = rig.journal.slice();
  rig.journalUpTo(rig.model.head, 1 << 20);
  for (let sector = 0; sector * SECTOR_BYTES < before.length; sector++) {
    const at = sector * SECTOR_BYTES;
    if (!arrived.includes(sector)) rig.journal.set(before.subarray(at, at + SECTOR_BYTES), at);
  }
  return rig.restartOnJournal();
}

test("a torn record does not count when a later life has written what it lacked", () => {
  const random = new Random(1);
  const rig = new Rig({ ringSectors: 1 << 11, grainSectors: 8, diskBytes: 64 * 1024 });
  rig.write(0, random.bytes(4096));
  assert.equal(crashWith(rig, PADDING), 0, "there is no header");
  rig.write(8192, random.bytes(SECTOR_BYTES));
  assert.equal(crashWith(rig, [...HEADER, ...DATA]), 0, "its padding is not zeros");
  rig.write(16_384, random.bytes(SECTOR_BYTES));
  assert.equal(crashWith(rig, PADDING), 0, "the padding is, now; the write is one of another life");
  rig.checkRead(0, 64 * 1024);
});
