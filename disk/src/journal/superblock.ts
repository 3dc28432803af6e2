/**
 * The journal's superblock: the one format that says where replay begins and for which disk.
 *
 *     byte  size  field
 *        0     8  magic             "ASHJRNL\0"
 *        8     4  version           1
 *       12     4  flags             1: clean, nothing in the ring is newer than the disk
 *                                   2: the disk is a device, else a file
 *                                   4: standby, a spare that has not taken over: no replay
 *       16     8  sequence          superblocks written before this one
 *       24     8  stream            random identity that vault, journal and records share
 *       32     8  ringSectors
 *       40     8  grainSectors      1 or 8
 *       48     8  incarnation       grows with each recovery
 *       56     8  released          the disk holds everything before this position
 *       64     8  releasedSequence  records before `released`; all ones: not known (SEQUENCE_UNKNOWN)
 *       72     8  diskBytes
 *       80     8  generation        grows when a changed disk is adopted
 *       88     8  mtime_ns          of the disk's file when it was last synced with its metadata
 *       96     8  ctime_ns          likewise
 *      104     8  wall_ns           when this superblock was written
 *      112     8  boot              in which boot
 *      120     8  floor             incarnation of the last record before `released`
 *      128     2  length of diskId
 *      130   256  diskId            UTF-8; see identity.ts
 *      386        zeros
 *     4064    32  SHA-256 of bytes 0 to 4063
 *
 * All little-endian. There are two slots of 4096 bytes, at bytes 0 and 4096 of the journal, written
 * by turns: a slot that a crash tore fails its checksum, and the other one holds.
 */
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { SECTOR_BYTES } from "@ashlar/rapilog/format";

export const SLOT_BYTES = 4096;
export const SUPERBLOCK_VERSION = 1;
export const DISK_ID_BYTES_MAX = 256;

const MAGIC = Buffer.from("ASHJRNL\0", "latin1");
const FLAG_CLEAN = 1;
const FLAG_DEVICE = 2;
const FLAG_STANDBY = 4;
const FLAGS = FLAG_CLEAN | FLAG_DEVICE | FLAG_STANDBY;
const DISK_ID_AT = 130;
const ZEROS = new Uint8Array(SLOT_BYTES);
const END_OF_FIELDS = DISK_ID_AT + DISK_ID_BYTES_MAX;
const SUM_AT = 4064;

/** Which disk a journal belongs to. */
export interface DiskIdentity {
  kind: "file" | "device";
  id: string;
  bytes: number;
}

/** Times of the disk's file; both 0 for a device, which has none. */
export interface HomeStamp {
  mtime_ns: bigint;
  ctime_ns: bigint;
}

export interface Superblock {
  sequence: bigint;
  stream: bigint;
  ringSectors: number;
  grainSectors: 1 | 8;
  incarnation: bigint;
  released: bigint;
  releasedSequence: bigint;
  /** No record from `released` on that counts has a smaller incarnation: one that has is left
   * over from a life whose end a recovery found before it. */
  floor: bigint;
  disk: DiskIdentity;
  generation: bigint;
  stamp: HomeStamp;
  wall_ns: bigint;
  boot: bigint;
  clean: boolean;
  standby: boolean;
}

const WORDS = {
  sequence: 16,
  stream: 24,
  ringSectors: 32,
  grainSectors: 40,
  incarnation: 48,
  released: 56,
  releasedSequence: 64,
  diskBytes: 72,
  generation: 80,
  mtime_ns: 88,
  ctime_ns: 96,
  wall_ns: 104,
  boot: 112,
  floor: 120,
} as const;

function sumOf(slot: Uint8Array): Buffer {
  return createHash("sha256").update(slot.subarray(0, SUM_AT)).digest();
}

function flagsOf(superblock: Superblock): number {
  const clean = superblock.clean ? FLAG_CLEAN : 0;
  const device = superblock.disk.kind === "device" ? FLAG_DEVICE : 0;
  return clean | device | (superblock.standby ? FLAG_STANDBY : 0);
}

