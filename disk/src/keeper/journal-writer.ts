/**
 * The journal thread's work: copy [journaled, head) of the ring to the journal, sync, publish.
 *
 * Fault model: any write or sync may fail, and after a failure nothing since the last successful
 * sync is durable, whatever a later sync says. So `journaled` moves only after a successful sync
 * of everything before it, and each attempt writes all of [journaled, head) again. Superblocks
 * ride along: one staged with a failed sync is staged again.
 *
 * When the power fails, what clients were told (`acknowledged`) goes first, then the rest. A write
 * cannot be called back, so an ordinary one is never longer than the budget either: what is under
 * way when the power fails and what must follow are together no more than the budget covers.
 *
 * So `journaled` may stop inside of a record. The home thread works with whole records, and is told
 * separately how far it may go.
 */
import { SECTOR_BYTES } from "@ashlar/rapilog/format";
import { type HomeStamp, type Journal, journalOffset, type Superblock } from "../journal/index.js";
import { SystemError, type ThreadClock } from "../linux/index.js";
import { type Control, Power, type VaultGeometry } from "../vault/index.js";
import { greatest, least } from "./bigints.js";
import { DeviceMeter } from "./device-meter.js";
import { FlushMeter } from "./flush-meter.js";
import { concernsHome } from "./home-policy.js";
import { RecordEnds } from "./record-ends.js";
import type { Shared } from "./shared.js";
import { superblockDue } from "./superblock-due.js";

const GRAIN_BYTES_MAX = 4096;
/** The most, and at any rate the least, that one sync may cover: watermarks have to move on while
 * a backlog is written. */
const STEP_BYTES_MAX = 8 * 1024 * 1024;
const STEP_BYTES_MIN = 64 * 1024;
/** A sequence of superblocks on the spare that no superblock of the first journal reaches. */
const SPARE_SEQUENCE_STEP = 1_000_000n;
export const FAILURES_BEFORE_SPARE = 5;

export interface JournalWriterParts {
  journal: Journal;
  /** Of the same geometry and stream; takes over when the journal fails for good. */
  spare?: Journal | undefined;
  control: Control;
  /** Machine address of the ring's first sector. */
  ring: number;
  geometry: VaultGeometry;
  shared: Shared;
  clock: ThreadClock;
  /** The disk's time stamps, after a sync of its metadata. */
  stampHome(): HomeStamp;
  /** Wakes the server if it waits for a watermark. */
  wakeServer(): void;
  /** Wakes the home thread. */
  wakeHome(): void;
}

export type StepOutcome = "idle" | "worked" | "failed";

export class JournalWriter {
  #journal: Journal;
  #spare: Journal | undefined;
  #failures = 0;
  #superblockAt_ns: bigint;
  readonly #parts: JournalWriterParts;
  readonly #ends = new RecordEnds();
  readonly #meter: DeviceMeter;
  readonly #flush: FlushMeter;

  constructor(parts: JournalWriterParts) {
    this.#parts = parts;
    this.#journal = parts.journal;
    this.#spare = parts.spare;
    this.#superblockAt_ns = parts.clock.monotonic_ns();
    this.#meter = new DeviceMeter(parts.control, parts.shared, parts.clock);
    this.#flush = new FlushMeter(parts.control, parts.clock);
    this.#allowHome();
  }

  /** How many attempts in a row have failed. */
  get failures(): number {
    return this.#failures;
  }

  /** Whether there is anything to do. */
  get busy(): boolean {
    const { control } = this.#parts;
    if (control.get("head") !== control.get("journaled")) return true;
    return control.get("power") === Power.failing || this.#superblockChanges() !== undefined;
  }

  /** One write and sync of what is due. Failures are counted and reported, never thrown. */
  step(): StepOutcome {
    const { shared } = this.#parts;
    shared.set("journalActive", 1n);
    try {
      return this.#emergency() ? this.#emergencyStep() : this.#ordinaryStep();
    } catch (error) {
      if (!(error instanceof SystemError)) throw error;
      this.#fail(error);
      return "failed";
    } finally {
      shared.set("journalActive", 0n);
    }
  }

  close(): void {
    this.#journal.close();
    this.#spare?.close();
  }

