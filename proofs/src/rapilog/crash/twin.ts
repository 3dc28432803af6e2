/**
 * The core and its specification side by side: each event happens to both, and both must agree. The
 * specification is that of one sector of the disk; it runs on numbers.
 *
 * The core is driven by the rig of its own tests, which has a second judge, the slow model.
 */
import assert from "node:assert/strict";
import { bigintOf, boolean, constant, FALSE, numberOf, type Term, TRUE } from "@ashlar/logic";
import { Verdict } from "@ashlar/rapilog";
import { SECTOR_BYTES } from "@ashlar/rapilog/format";
import type { Rig } from "@ashlar/rapilog/rig";
import {
  contentAfter,
  crash,
  type Disk,
  endOf,
  freshDisk,
  invariants,
  read,
  type Step,
  steps,
  type Touch,
} from "@ashlar/spec";
import { number64 } from "../terms.js";
import { endOfChain, foundIn, GARBAGE } from "./outage.js";
import { Records } from "./records.js";

const NOTHING = number64(0);

/** A sector's bytes as the number that stands for them. */
export const tokenOf = (bytes: Uint8Array) =>
  new DataView(bytes.buffer, bytes.byteOffset).getBigUint64(0, true);

export class Twin {
  disk: Disk;
  readonly #records: Records;

  /** `sector` is the one that the specification is about. */
  constructor(
    readonly rig: Rig,
    readonly sector: number,
  ) {
    const { ringSectors, grainSectors } = rig.options;
    this.disk = freshDisk(number64(ringSectors), NOTHING);
    this.#records = new Records(grainSectors * SECTOR_BYTES);
  }

  /** A step, which must be allowed. */
  take<Event>(name: string, step: Step<Event>, event: Event): void {
    assert.equal(step.may(this.disk, event), TRUE, `the specification allows ${name}`);
    this.disk = step.next(this.disk, event);
  }

  /** How many records end at or before a position. */
  recordsBefore(position: number): number {
    let records = numberOf(this.disk.stream.records);
    while (this.endOf(records) > position) records--;
    return records;
  }

  endOf(records: number): number {
    return numberOf(endOf(this.disk.stream, number64(records)));
  }

  write(offset: number, data: Uint8Array): number {
    const at = this.sector * SECTOR_BYTES - offset;
    const isTouched = at >= 0 && at < data.length;
    const content = isTouched ? number64(tokenOf(data.subarray(at))) : NOTHING;
    const touch = { touches: boolean(isTouched), content };
    return this.#append(data.length, touch, () => this.rig.write(offset, data));
  }

  zero(offset: number, length: number, kind: number): number {
    const at = this.sector * SECTOR_BYTES - offset;
    const touch = { touches: boolean(at >= 0 && at < length), content: NOTHING };
    return this.#append(0, touch, () => this.rig.zero(offset, length, kind));
  }

