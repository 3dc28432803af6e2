/**
 * The record format: every 512-byte sector says by itself what it is and what it should hold.
 *
 * After Zheng et al. (FAST '13, section 3.2). A record is one write. Its header is repeated in
 * each of its sectors, because a power failure may leave any subset of them; the rest is random,
 * so that no compression in the device hides anything, and regenerated from the header's seed, so
 * that a checker needs no copy of what was written.
 *
 *     byte  size  field
 *        0     8  magic      "ASHLREC1"
 *        8     4  checksum   CRC-32 of bytes 12 to 511
 *       12     4  run        random identity of the laboratory's run
 *       16     4  cycle      power failures of this run before the write
 *       20     4  worker
 *       24     4  number     operations of this worker in this cycle before this one
 *       28     4  length     of the record, in sectors
 *       32     4  index      of this sector in the record
 *       36     4  seed       of the payload
 *       40     8  address    of the record, in sectors
 *       48     8  issued_us  time of issue since the cycle's start
 *       56     4  flags      1: forced unit access
 *       60     4  zeros
 *       64   448  payload
 *
 * All little-endian. CRC-32 finds every error of up to three bits in 508 bytes and misses others
 * with probability 2⁻³².
 */
import assert from "node:assert/strict";
import crc from "crc-32";
import { mix } from "../mix.js";
import type { Write } from "./operation.js";

export const SECTOR_BYTES = 512;
const MAGIC = Buffer.from("ASHLREC1", "latin1");
const SUMMED_FROM = 12;
const HEADER_BYTES = 64;
const PAYLOAD_WORDS = (SECTOR_BYTES - HEADER_BYTES) / 4;
const FLAG_FUA = 1;

/** What a sector says about itself. */
export interface SectorHeader extends Write {
  run: number;
  /** Which sector of its record this is. */
  index: number;
}

/** CRC-32: of a part of a sector as its own checksum, of a whole one for remembering what was
 * there. Node has it of its own only from 20.15 on. */
export function sumOf(bytes: Uint8Array): number {
  return crc.buf(bytes) >>> 0;
}

/** Writes sector `index` of a record into `target`. */
function encodeSector(target: Buffer, run: number, write: Write, index: number): void {
  assert(target.length === SECTOR_BYTES && index >= 0 && index < write.sectors);
  MAGIC.copy(target);
  target.writeUInt32LE(run, 12);
  target.writeUInt32LE(write.cycle, 16);
  target.writeUInt32LE(write.worker, 20);
  target.writeUInt32LE(write.number, 24);
  target.writeUInt32LE(write.sectors, 28);
  target.writeUInt32LE(index, 32);
  target.writeUInt32LE(write.seed, 36);
  target.writeBigUInt64LE(BigInt(write.sector), 40);
  target.writeBigUInt64LE(BigInt(write.issued_us), 48);
  target.writeUInt32LE(write.fua ? FLAG_FUA : 0, 56);
  target.writeUInt32LE(0, 60);
  fillPayload(target, mix(write.seed, index));
  target.writeUInt32LE(sumOf(target.subarray(SUMMED_FROM)), 8);
}

/** xorshift32 (Marsaglia 2003): full period, so a seed other than 0 never ends in zeros. */
function fillPayload(target: Buffer, seed: number): void {
  let state = seed === 0 ? 1 : seed;
  for (let word = 0; word < PAYLOAD_WORDS; word++) {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    target.writeInt32LE(state, HEADER_BYTES + 4 * word);
  }
}

/** All sectors of a record. */
export function encodeRecord(run: number, write: Write, target?: Buffer): Buffer {
  const record = target ?? Buffer.allocUnsafe(write.sectors * SECTOR_BYTES);
  for (let index = 0; index < write.sectors; index++) {
    const at = index * SECTOR_BYTES;
    encodeSector(record.subarray(at, at + SECTOR_BYTES), run, write, index);
  }
  return record;
}

/** One sector of a record, as it should be. */
export function sectorOf(run: number, write: Write, index: number): Buffer {
  const sector = Buffer.allocUnsafe(SECTOR_BYTES);
  encodeSector(sector, run, write, index);
  return sector;
}

/** The header of a sector that is whole, else undefined. */
export function decodeSector(sector: Buffer): SectorHeader | undefined {
  assert(sector.length === SECTOR_BYTES);
  if (!MAGIC.equals(sector.subarray(0, MAGIC.length))) return undefined;
  if (sector.readUInt32LE(8) !== sumOf(sector.subarray(SUMMED_FROM))) return undefined;
  return {
    kind: "write",
    run: sector.readUInt32LE(12),
    cycle: sector.readUInt32LE(16),
    worker: sector.readUInt32LE(20),
    number: sector.readUInt32LE(24),
    sectors: sector.readUInt32LE(28),
    index: sector.readUInt32LE(32),
    seed: sector.readUInt32LE(36),
    sector: Number(sector.readBigUInt64LE(40)),
    issued_us: Number(sector.readBigUInt64LE(48)),
    fua: (sector.readUInt32LE(56) & FLAG_FUA) !== 0,
  };
}

const ZEROS = Buffer.alloc(SECTOR_BYTES);
export const ZERO_SUM = sumOf(ZEROS);

/** Whether a sector was never written, or forgotten. */
export function isBlank(sector: Buffer): boolean {
  return ZEROS.equals(sector);
}
