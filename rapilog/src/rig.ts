/**
 * A rig that runs the core like server and keeper do, with arrays for vault, journal and home, and
 * the model beside it. Each step is checked against the model at once.
 */
import assert from "node:assert/strict";
import { PAGE_BYTES, SECTOR_BYTES } from "./format.js";
import { Log, Recover, SEQUENCE_UNKNOWN, Source, Verdict } from "./log.js";
import { Model, type ModelOptions } from "./model.js";
import { Batch, Plan } from "./plan.js";

const STREAM = 0x1234_5678_9abc_def0n;
const STAGING_BYTES = 1 << 20;

export class Rig {
  readonly model: Model;
  readonly home: Uint8Array;
  readonly journal: Uint8Array;
  log: Log;
  #plan: Plan;
  #incarnation = 1n;
  /** The incarnation of the last record that is home, as a superblock would name it. */
  #floor = 0n;

  constructor(
    readonly options: ModelOptions & { grainSectors: 1 | 8 },
    runBytesMax = 64 * 1024,
  ) {
    this.model = new Model(options);
    this.home = new Uint8Array(options.diskBytes);
    this.journal = new Uint8Array(options.ringSectors * SECTOR_BYTES);
    this.log = this.#newLog();
    this.log.core.attach(STREAM, this.#incarnation, 0n, 0n, 0n);
    this.#plan = new Plan({ ...options, runBytesMax, stream: STREAM });
  }

  #newLog(): Log {
    return new Log({ ...this.options, stagingBytes: STAGING_BYTES });
  }

  /** The ring's bytes inside of the log's memory. */
  ring(): Uint8Array {
    const offset = this.log.vaultOffset + PAGE_BYTES;
    return new Uint8Array(this.log.memory.buffer, offset, this.journal.length);
  }