  #emergency(): boolean {
    return this.#parts.control.get("power") === Power.failing;
  }

  #ordinaryStep(): StepOutcome {
    const { control } = this.#parts;
    const from = control.get("journaled");
    const to = this.#target(from);
    const changes = this.#superblockChanges();
    if (from === to && !changes) return "idle";
    if (changes) this.#writeAndSync(from, to, changes);
    else {
      const bytes = Number(to - from) * SECTOR_BYTES;
      this.#meter.measure(bytes, () => this.#writeAndSync(from, to, undefined));
    }
    this.#publish(to);
    return "worked";
  }

  /** First what clients were told, then the rest. Superblocks wait: they change nothing now. */
  #emergencyStep(): StepOutcome {
    const { control } = this.#parts;
    this.#flush.begins();
    const from = control.get("journaled");
    const acknowledged = control.get("acknowledged");
    const to = acknowledged > from ? acknowledged : control.get("head");
    if (to > from) {
      this.#writeAndSync(from, to, undefined);
      this.#publish(to);
    }
    if (to >= control.get("acknowledged")) this.#flush.ends();
    if (to !== control.get("head")) return "worked";
    // Unless the power came back meanwhile: nobody would take "flushed" back.
    control.exchange("power", Power.failing, Power.flushed);
    this.#parts.wakeServer();
    return "worked";
  }

  #target(from: bigint): bigint {
    const head = this.#parts.control.get("head");
    const budget_bytes = Number(this.#parts.control.get("budgetBytes"));
    const covered = Math.max(STEP_BYTES_MIN, budget_bytes === 0 ? STEP_BYTES_MAX : budget_bytes);
    const limit =
      from + BigInt(Math.floor(Math.min(covered, STEP_BYTES_MAX) / GRAIN_BYTES_MAX) * 8);
    return least(limit, head);
  }

  /** Home may go as far as the last whole record that is journaled. Every head is the end of
   * one; `journaled` may not be, even after a restart. */
  #allowHome(): void {
    const { control, shared } = this.#parts;
    this.#ends.see(control.get("head"));
    const allowed = this.#ends.upTo(control.get("journaled"));
    if (allowed > shared.get("homeLimit")) shared.set("homeLimit", allowed);
  }

  #superblockChanges(): Partial<Superblock> | undefined {
    const { control, shared, clock, stampHome } = this.#parts;
    const since_ns = clock.monotonic_ns() - this.#superblockAt_ns;
    return superblockDue(control, shared, since_ns, stampHome);
  }

  #writeAndSync(from: bigint, to: bigint, changes: Partial<Superblock> | undefined): void {
    const { control, clock } = this.#parts;
    if (to > from) this.#writeRing(this.#journal, from, to);
    // Each write is a positioning, and the budget allows for one under way, not for two.
    const staged = changes !== undefined && !this.#emergency();
    if (staged) this.#journal.stage({ ...changes, wall_ns: this.#wall_ns() });
    const before_ns = clock.monotonic_ns();
    this.#journal.backing.sync();
    const sync_ns = clock.monotonic_ns() - before_ns;
    control.add("journalSyncs", 1n);
    if (sync_ns > control.get("journalSyncWorst_ns")) control.set("journalSyncWorst_ns", sync_ns);
    if (!staged) return;
    this.#journal.confirm();
    this.#superblockAt_ns = before_ns;
  }

  #writeRing(journal: Journal, from: bigint, to: bigint): void {
    const { ring, geometry, control } = this.#parts;
    let position = from;
    while (position < to) {
      const at = Number(position % BigInt(geometry.ringSectors));
      const sectors = Math.min(Number(to - position), geometry.ringSectors - at);
      const bytes = sectors * SECTOR_BYTES;
      const offset = journalOffset(position, geometry.ringSectors);
      journal.backing.write(ring + at * SECTOR_BYTES, bytes, offset);
      control.add("journalBytes", BigInt(bytes));
      position += BigInt(sectors);
    }
  }

  #publish(to: bigint): void {
    const { control, shared, geometry } = this.#parts;
    this.#failures = 0;
    if (control.get("journalErrno") !== 0n) control.set("journalErrno", 0n);
    control.set("journaled", to);
    this.#allowHome();
    const { released, clean } = this.#journal.superblock;
    if (released > control.get("released")) control.set("released", released);
    if (clean) shared.set("cleanDone", 1n);
    this.#parts.wakeServer();
    if (concernsHome(control, shared, BigInt(geometry.ringSectors))) this.#parts.wakeHome();
  }

  #fail(error: SystemError): void {
    const { control } = this.#parts;
    this.#failures++;
    control.set("journalErrno", BigInt(error.errno));
    control.add("journalErrors", 1n);
    this.#parts.wakeServer();
    if (this.#failures >= FAILURES_BEFORE_SPARE && this.#spare) this.#takeSpare(this.#spare);
  }

  /** Everything that is not home yet goes to the spare, and then its superblock says so. It begins
   * where the superblock says, whose floor is for that place: the control page may be behind it
   * if a keeper was killed in between. */
  #takeSpare(spare: Journal): void {
    const { control, shared } = this.#parts;
    const head = control.get("head");
    const { released, ...state } = this.#journal.superblock;
    const sequence = greatest(state.sequence, spare.superblock.sequence) + SPARE_SEQUENCE_STEP;
    try {
      this.#writeRing(spare, released, head);
      spare.fence(released, head);
      spare.backing.sync();
      spare.commit({ ...state, released, standby: false, wall_ns: this.#wall_ns(), sequence });
    } catch (error) {
      if (!(error instanceof SystemError)) throw error;
      control.add("journalErrors", 1n);
      return;
    }
    this.#journal = spare;
    this.#spare = undefined;
    shared.set("onSpare", 1n);
    this.#publish(head);
  }

  #wall_ns(): bigint {
    return BigInt(this.#parts.clock.wall_ms()) * 1_000_000n;
  }
}
