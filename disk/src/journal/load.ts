/**
 * Reading the journal back into a new vault after a reboot.
 *
 * What the journal holds from `released` on is read to the same places of the ring, and the core
 * says how far it is a chain of whole records of this stream: that is the recovered prefix. What
 * follows is a torn tail, or left over from an earlier lap, and the next incarnation's records
 * never chain to it.
 */
import { Log, type LogOptions, Recover, SEQUENCE_UNKNOWN } from "@ashlar/rapilog";
import { RECORD_SECTORS_MAX, SECTOR_BYTES } from "@ashlar/rapilog/format";
import { addressOf, PAGE_BYTES, syncMapping } from "../linux/index.js";
import { CONTROL_BYTES, type Control, type VaultHandle } from "../vault/index.js";
import { type Journal, journalOffset, type Progress } from "./journal.js";

const CHUNK_SECTORS = (8 * 1024 * 1024) / SECTOR_BYTES;

/** Makes a log: a new one, unless somebody keeps some. */
export type NewLog = (options: LogOptions) => Log;

const newLogAlways: NewLog = (options) => new Log(options);

/** Fills the (unpublished) vault from the journal and sets its positions. Returns the number of
 * recovered sectors. */
export function loadVault(
  journal: Journal,
  vault: VaultHandle,
  progress: Progress = () => {},
  newLog: NewLog = newLogAlways,
): number {
  const { released, releasedSequence, clean } = journal.superblock;
  if (clean) {
    setPositions(vault.mapControl(), released, released, releasedSequence);
    return 0;
  }
  const log = newLog({ ...vault.geometry, stagingBytes: 0 });
  const control = vault.map(log.memory, log.vaultOffset);
  readChain(journal, log, control.get("incarnation"), progress);
  setPositions(control, released, log.core.head(), log.core.sequence());
  return Number(log.core.head() - released);
}

/**
 * A vault in persistent memory has outlived a reboot: what in it is a chain of whole records from
 * where the journal says that the stream begins? Nothing changes before `adopt`.
 */
export function rechainVault(
  journal: Journal,
  vault: VaultHandle,
  newLog: NewLog = newLogAlways,
): RechainedVault {
  const { stream, floor, released, releasedSequence, incarnation } = journal.superblock;
  const log = newLog({ ...vault.geometry, stagingBytes: 0 });
  const control = vault.map(log.memory, log.vaultOffset);
  log.core.attach(stream, incarnation, floor, released, releasedSequence);
  chain(log, undefined);
  const head = log.core.head();
  const sequence = log.core.sequence();
  return {
    head,
    sectors: Number(head - released),
    adopt: (journaledSectors, nextIncarnation, boot) => {
      fenceVault(log, vault, released, head);
      setPositions(control, released, head, sequence);
      control.set("journaled", released + BigInt(journaledSectors));
      control.set("incarnation", nextIncarnation);
      for (const word of ["power", "hungry"] as const) control.set(word, 0n);
      control.set("boot", boot);
    },
  };
}

/** As `Journal.fence`, for the vault in persistent memory itself: there, too, a power failure may
 * leave parts of a record. */
function fenceVault(log: Log, { geometry }: VaultHandle, released: bigint, head: bigint): void {
  const { ringSectors, grainSectors } = geometry;
  if (head - released >= BigInt(ringSectors)) return;
  const ring = log.vaultOffset + CONTROL_BYTES;
  const at = ring + Number(head % BigInt(ringSectors)) * SECTOR_BYTES;
  const memory = new Uint8Array(log.memory.buffer);
  memory.fill(0, at, at + grainSectors * SECTOR_BYTES);
  const page = at - (at % PAGE_BYTES);
  syncMapping(addressOf(memory) + page, PAGE_BYTES);
}

export interface RechainedVault {
  /** Where the chain ends, and how many sectors it has. */
  head: bigint;
  sectors: number;
  /** Makes it the vault of this `boot`, of which the journal holds so many sectors. */
  adopt(journaledSectors: number, nextIncarnation: bigint, boot: bigint): void;
}

/** How many sectors a recovery would find in the journal; changes nothing. */
export function scanJournal(
  journal: Journal,
  progress: Progress = () => {},
  newLog: NewLog = newLogAlways,
): number {
  const { ringSectors, grainSectors, disk, incarnation, released } = journal.superblock;
  const log = newLog({ ringSectors, grainSectors, diskBytes: disk.bytes, stagingBytes: 0 });
  readChain(journal, log, incarnation, progress);
  return Number(log.core.head() - released);
}

/** Reads the ring into the log's memory, as far as records chain. */
function readChain(journal: Journal, log: Log, incarnation: bigint, progress: Progress): void {
  const { stream, floor, released, releasedSequence, ringSectors, clean } = journal.superblock;
  log.core.attach(stream, incarnation, floor, released, releasedSequence);
  const ring = addressOf(new Uint8Array(log.memory.buffer)) + log.vaultOffset + CONTROL_BYTES;
  let read = 0;
  while (read < ringSectors && !clean) {
    const count = Math.min(CHUNK_SECTORS, ringSectors - read);
    readRing(journal, ring, released + BigInt(read), count, ringSectors);
    read += count;
    progress(read * SECTOR_BYTES, ringSectors * SECTOR_BYTES);
    const whole = released + BigInt(Math.max(0, read - RECORD_SECTORS_MAX));
    chain(log, read === ringSectors ? undefined : whole);
    if (log.core.head() < whole) break;
  }
}

/** Chains record by record, not beyond `limit`: records there may not have been read whole. */
function chain(log: Log, limit: bigint | undefined): void {
  while (limit === undefined || log.core.head() < limit) {
    const outcome = log.core.recover();
    if (outcome === Recover.end) return;
    // Who reads is the server's matter; here the overlay is of no use and may forget.
    if (outcome === Recover.wait) log.core.released(log.core.head());
  }
}

function readRing(
  journal: Journal,
  ring: number,
  from: bigint,
  count: number,
  ringSectors: number,
): void {
  let position = from;
  let left = count;
  while (left > 0) {
    const at = Number(position % BigInt(ringSectors));
    const piece = Math.min(left, ringSectors - at);
    const offset = journalOffset(position, ringSectors);
    journal.backing.read(ring + at * SECTOR_BYTES, piece * SECTOR_BYTES, offset);
    position += BigInt(piece);
    left -= piece;
  }
}

function setPositions(control: Control, released: bigint, head: bigint, sequence: bigint): void {
  control.set("released", released);
  control.set("journaled", head);
  control.set("acknowledged", head);
  // A stream of which nothing is known but its position may count its records from there.
  control.set("sequence", sequence === SEQUENCE_UNKNOWN ? 0n : sequence);
  control.set("head", head);
}
