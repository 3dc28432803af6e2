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
import { SEQUENCE_UNKNOWN } from "@ashlar/rapilog";
import { type HomeStamp, type Journal, journalOffset, type Superblock } from "../journal/index.js";
import { monotonic_ns, RunDelay, SystemError } from "../linux/index.js";
import { type Control, Power, type VaultGeometry } from "../vault/index.js";
import type { Shared } from "./shared.js";
import { FirstPercentile, RecentWorst } from "./worst.js";

const SECTOR_BYTES = 512;
const GRAIN_BYTES_MAX = 4096;
/** The most, and at any rate the least, that one sync may cover: watermarks have to move on while
 * a backlog is written. */
const STEP_BYTES_MAX = 8 * 1024 * 1024;
const STEP_BYTES_MIN = 64 * 1024;
/** Steps up to this length tell what positioning and syncing cost, longer ones the rate. */
const SMALL_BYTES = 64 * 1024;
const TELLING_BYTES = 4 * 1024 * 1024;
/** While home writes are made a superblock shows at least this often that the keeper lives: what
 * changes the disk's time of modification later was not us (journal/identity.ts). */
const SIGN_OF_LIFE_NS = 5_000_000_000n;
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
  /** Heads seen and not yet journaled, ascending: ends of whole records. */
  readonly #boundaries: bigint[] = [];
  #signOfLife_ns = monotonic_ns();
  /** The power failures, by their times, that a flush has begun and ended for. */
  #flushBegunFor_ns = 0n;
  #flushMeasuredFor_ns = 0n;
  readonly #parts: JournalWriterParts;
  readonly #seekAndFlush = new RecentWorst();
  readonly #runDelay = new RunDelay();
  readonly #rate = new FirstPercentile();

  constructor(parts: JournalWriterParts) {
    this.#parts = parts;
    this.#journal = parts.journal;
    this.#spare = parts.spare;
    // After a restart `journaled` may stand inside of a record; the next head seen is a whole one's.
    this.#seenHead();
    this.#allowHome(parts.control.get("journaled"));
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
    const homeWrites = control.get("homeWrites");
    const delayed_ns = this.#runDelay.total_ns();
    const before_ns = monotonic_ns();
    this.#writeAndSync(from, to, changes);
    const elapsed_ns = Number(monotonic_ns() - before_ns);
    const took_ns = Math.max(1, Math.round(elapsed_ns - (this.#runDelay.total_ns() - delayed_ns)));
    if (!changes && this.#homeWasIdle(homeWrites)) this.#learn(from, to, took_ns);
    this.#publish(to);
    return "worked";
  }

  /** First what clients were told, then the rest. Superblocks wait: they change nothing now. */
  #emergencyStep(): StepOutcome {
    const { control } = this.#parts;
    this.#noteFlushBegins();
    const from = control.get("journaled");
    const acknowledged = control.get("acknowledged");
    const to = acknowledged > from ? acknowledged : this.#seenHead();
    if (to > from) {
      this.#writeAndSync(from, to, undefined);
      this.#publish(to);
    }
    if (to >= control.get("acknowledged")) this.#noteFlushEnds();
    if (to !== control.get("head")) return "worked";
    control.set("power", Power.flushed);
    this.#parts.wakeServer();
    return "worked";
  }

  #target(from: bigint): bigint {
    const head = this.#seenHead();
    const budget_bytes = Number(this.#parts.control.get("budgetBytes"));
    const covered = Math.max(STEP_BYTES_MIN, budget_bytes === 0 ? STEP_BYTES_MAX : budget_bytes);
    const limit =
      from + BigInt(Math.floor(Math.min(covered, STEP_BYTES_MAX) / GRAIN_BYTES_MAX) * 8);
    if (limit < head) return limit;
    return head;
  }

  /** The head, remembered as the end of a whole record. */
  #seenHead(): bigint {
    const head = this.#parts.control.get("head");
    if (head !== this.#boundaries.at(-1)) this.#boundaries.push(head);
    return head;
  }

  /** Home may go as far as the last whole record that is journaled. */
  #allowHome(journaled: bigint): void {
    const { shared } = this.#parts;
    let allowed = shared.get("homeLimit");
    while (this.#boundaries.length > 0 && this.#boundaries[0]! <= journaled)
      allowed = this.#boundaries.shift()!;
    shared.set("homeLimit", allowed);
  }

  #superblockChanges(): Partial<Superblock> | undefined {
    const { control, shared, stampHome } = this.#parts;
    const released = control.get("released");
    if (shared.get("cleanWanted") === 1n && shared.get("cleanDone") === 0n)
      return {
        clean: true,
        released,
        releasedSequence: control.get("sequence"),
        stamp: stampHome(),
      };
    const wanted = shared.get("releaseWanted");
    if (wanted > released) return releasing(wanted, shared.get("releaseFloor"));
    const silent = monotonic_ns() - this.#signOfLife_ns > SIGN_OF_LIFE_NS;
    return shared.get("homeActive") === 1n && silent ? {} : undefined;
  }

  #writeAndSync(from: bigint, to: bigint, changes: Partial<Superblock> | undefined): void {
    const { control } = this.#parts;
    if (to > from) this.#writeRing(this.#journal, from, to);
    if (changes) this.#journal.stage({ ...changes, wall_ns: wall_ns() });
    const before_ns = monotonic_ns();
    this.#journal.backing.sync();
    const sync_ns = monotonic_ns() - before_ns;
    control.add("journalSyncs", 1n);
    if (sync_ns > control.get("journalSyncWorst_ns")) control.set("journalSyncWorst_ns", sync_ns);
    if (!changes) return;
    this.#journal.confirm();
    this.#signOfLife_ns = before_ns;
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

  #homeWasIdle(homeWritesBefore: bigint): boolean {
    const { control, shared } = this.#parts;
    return shared.get("homeActive") === 0n && control.get("homeWrites") === homeWritesBefore;
  }

  /** Small steps show what positioning and syncing cost, long ones the sequential rate; the rate
   * measured at the start stands until it is seen to be lower. */
  #learn(from: bigint, to: bigint, took_ns: number): void {
    const { shared } = this.#parts;
    const bytes = Number(to - from) * SECTOR_BYTES;
    if (bytes <= SMALL_BYTES) {
      this.#seekAndFlush.record(took_ns);
      const worst = BigInt(this.#seekAndFlush.value());
      shared.set("seekAndFlushWorst_ns", worst);
    }
    if (bytes < TELLING_BYTES) return;
    this.#rate.record((bytes / took_ns) * 1e9);
    const rate = BigInt(Math.floor(this.#rate.value()!));
    const known = shared.get("bandwidth");
    if (known === 0n || rate < known) shared.set("bandwidth", rate);
  }

  #publish(to: bigint): void {
    const { control, shared } = this.#parts;
    this.#failures = 0;
    if (control.get("journalErrno") !== 0n) control.set("journalErrno", 0n);
    control.set("journaled", to);
    this.#allowHome(to);
    const { released, clean } = this.#journal.superblock;
    if (released > control.get("released")) control.set("released", released);
    if (clean) shared.set("cleanDone", 1n);
    this.#parts.wakeServer();
    if (this.#concernsHome()) this.#parts.wakeHome();
  }

  /** Something was released, or so much is pending that home should begin. */
  #concernsHome(): boolean {
    const { control, shared, geometry } = this.#parts;
    const released = control.get("released");
    if (shared.get("releaseWanted") === released) return true;
    return (shared.get("homeLimit") - released) * 4n > BigInt(geometry.ringSectors);
  }

  #fail(error: SystemError): void {
    const { control } = this.#parts;
    this.#failures++;
    control.set("journalErrno", BigInt(error.errno));
    control.add("journalErrors", 1n);
    this.#parts.wakeServer();
    if (this.#failures >= FAILURES_BEFORE_SPARE && this.#spare) this.#takeSpare(this.#spare);
  }

  /** Everything that is not home yet goes to the spare, and then its superblock says so. */
  #takeSpare(spare: Journal): void {
    const { control, shared } = this.#parts;
    const head = control.get("head");
    const released = control.get("released");
    const state = this.#journal.superblock;
    const latest = further(state.sequence, spare.superblock.sequence);
    const sequence = latest + SPARE_SEQUENCE_STEP;
    try {
      this.#writeRing(spare, released, head);
      spare.backing.sync();
      spare.commit({ ...state, released, standby: false, wall_ns: wall_ns(), sequence });
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

  #noteFlushBegins(): void {
    const { control } = this.#parts;
    const since_ns = control.get("powerSince_ns");
    if (this.#flushBegunFor_ns === since_ns) return;
    this.#flushBegunFor_ns = since_ns;
    const sectors = control.get("acknowledged") - control.get("journaled");
    control.set("flushLastBytes", sectors > 0n ? sectors * BigInt(SECTOR_BYTES) : 0n);
  }

  /** Once the journal holds what clients were told, the flush is over and its time is known. */
  #noteFlushEnds(): void {
    const { control } = this.#parts;
    const since_ns = control.get("powerSince_ns");
    if (this.#flushMeasuredFor_ns === since_ns) return;
    this.#flushMeasuredFor_ns = since_ns;
    const took_ns = monotonic_ns() - since_ns;
    control.set("flushLast_ns", took_ns);
    if (took_ns > control.get("flushWorst_ns")) control.set("flushWorst_ns", took_ns);
    control.add("flushes", 1n);
  }
}

/** Math.max takes no bigints. */
function further(a: bigint, b: bigint): bigint {
  if (a > b) return a;
  return b;
}

function releasing(released: bigint, floor: bigint): Partial<Superblock> {
  return { released, floor, releasedSequence: SEQUENCE_UNKNOWN };
}

function wall_ns(): bigint {
  return BigInt(Date.now()) * 1_000_000n;
}
