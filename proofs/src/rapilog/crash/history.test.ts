/** The core does what the specification says, on random histories: with crashes and recoveries. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { mark, numberOf, release, TRUE } from "@ashlar/logic";
import { Fault, RangeKind, Verdict } from "@ashlar/rapilog";
import { SECTOR_BYTES } from "@ashlar/rapilog/format";
import { Random, seedFromEnvironment } from "@ashlar/rapilog/random";
import { Rig } from "@ashlar/rapilog/rig";
import { Twin } from "./twin.js";

const HISTORIES = 40;
const STEPS = 100;
const RANGE_KINDS = Object.values(RangeKind);

/** What can happen, and how often in all histories; each leaves some of it out. */
const WEIGHTS = {
  write: 14,
  zero: 3,
  journal: 5,
  home: 4,
  budget: 3,
  power: 1,
  fault: 1,
  serverKilled: 1,
  keeperKilled: 1,
  powerFailsWithWarning: 1,
  memoryLost: 2,
} as const;

type Action = keyof typeof WEIGHTS;

class History {
  readonly #twin: Twin;
  readonly #actions: Action[];
  readonly #lengthMax: number;

  constructor(readonly random: Random) {
    const options = {
      ringSectors: 1 << 11,
      grainSectors: random.pick([1, 8] as const),
      diskBytes: random.pick([8, 64, 512]) * 1024,
    };
    const sector = random.below(options.diskBytes / SECTOR_BYTES);
    this.#twin = new Twin(new Rig(options), sector);
    this.#lengthMax = random.pick([1, 8, 64, 256]);
    const names = Object.keys(WEIGHTS) as Action[];
    const kept = names.filter((name) => name === "write" || random.chance(0.8));
    this.#actions = kept.flatMap((name) => Array<Action>(WEIGHTS[name]).fill(name));
  }

  run(): void {
    for (let step = 0; step < STEPS; step++) this[this.random.pick(this.#actions)]();
  }

  /** Half of them have the sector in them that the specification is about. */
  #stretch(lengthMax: number): { offset: number; length: number } {
    const { rig, sector } = this.#twin;
    const sectors = rig.options.diskBytes / SECTOR_BYTES;
    const length = 1 + this.random.below(Math.min(lengthMax, sectors));
    const anywhere = this.random.below(sectors - length + 1);
    const around = Math.min(sectors - length, Math.max(0, sector - this.random.below(length)));
    const start = this.random.chance(0.5) ? anywhere : around;
    return { offset: start * SECTOR_BYTES, length: length * SECTOR_BYTES };
  }

  #unless(verdict: number): void {
    if (verdict === Verdict.waitRing || verdict === Verdict.waitOverlay) this.#twin.drain();
  }

  write(): void {
    const { offset, length } = this.#stretch(this.#lengthMax);
    this.#unless(this.#twin.write(offset, this.random.bytes(length)));
  }

  zero(): void {
    const { offset, length } = this.#stretch(600);
    this.#unless(this.#twin.zero(offset, length, this.random.pick(RANGE_KINDS)));
  }

  /** A sync may have come to any sector; in an emergency first to what clients were told of. */
  journal(): void {
    const { disk, rig } = this.#twin;
    const { journaled, head } = rig.model;
    const told = numberOf(disk.told);
    const isEmergency = disk.marks.powerFails === TRUE;
    const limit = isEmergency && told > journaled ? told : head;
    const somewhere = journaled + this.random.below(limit - journaled + 1);
    this.#twin.journal(this.random.pick([limit, limit, somewhere]), 8192);
  }

  home(): void {
    const { disk } = this.#twin;
    const [from, to] = [numberOf(disk.homeRecords), numberOf(disk.journaledRecords)];
    this.#twin.bringHome(this.random.pick([to, from + this.random.below(to - from + 1)]));
  }

  budget(): void {
    this.#twin.budget(this.random.pick([0, 511, 5000, 100_000, 10_000_000]));
  }

  power(): void {
    this.#twin.power(this.#twin.disk.marks.powerFails !== TRUE);
  }

  fault(): void {
    this.#twin.fault(this.random.pick(Object.values(Fault)));
  }

  serverKilled(): void {
    this.#twin.serverKilled();
  }

  keeperKilled(): void {
    this.#twin.tearHome();
    this.#twin.keeperKilled();
    this.#twin.drain();
  }

  /** The emergency flush goes on until the energy is used up; then the power goes. */
  powerFailsWithWarning(): void {
    const twin = this.#twin;
    if (twin.disk.marks.powerFails !== TRUE) twin.power(true);
    const told = numberOf(twin.disk.told);
    for (let left = 20; left > 0 && numberOf(twin.disk.marks.journaled) < told; left--)
      this.journal();
    twin.journal(Math.max(told, twin.rig.model.journaled), 1 << 20);
    const acknowledged = twin.recordsBefore(told);
    this.memoryLost();
    assert.ok(numberOf(twin.disk.stream.records) >= acknowledged, "all that was acknowledged");
  }

  /** Of what the journal was written and had not synced some sectors are there. */
  memoryLost(): void {
    const { rig } = this.#twin;
    this.#twin.tearHome();
    const before = rig.journal.slice();
    rig.journalUpTo(rig.model.head, 1 << 20);
    const lost = this.random.pick([0, 0.05, 0.5, 1]);
    for (let at = 0; at < before.length; at += SECTOR_BYTES)
      if (this.random.chance(lost)) rig.journal.set(before.subarray(at, at + SECTOR_BYTES), at);
    const journaled = this.#twin.recordsBefore(rig.model.journaled);
    this.#twin.memoryLost();
    assert.ok(numberOf(this.#twin.disk.stream.records) >= journaled, "all that was journaled");
    if (this.random.chance(0.3)) this.#twin.memoryLost();
    this.#twin.drain();
  }
}

test(`the core does what the specification says, on ${HISTORIES} random histories`, () => {
  const seed = seedFromEnvironment();
  for (let index = 0; index < HISTORIES; index++) {
    const start = mark();
    try {
      new History(new Random(seed + index)).run();
    } catch (error) {
      const detail = (error as Error).stack ?? String(error);
      throw new Error(`replay with ASHLAR_SEED=${seed + index}: ${detail}`, { cause: error });
    } finally {
      release(start);
    }
  }
});
