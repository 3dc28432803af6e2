/** The honest disk against a trivial model, over random histories. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { backing, type linux } from "@ashlar/disk";
import { Random, seedFromEnvironment } from "@ashlar/rapilog/random";
import { choices } from "./choices.js";
import { VirtualClock } from "./disk.js";
import type { Choice, Survival } from "./effect.js";
import { SimulatedBacking } from "./simulated-backing.js";
import { SimulatedDisk } from "./simulated-disk.js";

const SECTOR = 512;
const SECTORS = 1200;
const seed = seedFromEnvironment();

/** The trivial model: the durable sectors, and what was written over them since the last sync. */
class Sheet {
  durable = new Uint8Array(SECTORS * SECTOR);
  current = this.durable.slice();
  unsynced: { offset: number; data: Uint8Array }[] = [];

  write(offset: number, data: Uint8Array): void {
    this.current.set(data, offset);
    this.unsynced.push({ offset, data });
  }

  sync(): void {
    this.durable = this.current.slice();
    this.unsynced = [];
  }

  cut(choice: Choice): void {
    this.unsynced.forEach(({ offset, data }, index) => {
      for (let sector = 0; sector < data.length / SECTOR; sector++)
        if (survives(choice[index]!, sector))
          this.durable.set(
            data.subarray(sector * SECTOR, (sector + 1) * SECTOR),
            offset + sector * SECTOR,
          );
    });
    this.current = this.durable.slice();
    this.unsynced = [];
  }
}

function survives(survival: Survival, sector: number): boolean {
  if (typeof survival === "string") return survival === "all";
  return survival.some(({ from, to }) => from <= sector && sector < to);
}

function contents(disk: SimulatedDisk): Uint8Array {
  const bytes = new Uint8Array(disk.bytes);
  disk.read(0, bytes);
  return bytes;
}

function step(random: Random, disk: SimulatedDisk, sheet: Sheet): void {
  const offset = random.below(SECTORS) * SECTOR;
  const length = Math.min(SECTORS * SECTOR - offset, (1 + random.below(40)) * SECTOR);
  const kind = random.below(10);
  if (kind < 6) {
    const data = random.bytes(length);
    disk.write(offset, data);
    sheet.write(offset, data.slice());
    data.fill(0xee);
  } else if (kind < 8) {
    if (kind === 6) disk.punch(offset, length);
    else disk.zero(offset, length);
    sheet.write(offset, new Uint8Array(length));
  } else if (kind === 8) {
    disk.sync();
    sheet.sync();
  } else {
    const pending = disk.pending();
    assert.equal(pending.length, sheet.unsynced.length);
    const options = { sector_bytes: SECTOR, random, samples: 3 };
    const some = random.pick([...choices(pending, options)]);
    disk.cut(some);
    sheet.cut(some);
  }
}

test(`random histories with power cuts equal the trivial model's (seed ${seed})`, () => {
  const random = new Random(seed);
  for (let history = 0; history < 8; history++) {
    const disk = new SimulatedDisk({ bytes: SECTORS * SECTOR });
    const sheet = new Sheet();
    for (let count = 0; count < 60; count++) {
      step(random, disk, sheet);
      assert.deepEqual(contents(disk), sheet.current);
    }
  }
});

test(`a snapshot is gone back to any number of times, whatever came after (seed ${seed})`, () => {
  const random = new Random(seed);
  const disk = new SimulatedDisk({ bytes: SECTORS * SECTOR });
  const sheet = new Sheet();
  for (let count = 0; count < 30; count++) step(random, disk, sheet);
  const state = disk.snapshot();
  const then = contents(disk);
  const pending = disk.pending();
  for (let round = 0; round < 5; round++) {
    for (let count = 0; count < 20; count++) {
      disk.write(random.below(SECTORS) * SECTOR, random.bytes(SECTOR));
      if (random.chance(0.2)) disk.sync();
      if (random.chance(0.1)) disk.cut(disk.pending().map(() => "none"));
    }
    disk.restore(state);
    assert.deepEqual(contents(disk), then);
    assert.deepEqual(disk.pending(), pending);
  }
});

const ONE = new Uint8Array(SECTOR).fill(1);
const TWO = new Uint8Array(SECTOR).fill(2);

