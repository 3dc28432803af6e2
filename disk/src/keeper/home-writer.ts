/**
 * The home thread's work: bring epochs [released, journaled) home, sync, have them released.
 *
 * Fault model: it may be killed, or a write or sync may fail, at any point. The ring keeps an
 * epoch until the superblock names its end, so an epoch is always written again from its start:
 * home writes are idempotent, and a later record always goes home after an earlier one.
 *
 * A home write in flight delays the journal's flush when the power fails. So writes are bounded
 * in length, there is one at a time, and none begins once the power is failing.
 */
import { Batch, type Plan, type Run } from "@ashlar/rapilog";
import { RECORD_SECTORS_MAX, SECTOR_BYTES } from "@ashlar/rapilog/format";
import type { Backing } from "../backing/index.js";
import { SystemError, type ThreadClock } from "../linux/index.js";
import { type Control, Power } from "../vault/index.js";
import { least } from "./bigints.js";
import { noReads, ownTime_ns } from "./device-meter.js";
import type { Pace } from "./pace.js";
import type { Shared } from "./shared.js";
import { OperationTimes } from "./worst.js";

/** Bounds what a device's own cache may hold when a sync, or an emergency, comes. */
const BYTES_PER_SYNC = 16 * 1024 * 1024;
/** Zeroing by writing zeros is slow and cannot be interrupted; by metadata it is fast. */
const ZERO_SLICE_BYTES = 1024 * 1024;
const PUNCH_SLICE_BYTES = 256 * 1024 * 1024;
/** The longest that one home write lets the journal go first. */
const YIELD_MS = 20;
/** How full the ring may be before the journal's convenience no longer counts: less than where
 * the server is paced. */
const PATIENT_PERCENT = 70n;

export interface HomeWriterParts {
  plan: Plan;
  /** Machine address of the plan's memory. */
  base: number;
  backing: Backing;
  control: Control;
  shared: Shared;
  clock: ThreadClock;
  /** Says how long an epoch is, and is told how much of it is home. */
  pace: Pace;
}

/** `power`: stopped because the power fails. `damaged`: a record does not verify; for good. */
export type EpochOutcome = "done" | "power" | "failed" | "damaged" | "stopped";

class Interrupted extends Error {
  constructor(readonly outcome: EpochOutcome) {
    super(outcome);
  }
}

export class HomeWriter {
  readonly #parts: HomeWriterParts;
  /** Of home writes one is in flight when the power fails, and none follows. */
  readonly #times = new OperationTimes(0, 1);
  #unsyncedBytes = 0;

  constructor(parts: HomeWriterParts) {
    this.#parts = parts;
  }

  /** Writes and syncs an epoch that begins at `from` and goes no further than `limit`, the end of a
   * journaled record; on `done` the disk holds all before `end`. */
  epoch(from: bigint, limit: bigint): { outcome: EpochOutcome; end: bigint } {
    const { control, shared } = this.#parts;
    shared.set("homeActive", 1n);
    try {
      const end = this.#batches(from, limit);
      this.#sync();
      control.add("epochs", 1n);
      if (control.get("homeErrno") !== 0n) control.set("homeErrno", 0n);
      return { outcome: "done", end };
    } catch (error) {
      if (error instanceof Interrupted) return { outcome: error.outcome, end: from };
      if (!(error instanceof SystemError)) throw error;
      control.set("homeErrno", BigInt(error.errno));
      control.add("homeErrors", 1n);
      return { outcome: "failed", end: from };
    } finally {
      shared.set("homeActive", 0n);
    }
  }

