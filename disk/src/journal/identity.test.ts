import assert from "node:assert/strict";
import { mkdtempSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, test } from "node:test";
import { AshlarError } from "../errors.js";
import { identifyDisk, judgeIdentity, requireIdentity, STAMP_SLACK_MS } from "./identity.js";
import type { Superblock } from "./superblock.js";

const NS_PER_MS = 1_000_000n;
const BOOT = 77n;
/** A morning: the machine started at 1000 s, the service wrote its last superblock at 5000 s. */
const bootTime_ms = 1_000_000;
const written_ms = 5_000_000;

function at(time_ms: number) {
  return { mtime_ns: BigInt(time_ms) * NS_PER_MS, ctime_ns: BigInt(time_ms) * NS_PER_MS };
}

const file = { kind: "file" as const, id: "inode 5 born 1", bytes: 1 << 30 };
const device = { kind: "device" as const, id: "wwid 1", bytes: 1 << 30 };

const superblock: Superblock = {
  sequence: 1n,
  stream: 1n,
  ringSectors: 2048,
  grainSectors: 1,
  incarnation: 1n,
  released: 0n,
  releasedSequence: 0n,
  floor: 0n,
  disk: file,
  generation: 1n,
  stamp: at(2_000_000),
  wall_ns: BigInt(written_ms) * NS_PER_MS,
  boot: BOOT,
  clean: false,
  standby: false,
};

interface Row {
  name: string;
  clean?: boolean;
  was?: typeof file | typeof device;
  disk?: typeof file | typeof device;
  modified_ms?: number;
  lastBeat_ms?: number;
  expected: "match" | "adopt" | "refuse";
}

const slack_ms = STAMP_SLACK_MS;
const later_ms = written_ms + slack_ms + 1;

const table: Row[] = [
  { name: "untouched", expected: "match" },
  { name: "written by the keeper until its end", modified_ms: written_ms, expected: "match" },
  { name: "modified after the keeper was last seen", modified_ms: later_ms, expected: "refuse" },
  {
    name: "modified later, but the vault shows that the keeper lived then",
    modified_ms: later_ms,
    lastBeat_ms: later_ms,
    expected: "match",
  },
  { name: "modified before the service began", modified_ms: 1_999_999, expected: "refuse" },
  { name: "another inode", disk: { ...file, id: "inode 6 born 1" }, expected: "refuse" },
  { name: "the inode used again", disk: { ...file, id: "inode 5 born 2" }, expected: "refuse" },
  { name: "grown", disk: { ...file, bytes: 2 << 30 }, expected: "refuse" },
  { name: "a device where a file was", disk: device, expected: "refuse" },
  { name: "the same device", was: device, disk: device, modified_ms: 0, expected: "match" },
  {
    name: "another device",
    was: device,
    disk: { ...device, id: "wwid 2" },
    expected: "refuse",
  },
  { name: "untouched, nothing to replay", clean: true, expected: "match" },
  {
    name: "changed, nothing to replay",
    clean: true,
    modified_ms: later_ms,
    expected: "adopt",
  },
  {
    name: "restored as another file, nothing to replay",
    clean: true,
    disk: { ...file, id: "inode 6 born 1" },
    expected: "adopt",
  },
  {
    name: "grown, nothing to replay",
    clean: true,
    disk: { ...file, bytes: 2 << 30 },
    expected: "adopt",
  },
];

describe("a disk that is", () => {
  for (const row of table)
    test(`${row.name}: ${row.expected}`, () => {
      const before = { ...superblock, clean: row.clean ?? false, disk: row.was ?? file };
      const now = { disk: row.disk ?? file, stamp: at(row.modified_ms ?? 2_000_000) };
      const context = {
        boot: BOOT,
        bootTime_ms,
        ...(row.lastBeat_ms === undefined ? {} : { lastBeat_ms: row.lastBeat_ms }),
      };
      const verdict = judgeIdentity(before, now, context);
      assert.equal(verdict.kind, row.expected, JSON.stringify(verdict));
    });

  test("last modified between the service's begin and the machine's restart: match", () => {
    const context = { boot: BOOT + 1n, bootTime_ms: 9_000_000 };
    const verdict = judgeIdentity(superblock, { disk: file, stamp: at(8_999_999) }, context);
    assert.equal(verdict.kind, "match");
  });

  test("modified after the machine's restart: refuse", () => {
    const context = { boot: BOOT + 1n, bootTime_ms: 9_000_000 };
    const stamp = at(9_000_000 + slack_ms + 1);
    assert.equal(judgeIdentity(superblock, { disk: file, stamp }, context).kind, "refuse");
  });
});

test("a refusal names the disk and both ways out", () => {
  const verdict = { kind: "refuse" as const, reason: "it was restored" };
  assert.throws(
    () => requireIdentity(verdict, "/srv/disk.img"),
    (error) =>
      error instanceof AshlarError &&
      error.code === "journal-other-disk" &&
      /\/srv\/disk\.img: it was restored/.test(error.message) &&
      error.message.includes("--replay") &&
      error.message.includes("--discard"),
  );
});

test("a file keeps its identity when it is written, and loses it when it is replaced", () => {
  const directory = mkdtempSync(join(tmpdir(), "ashlar-identity-"));
  try {
    const path = join(directory, "disk");
    writeFileSync(path, "one");
    const first = identifyDisk(path, 3);
    writeFileSync(path, "two");
    utimesSync(path, 1, 1);
    const second = identifyDisk(path, 3);
    assert.deepEqual(second.disk, first.disk);
    assert.equal(second.stamp.mtime_ns, 1_000_000_000n);
    rmSync(path);
    writeFileSync(path, "two");
    assert.notDeepEqual(identifyDisk(path, 3).disk, first.disk);
  } finally {
    rmSync(directory, { recursive: true });
  }
});