  #append(payload: number, touch: Touch, attempt: () => number): number {
    const { ringSectors, grainSectors } = this.rig.options;
    const head = this.rig.model.head;
    const sectors = grainSectors * (1 + Math.ceil(payload / (grainSectors * SECTOR_BYTES)));
    const room = ringSectors - (head % ringSectors);
    const pad = sectors > room ? room : 0;
    const isAllowed = steps.fill.may(this.disk, { sectors: number64(pad + sectors) });
    const verdict = attempt();
    if (verdict === Verdict.waitOverlay || verdict === Verdict.refuseRange) return verdict;
    assert.equal(isAllowed, boolean(verdict === Verdict.admitted), `admitted: ${verdict}`);
    if (verdict !== Verdict.admitted) return verdict;
    if (pad > 0) this.#record(head, pad, grainSectors, { touches: FALSE, content: NOTHING });
    this.#record(head + pad, sectors, sectors, touch);
    this.check();
    return verdict;
  }

  /** One more record, of which so many sectors mean something: of a pad the header's. */
  #record(position: number, sectors: number, meaning: number, touch: Touch): void {
    const size = { sectors: number64(sectors) };
    this.take("fill", steps.fill, size);
    this.take("append", steps.append, { ...size, ...touch });
    this.#records.add(this.rig.ring(), position, meaning, bigintOf(this.disk.life));
  }

  /** The journal's next sync covers all before a position. */
  journal(position: number, bytesMax: number): void {
    const reach = {
      position: number64(position),
      records: number64(this.recordsBefore(position)),
    };
    const fails = this.disk.marks.powerFails === TRUE;
    if (fails && steps.energyEnds.may(this.disk, reach) === TRUE) {
      this.take("energy ends", steps.energyEnds, reach);
      return;
    }
    if (fails) this.take("emergency write", steps.emergencyWrite, reach);
    else this.take("journal synced", steps.journalSynced, reach);
    this.rig.journalUpTo(position, bytesMax);
    this.rig.journaled(position);
    this.check();
  }

  /** Brings so many records home and releases them. */
  bringHome(records: number): void {
    const limit = number64(records);
    const home = { limit, content: GARBAGE };
    if (steps.homeWrite.may(this.disk, home) === TRUE)
      this.take("home write", steps.homeWrite, home);
    this.take("epoch done", steps.epochDone, { limit });
    this.take("superblock staged", steps.superblockStaged, { clean: FALSE });
    this.take("superblock synced", steps.superblockSynced, {});
    this.take("release", steps.release, {});
    this.rig.bringHome(this.endOf(records));
    this.check();
  }

  drain(): void {
    const { model } = this.rig;
    if (this.disk.marks.powerFails === TRUE) this.power(false);
    if (model.journaled < model.head) this.journal(model.head, 1 << 20);
    this.bringHome(numberOf(this.disk.stream.records));
  }

  budget(bytes: number): void {
    this.take("budget", steps.budget, { bytes: number64(bytes) });
    this.rig.log.core.budget(BigInt(bytes));
    this.rig.model.budget(bytes);
    this.check();
  }

  power(fails: boolean): void {
    const energy = this.disk.promised;
    this.take("power", steps.power, { fails: boolean(fails), energy });
    this.rig.log.core.power(Number(fails));
    this.rig.model.power(Number(fails));
    this.check();
  }

  fault(state: number): void {
    this.take("fault", steps.fault, { journal: constant(32, state) });
    this.rig.log.core.fault(state);
    this.rig.model.fault(state);
    this.check();
  }

  /** A home write is cut short where the sector is: it is not the same as before, nor as it will be. */
  tearHome(): void {
    const torn = { limit: this.disk.journaledRecords, content: GARBAGE };
    if (steps.homeWrite.may(this.disk, torn) !== TRUE) return;
    this.take("home write", steps.homeWrite, torn);
    this.#putHome(GARBAGE);
  }

  #putHome(content: Term): void {
    const { buffer, byteOffset } = this.rig.home;
    new DataView(buffer, byteOffset).setBigUint64(
      this.sector * SECTOR_BYTES,
      bigintOf(content),
      true,
    );
  }

  serverKilled(): void {
    const { powerFails, journal } = this.disk.marks;
    this.disk = crash.serverKilled(this.disk);
    this.rig.restartOnVault();
    for (const half of [this.rig.log.core, this.rig.model]) {
      half.power(powerFails === TRUE ? 1 : 0);
      half.fault(numberOf(journal));
    }
    this.check();
  }

  keeperKilled(): void {
    this.disk = crash.keeperKilled(this.disk, this.disk.journal.superblock);
    this.take("superblock synced", steps.superblockSynced, {});
    this.check();
  }

  /** Memory is lost, with this in the journal; both recover, from the same, to the same. */
  memoryLost(): void {
    const { disk, rig } = this;
    const found = foundIn(disk, this.#records.in(rig.journal));
    const remains = crash.powerCut(disk, found);
    this.#putHome(remains.sector.home);
    const end = endOfChain(remains);
    this.disk = crash.recovered(remains, number64(end));
    assert.equal(rig.restartOnJournal(), this.endOf(end), "both recover as far");
    assert.equal(this.#read(), contentAfter(disk.sector, number64(end)), "both read that prefix");
    this.take("superblock synced", steps.superblockSynced, {});
    this.check();
  }

  #read(): Term {
    return number64(tokenOf(this.rig.read(this.sector * SECTOR_BYTES, SECTOR_BYTES)));
  }

  /** That both agree, and that the specification's invariants hold. */
  check(): void {
    const { disk, rig } = this;
    rig.checkWatermarks();
    assert.equal(numberOf(disk.marks.head), rig.model.head);
    assert.equal(numberOf(disk.marks.acknowledged), Number(rig.log.core.acknowledged()));
    assert.equal(numberOf(disk.marks.released), rig.model.released);
    assert.equal(this.#read(), read(disk, GARBAGE), "both read the same");
    const at = rig.home.subarray(this.sector * SECTOR_BYTES);
    assert.equal(number64(tokenOf(at)), disk.sector.home, "the same stands at home");
    for (const { claim, holds } of invariants(disk)) assert.equal(holds, TRUE, claim);
  }
}