function firstByte(disk: SimulatedDisk, offset = 0): number {
  const bytes = new Uint8Array(SECTOR);
  disk.read(offset, bytes);
  return bytes[0]!;
}

test("data in a Buffer are copied too, whose own slice is none", () => {
  const disk = new SimulatedDisk({ bytes: 1 << 20 });
  const data = Buffer.alloc(32_768, 1);
  disk.write(0, data);
  disk.write(65_536, data.subarray(0, 4096), { given: false });
  data.fill(9);
  const state = disk.snapshot();
  disk.write(65_536, Buffer.alloc(SECTOR, 2));
  disk.restore(state);
  for (const offset of [0, 4096, 65_536]) assert.equal(firstByte(disk, offset), 1);
});

test("on a write-through disk a write is pending only while it is under way", () => {
  const clock = new VirtualClock();
  const model = backing.MODELS["hdd-7200"];
  const disk = new SimulatedDisk({ bytes: 1 << 20, model, clock });
  const completes_ns = disk.write(0, ONE);
  assert.ok(completes_ns > 1000);
  assert.equal(disk.pending(completes_ns - 1).length, 1);
  assert.equal(disk.pending(completes_ns).length, 0);
  const state = disk.snapshot();
  disk.cut(["none"], completes_ns - 1);
  assert.equal(firstByte(disk), 0);
  disk.restore(state);
  disk.cut([], completes_ns);
  assert.equal(firstByte(disk), 1);
});

test("a sync covers what had completed when it began, from its completion on", () => {
  const clock = new VirtualClock();
  const model = backing.MODELS["ssd-consumer"];
  const disk = new SimulatedDisk({ bytes: 1 << 20, model, clock });
  clock.advanceTo(disk.write(0, ONE));
  disk.write(SECTOR, ONE);
  const synced_ns = disk.sync();
  assert.equal(disk.pending(synced_ns - 1).length, 2);
  assert.deepEqual(
    disk.pending(synced_ns).map(({ offset }) => offset),
    [SECTOR],
  );
});

test("a forced write is durable, and no older one comes over it", () => {
  const disk = new SimulatedDisk({ bytes: 1 << 20 });
  disk.write(0, ONE);
  disk.write(0, TWO, { fua: true });
  assert.equal(disk.pending().length, 1);
  disk.cut(["all"]);
  assert.equal(firstByte(disk), 2);
});

test("what was overtaken by a whole cache is durable without a sync", () => {
  const cache = { effects_max: 3, bytes_max: 1 << 20 };
  const disk = new SimulatedDisk({ bytes: 1 << 20, cache });
  for (let index = 0; index < 5; index++) disk.write(index * SECTOR, ONE);
  assert.deepEqual(
    disk.pending().map(({ number }) => number),
    [2, 3, 4],
  );
  disk.cut(["none", "none", "none"]);
  assert.deepEqual([firstByte(disk, SECTOR), firstByte(disk, 2 * SECTOR)], [1, 0]);
});

test("as a backing it moves bytes of this process, and the clock", () => {
  const clock = new VirtualClock();
  const model = backing.MODELS["ssd-consumer"];
  const under: number[] = [];
  const disk = new SimulatedDisk({ bytes: 1 << 20, model, clock });
  const during = () => under.push(disk.pending(clock.now_ns).length);
  const store = new SimulatedBacking(disk, clock, { during });
  const buffer = backing.alignedBuffer(4 * SECTOR);
  buffer.bytes.fill(1, 0, SECTOR).fill(2, SECTOR);
  const piece = (index: number): linux.Piece => ({
    address: buffer.address + index * SECTOR,
    length: SECTOR,
  });
  store.writeGathered([piece(1), piece(0)], 0);
  store.sync();
  assert.deepEqual(under, [1, 1]);
  assert.ok(clock.now_ns > 1_600_000);
  store.read(buffer.address, 2 * SECTOR, 0);
  assert.deepEqual([buffer.bytes[0], buffer.bytes[SECTOR]], [2, 1]);
  store.zero(0, 4096, false);
  store.write(buffer.address, SECTOR, 8192);
  assert.deepEqual(store.extents(0, 16_384), [
    { offset: 0, length: 8192, allocated: false },
    { offset: 8192, length: 4096, allocated: true },
    { offset: 12_288, length: 4096, allocated: false },
  ]);
});