/** One slot's bytes. */
export function encodeSuperblock(superblock: Superblock): Uint8Array {
  const slot = new Uint8Array(SLOT_BYTES);
  const view = new DataView(slot.buffer);
  const { disk, stamp } = superblock;
  const id = Buffer.from(disk.id, "utf8");
  assert(id.length <= DISK_ID_BYTES_MAX, "disk identity too long");
  slot.set(MAGIC);
  view.setUint32(8, SUPERBLOCK_VERSION, true);
  view.setUint32(12, flagsOf(superblock), true);
  const values = { ...superblock, ...stamp, diskBytes: disk.bytes };
  for (const [name, at] of Object.entries(WORDS))
    view.setBigUint64(at, BigInt(values[name as keyof typeof WORDS]), true);
  view.setUint16(128, id.length, true);
  slot.set(id, DISK_ID_AT);
  slot.set(sumOf(slot), SUM_AT);
  return slot;
}

/** The next life's: greater than that of any record that the journal may hold. */
export function nextIncarnation({ incarnation }: Superblock): bigint {
  return incarnation + 1n;
}

/** What a slot holds, or undefined if it is not a whole superblock of this version. */
export function decodeSuperblock(slot: Uint8Array): Superblock | undefined {
  if (slot.length !== SLOT_BYTES) return undefined;
  if (!MAGIC.equals(slot.subarray(0, MAGIC.length))) return undefined;
  if (!sumOf(slot).equals(slot.subarray(SUM_AT))) return undefined;
  const view = new DataView(slot.buffer, slot.byteOffset, SLOT_BYTES);
  if (view.getUint32(8, true) !== SUPERBLOCK_VERSION) return undefined;
  const flags = view.getUint32(12, true);
  if ((flags & ~FLAGS) !== 0) return undefined;
  const idBytes = view.getUint16(128, true);
  if (idBytes > DISK_ID_BYTES_MAX) return undefined;
  if (!isZero(slot.subarray(DISK_ID_AT + idBytes, SUM_AT))) return undefined;
  const id = Buffer.from(slot.subarray(DISK_ID_AT, DISK_ID_AT + idBytes)).toString("utf8");
  return readFields(view, flags, id);
}

function readFields(view: DataView, flags: number, id: string): Superblock | undefined {
  const word = (name: keyof typeof WORDS) => view.getBigUint64(WORDS[name], true);
  const grainSectors = Number(word("grainSectors"));
  if (grainSectors !== 1 && grainSectors !== 8) return undefined;
  return {
    sequence: word("sequence"),
    stream: word("stream"),
    ringSectors: Number(word("ringSectors")),
    grainSectors,
    incarnation: word("incarnation"),
    released: word("released"),
    releasedSequence: word("releasedSequence"),
    floor: word("floor"),
    disk: {
      kind: (flags & FLAG_DEVICE) !== 0 ? "device" : "file",
      id,
      bytes: Number(word("diskBytes")),
    },
    generation: word("generation"),
    stamp: { mtime_ns: word("mtime_ns"), ctime_ns: word("ctime_ns") },
    wall_ns: word("wall_ns"),
    boot: word("boot"),
    clean: (flags & FLAG_CLEAN) !== 0,
    standby: (flags & FLAG_STANDBY) !== 0,
  };
}

/** Whether a slot that held zeros may have been left by a superblock's write that was cut short: its
 * first sector, with the fields, or its last, with the checksum, and nothing else. */
export function isTorn(slot: Uint8Array): boolean {
  if (decodeSuperblock(slot) !== undefined) return false;
  const first = slot.subarray(0, SECTOR_BYTES);
  if (!isZero(slot.subarray(SECTOR_BYTES, SUM_AT))) return false;
  return isZero(first) || MAGIC.equals(first.subarray(0, MAGIC.length));
}

export function isZero(bytes: Uint8Array): boolean {
  return Buffer.compare(bytes, ZEROS.subarray(0, bytes.length)) === 0;
}

/** The newer superblock of the two slots given, and its slot; undefined if neither holds one. */
export function newestSuperblock(
  slots: readonly [Uint8Array, Uint8Array],
): { slot: 0 | 1; superblock: Superblock } | undefined {
  const [first, second] = [decodeSuperblock(slots[0]), decodeSuperblock(slots[1])];
  if (first && !(second && second.sequence >= first.sequence))
    return { slot: 0, superblock: first };
  return second && { slot: 1, superblock: second };
}

assert(END_OF_FIELDS <= SECTOR_BYTES && SECTOR_BYTES <= SUM_AT);