  /** The plan never ends a batch inside of a record; it is given room for at least a whole one
   * beyond the wanted length. */
  #batches(from: bigint, limit: bigint): bigint {
    const { plan, shared, pace } = this.#parts;
    const { epochSectors } = pace;
    const longest = from + epochSectors + BigInt(RECORD_SECTORS_MAX);
    const to = least(limit, longest);
    let position = from;
    while (position < limit && position - from < epochSectors) {
      pace.move(position);
      const kind = plan.begin(position, to);
      if (kind === Batch.damaged || kind === Batch.none) {
        shared.set("damagedAt", plan.position + 1n);
        throw new Interrupted("damaged");
      }
      if (kind === Batch.writes) this.#writeRuns(position);
      else this.#writeRange(kind, plan.range);
      position = plan.position;
    }
    pace.move(position);
    return position;
  }

  #writeRuns(from: bigint): void {
    const { plan, pace } = this.#parts;
    const sectors = Number(plan.position - from);
    for (let run = plan.next(); run; run = plan.next()) {
      this.#beforeWrite();
      const pieces = this.#addressed(run);
      const { offset, length } = run;
      this.#timed(() => this.#parts.backing.writeGathered(pieces, offset));
      this.#afterWrite(length);
      pace.lend(from + BigInt(Math.floor(sectors * plan.progress)));
    }
  }

  #addressed(run: Run) {
    const { base } = this.#parts;
    return run.pieces.map(({ offset, length }) => ({ address: base + offset, length }));
  }

  /** A trimmed range reads as zeros from the overlay, and must not read otherwise from home. */
  #writeRange(kind: number, range: { offset: number; length: number }): void {
    const { backing } = this.#parts;
    const keep = kind === Batch.zeroKeep;
    const slice = backing.punches && !keep ? PUNCH_SLICE_BYTES : ZERO_SLICE_BYTES;
    const end = range.offset + range.length;
    for (let offset = range.offset; offset < end; offset += slice) {
      const length = Math.min(slice, end - offset);
      this.#beforeWrite();
      this.#timed(() => backing.zero(offset, length, keep));
      this.#afterWrite(0);
    }
  }

  #beforeWrite(): void {
    const { control, shared, clock } = this.#parts;
    this.#yieldToJournal();
    if (control.get("power") !== Power.normal) throw new Interrupted("power");
    if (shared.get("stop") === 1n) throw new Interrupted("stopped");
    shared.set("homeBeat_ns", clock.monotonic_ns());
  }

  /** Commits wait for the journal, nobody waits for home, unless the ring runs full. */
  #yieldToJournal(): void {
    const { control, shared, clock, pace } = this.#parts;
    if (shared.get("drain") === 1n) return;
    const patientSectors = (pace.ringSectors * PATIENT_PERCENT) / 100n;
    for (let waited_ms = 0; waited_ms < YIELD_MS; waited_ms++) {
      const head = control.get("head");
      const behind_bytes = (head - control.get("journaled")) * BigInt(SECTOR_BYTES);
      if (behind_bytes <= control.get("budgetBytes") / 2n) return;
      if (head - control.get("released") > patientSectors) return;
      if (control.get("power") !== Power.normal) return;
      clock.pause(1);
    }
  }

  #afterWrite(bytes: number): void {
    const { control } = this.#parts;
    control.add("homeBytes", BigInt(bytes));
    control.add("homeWrites", 1n);
    this.#unsyncedBytes += bytes;
    if (this.#unsyncedBytes >= BYTES_PER_SYNC) this.#sync();
  }

  #sync(): void {
    this.#timed(() => this.#parts.backing.sync());
    this.#unsyncedBytes = 0;
    this.#parts.control.add("homeSyncs", 1n);
  }

  /** A write that had the device for itself tells how long one in flight delays the journal. */
  #timed(action: () => void): void {
    const { control, shared, clock } = this.#parts;
    const syncs = control.get("journalSyncs");
    const alone = shared.get("journalActive") === 0n;
    const unread = noReads(control);
    const took_ns = ownTime_ns(clock, action);
    const stillAlone = shared.get("journalActive") === 0n && control.get("journalSyncs") === syncs;
    if (!alone || !stillAlone || !unread()) return;
    const beyond_ns = this.#times.record(took_ns);
    shared.set("homeWrite_ns", BigInt(Math.round(this.#times.typical)));
    shared.raise("homeStall_ns", BigInt(Math.round(beyond_ns)));
  }
}
