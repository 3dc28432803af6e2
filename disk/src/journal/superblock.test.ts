import assert from "node:assert/strict";
import { describe, test } from "node:test";
import {
  DISK_ID_BYTES_MAX,
  decodeSuperblock,
  encodeSuperblock,
  isTorn,
  newestSuperblock,
  SLOT_BYTES,
  type Superblock,
} from "./superblock.js";

const sample: Superblock = {
  sequence: 41n,
  stream: 0x7fff_1234_5678_9abcn,
  ringSectors: 524_288,
  grainSectors: 8,
  incarnation: 9n,
  released: 123_456_789n,
  releasedSequence: 0xffff_ffff_ffff_ffffn,
  floor: 8n,
  disk: { kind: "file", id: "inode 12 born 1699999999123456789", bytes: 2 ** 40 },
  generation: 2n,
  stamp: { mtime_ns: 1_700_000_000_123_456_789n, ctime_ns: 1_700_000_000_123_456_790n },
  wall_ns: 1_700_000_001_000_000_000n,
  boot: 0x1122_3344_5566_7788n,
  clean: false,
  standby: false,
};

describe("a superblock", () => {
  test("is what was written", () => {
    const device = { kind: "device" as const, id: "wwid naa.5000c500", bytes: 4096 };
    const variants: Superblock[] = [
      sample,
      { ...sample, clean: true },
      { ...sample, standby: true },
      { ...sample, grainSectors: 1, disk: device },
      { ...sample, disk: { ...sample.disk, id: "" } },
      { ...sample, disk: { ...sample.disk, id: "ü".repeat(DISK_ID_BYTES_MAX / 2) } },
    ];
    for (const superblock of variants)
      assert.deepEqual(decodeSuperblock(encodeSuperblock(superblock)), superblock);
  });

  test("with any bit flipped is none", () => {
    const slot = encodeSuperblock(sample);
    for (let bit = 0; bit < slot.length * 8; bit++) {
      const flipped = slot.slice();
      flipped[bit >> 3]! ^= 1 << (bit & 7);
      assert.equal(decodeSuperblock(flipped), undefined, `bit ${bit}`);
    }
  });

  test("torn over zeros is known as such, and nothing else is", () => {
    const whole = encodeSuperblock(sample);
    const torn = (from: number, to: number) => {
      const slot = new Uint8Array(SLOT_BYTES);
      slot.set(whole.subarray(from, to), from);
      return slot;
    };
    assert.ok(isTorn(torn(0, 512)));
    assert.ok(isTorn(torn(3584, 4096)));
    assert.ok(!isTorn(whole));
    const fileSystem = new Uint8Array(SLOT_BYTES);
    fileSystem[1080] = 0x53;
    assert.ok(!isTorn(fileSystem), "a superblock of ext4 begins at byte 1024");
    const partitioned = new Uint8Array(SLOT_BYTES);
    partitioned[510] = 0x55;
    assert.ok(!isTorn(partitioned), "a partition table");
  });

  test("torn at any sector, over its predecessor or over zeros, is none", () => {
    const next = encodeSuperblock({ ...sample, sequence: 42n, released: 5n });
    for (const before of [encodeSuperblock(sample), new Uint8Array(SLOT_BYTES)])
      for (let cut = 512; cut < SLOT_BYTES; cut += 512) {
        const torn = before.slice();
        torn.set(next.subarray(0, cut));
        assert.equal(decodeSuperblock(torn), undefined, `cut at ${cut}`);
      }
  });

  test("cut short or too long is none", () => {
    const slot = encodeSuperblock(sample);
    assert.equal(decodeSuperblock(slot.subarray(0, SLOT_BYTES - 1)), undefined);
    assert.equal(decodeSuperblock(new Uint8Array([...slot, 0])), undefined);
  });

  test("cannot name a disk at more length than there is room for", () => {
    const disk = { ...sample.disk, id: "x".repeat(DISK_ID_BYTES_MAX + 1) };
    assert.throws(() => encodeSuperblock({ ...sample, disk }), /identity too long/);
  });
});

describe("of two slots", () => {
  const older = encodeSuperblock(sample);
  const newer = encodeSuperblock({ ...sample, sequence: 42n });
  const broken = newer.slice();
  broken[100]! ^= 1;
  const empty = new Uint8Array(SLOT_BYTES);

  const table: [string, Uint8Array, Uint8Array, 0 | 1 | undefined][] = [
    ["the newer counts, in the first", newer, older, 0],
    ["the newer counts, in the second", older, newer, 1],
    ["the older counts where the newer is broken", older, broken, 0],
    ["the same in the other order", broken, older, 1],
    ["one counts beside an empty one", empty, older, 1],
    ["none counts where both are empty", empty, empty, undefined],
  ];
  for (const [name, first, second, expected] of table)
    test(name, () => assert.equal(newestSuperblock([first, second])?.slot, expected));
});