  write(offset: number, data: Uint8Array): number {
    new Uint8Array(this.log.memory.buffer).set(data, this.log.stagingOffset);
    const verdict = this.log.core.write(BigInt(offset), data.length, this.log.stagingOffset);
    return this.#judge(verdict, offset, data.length, data.length, () =>
      this.model.write(offset, data),
    );
  }

  zero(offset: number, length: number, kind: number): number {
    const verdict = this.log.core.zero(BigInt(offset), BigInt(length), kind);
    return this.#judge(verdict, offset, length, 0, () => this.model.zero(offset, length));
  }

  #judge(
    verdict: number,
    offset: number,
    length: number,
    payload: number,
    admit: () => void,
  ): number {
    const expected = this.model.verdictOf(offset, length, payload);
    if (verdict === Verdict.waitOverlay) {
      assert.equal(expected, Verdict.admitted);
      this.checkOverlayIsBusy();
    } else {
      assert.equal(verdict, expected, `verdict of ${offset}+${length}`);
      if (verdict === Verdict.admitted) admit();
    }
    this.checkWatermarks();
    return verdict;
  }

  /** A full overlay is only believable when there is much in it. */
  checkOverlayIsBusy(): void {
    const ranges = this.model.ends().length;
    assert.ok(
      this.model.livePages().length > 64 || ranges > 64,
      "the overlay refuses while nearly empty",
    );
  }

  checkWatermarks(): void {
    const { core } = this.log;
    assert.equal(Number(core.head()), this.model.head, "head");
    assert.equal(Number(core.acknowledged()), this.model.acknowledged, "acknowledged");
  }

  checkRead(offset: number, length: number): void {
    assert.deepEqual(this.read(offset, length), this.model.read(offset, length));
  }

  read(offset: number, length: number): Uint8Array {
    const count = this.log.core.read(BigInt(offset), length);
    assert.ok(count > 0, "a read of the disk has segments");
    const memory = new Uint8Array(this.log.memory.buffer);
    const result = new Uint8Array(length);
    let done = 0;
    for (let index = 0; index < count; index++) {
      const segment = this.log.segment(index);
      if (segment.source === Source.home)
        result.set(this.home.subarray(offset + done, offset + done + segment.length), done);
      else if (segment.source === Source.ring)
        result.set(memory.subarray(segment.address, segment.address + segment.length), done);
      done += segment.length;
    }
    assert.equal(done, length, "segments cover the read");
    return result;
  }

  /** Copies [journaled, limit) to the journal, piece by piece; does not say so to the log yet. */
  journalUpTo(limit: number, bytesMax: number): void {
    const memory = new Uint8Array(this.log.memory.buffer);
    const start = this.log.vaultOffset + PAGE_BYTES;
    for (let at = this.model.journaled; at < limit; ) {
      const bytes = this.log.core.journalNext(BigInt(at), BigInt(limit), bytesMax);
      assert.ok(bytes > 0 && bytes <= bytesMax);
      const address = this.log.core.journalAddress();
      this.journal.set(memory.subarray(address, address + bytes), address - start);
      at += bytes / SECTOR_BYTES;
    }
  }

  journaled(position: number): void {
    this.log.core.journaled(BigInt(position));
    this.model.journal(position);
    this.checkWatermarks();
  }

  /** Brings [released, to) home, as the keeper does, and releases it. */
  bringHome(to: number): void {
    new Uint8Array(this.#plan.memory.buffer).set(this.ring(), this.#plan.vaultOffset + PAGE_BYTES);
    let position = BigInt(this.model.released);
    while (position < BigInt(to)) {
      this.#applyBatch(this.#plan.begin(position, BigInt(to)));
      assert.ok(this.#plan.position > position, "each batch moves on");
      position = this.#plan.position;
    }
    if (this.#plan.incarnation > this.#floor) this.#floor = this.#plan.incarnation;
    this.log.core.released(BigInt(to));
    this.model.release(to);
    this.checkWatermarks();
    assert.ok(Buffer.compare(this.home, this.model.home) === 0, "home is the state at `released`");
  }

  #applyBatch(kind: number): void {
    assert.notEqual(kind, Batch.damaged);
    if (kind !== Batch.writes) {
      const { offset, length } = this.#plan.range;
      this.home.fill(0, offset, offset + length);
      return;
    }
    const memory = new Uint8Array(this.#plan.memory.buffer);
    let end = -1;
    for (let run = this.#plan.next(); run; run = this.#plan.next()) {
      assert.ok(run.offset >= end, "runs ascend");
      end = run.offset + run.length;
      let at = run.offset;
      for (const piece of run.pieces) {
        this.home.set(memory.subarray(piece.offset, piece.offset + piece.length), at);
        at += piece.length;
      }
    }
  }

  /** The server dies and restarts on the vault that survives. */
  restartOnVault(): void {
    const ring = this.ring().slice();
    this.#restart(ring, this.model.head);
    this.model.truncate(this.model.head);
    this.journaled(this.model.journaled);
  }

  /** The host dies: the vault is gone; returns the position that the journal still reaches. */
  restartOnJournal(): number {
    this.#incarnation++;
    const end = this.#restart(this.journal, undefined);
    this.model.truncate(end);
    this.journaled(end);
    this.#fence(end);
    return end;
  }

  /** What the keeper does before a new life appends: no torn header stands where it will begin. */
  #fence(position: number): void {
    const { ringSectors, grainSectors } = this.options;
    if (position - this.model.released >= ringSectors) return;
    const at = (position % ringSectors) * SECTOR_BYTES;
    this.journal.fill(0, at, at + grainSectors * SECTOR_BYTES);
  }

  #restart(ring: Uint8Array, expectedHead: number | undefined): number {
    this.log = this.#newLog();
    this.ring().set(ring);
    this.log.core.attach(
      STREAM,
      this.#incarnation,
      this.#floor,
      BigInt(this.model.released),
      SEQUENCE_UNKNOWN,
    );
    while (this.log.core.recover() === Recover.record);
    const end = Number(this.log.core.head());
    if (expectedHead !== undefined) assert.equal(end, expectedHead, "the vault's whole chain");
    return end;
  }
}
