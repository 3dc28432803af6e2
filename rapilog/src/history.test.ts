/** The core against the model on random histories: appends, reads, drains, crashes, recoveries. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { Fault, Verdict } from "./log.js";
import { RANGE_KINDS } from "./model.js";
import { Random, seedFromEnvironment } from "./random.js";
import { Rig } from "./rig.js";

const SECTOR = 512;

/** Each history draws its own weights, some of them zero: swarm testing (Groce et al., 2012). */
function weights(random: Random) {
  const draw = () => (random.chance(0.25) ? 0 : 1 + random.below(10));
  return {
    write: 5 + random.below(20),
    zero: draw(),
    read: 1 + draw(),
    journal: 1 + draw(),
    home: 1 + draw(),
    budget: draw(),
    power: draw() / 4,
    fault: draw() / 4,
    bad: draw(),
    restart: draw() / 4,
    crash: draw() / 4,
  };
}

type Action = keyof ReturnType<typeof weights>;

class History {
  readonly rig: Rig;
  readonly #random: Random;
  readonly #weights: Record<Action, number>;
  readonly #lengthMax: number;

  constructor(random: Random) {
    this.#random = random;
    this.#weights = weights(random);
    this.#lengthMax = random.pick([1, 8, 16, 128, 512]);
    this.rig = new Rig(
      {
        ringSectors: random.pick([1 << 11, 1 << 12]),
        grainSectors: random.pick([1, 8]),
        diskBytes: random.pick([64, 512, 3000]) * 1024,
      },
      random.pick([4096, 65536, 1 << 20]),
    );
  }

  run(steps: number): void {
    for (let step = 0; step < steps; step++) this[this.#draw()]();
    this.rig.checkRead(0, this.rig.options.diskBytes);
  }

  #draw(): Action {
    const entries = Object.entries(this.#weights) as [Action, number][];
    const total = entries.reduce((sum, [, weight]) => sum + weight, 0);
    let left = (this.#random.below(1_000_000) / 1_000_000) * total;
    for (const [action, weight] of entries) {
      left -= weight;
      if (left < 0) return action;
    }
    return "write";
  }

  #stretch(lengthMax = this.#lengthMax): { offset: number; length: number } {
    const sectors = this.rig.options.diskBytes / SECTOR;
    const length = 1 + this.#random.below(Math.min(lengthMax, sectors));
    const aligned = this.#random.chance(0.5) ? 8 : 1;
    const start = Math.floor(this.#random.below(sectors - length + 1) / aligned) * aligned;
    return { offset: start * SECTOR, length: length * SECTOR };
  }

  write(): void {
    const { offset, length } = this.#stretch();
    const verdict = this.rig.write(offset, this.#random.bytes(length));
    if (verdict === Verdict.waitRing || verdict === Verdict.waitOverlay) this.#drain();
  }

  zero(): void {
    const { offset, length } = this.#stretch(this.#random.pick([8, 512, 6000]));
    const verdict = this.rig.zero(offset, length, this.#random.pick(RANGE_KINDS));
    if (verdict === Verdict.waitRing || verdict === Verdict.waitOverlay) this.#drain();
  }

  #drain(): void {
    this.rig.journalUpTo(this.rig.model.head, 1 << 20);
    this.rig.journaled(this.rig.model.head);
    this.rig.bringHome(this.rig.model.head);
  }

  read(): void {
    const { offset, length } = this.#stretch(2000);
    this.rig.checkRead(offset, length);
  }

  journal(): void {
    const { model } = this.rig;
    const ends = model.ends().filter((end) => end >= model.journaled);
    const to = this.#random.pick([model.head, ...ends]);
    this.rig.journalUpTo(to, this.#random.pick([512, 8192, 1 << 20]));
    this.rig.journaled(to);
  }

  home(): void {
    const ends = this.rig.model.ends().filter((end) => end <= this.rig.model.journaled);
    this.rig.bringHome(this.#random.pick(ends));
  }

  budget(): void {
    const bytes = this.#random.pick([0, 511, 5000, 100_000, 10_000_000]);
    this.rig.log.core.budget(BigInt(bytes));
    this.rig.model.budget(bytes);
    this.rig.checkWatermarks();
  }

  power(): void {
    const state = this.#random.below(2);
    this.rig.log.core.power(state);
    this.rig.model.power(state);
    this.rig.checkWatermarks();
  }

  fault(): void {
    const state = this.#random.pick(Object.values(Fault));
    this.rig.log.core.fault(state);
    this.rig.model.fault(state);
    this.rig.checkWatermarks();
  }

  bad(): void {
    const disk = this.rig.options.diskBytes;
    const data = new Uint8Array(this.#random.pick([512, 1024]));
    const offset = this.#random.pick([disk, disk - 512, 1, 511, 2 ** 40, disk + 512]);
    this.rig.write(offset, offset === disk - 512 ? new Uint8Array(1024) : data);
    this.rig.zero(this.#random.pick([disk, 3]), 512, 2);
    assert.equal(this.rig.log.core.read(BigInt(disk), 512), -1);
    assert.equal(this.rig.log.core.write(0n, 0, 0), Verdict.refuseRange);
    assert.equal(this.rig.log.core.write(0xffff_ffff_ffff_fe00n, 512, 0), Verdict.refuseRange);
    this.rig.checkWatermarks();
  }

  restart(): void {
    this.rig.restartOnVault();
    this.rig.checkRead(0, this.rig.options.diskBytes);
  }

  /** Part of the un-journaled stretch reaches the journal, torn; then the host dies. */
  crash(): void {
    const { model } = this.rig;
    const before = this.rig.journal.slice();
    const { journaled } = model;
    const ends = model.ends();
    const states = new Map(ends.map((end) => [end, model.stateAt(end)]));
    this.rig.journalUpTo(model.head, 1 << 20);
    for (let at = 0; at < before.length; at += SECTOR)
      if (this.#random.chance(0.3)) this.rig.journal.set(before.subarray(at, at + SECTOR), at);
    const end = this.rig.restartOnJournal();
    assert.ok(end >= journaled, "what was journaled is there");
    // The end may lie between a pad and the record that it makes way for.
    const lastEnd = Math.max(...ends.filter((position) => position <= end));
    assert.deepEqual(
      this.rig.read(0, this.rig.options.diskBytes),
      states.get(lastEnd),
      "the disk is the state after a prefix",
    );
  }
}

const HISTORIES = 60;
const STEPS = 120;

test(`the core does what the model does, on ${HISTORIES} random histories`, () => {
  const seed = seedFromEnvironment();
  for (let index = 0; index < HISTORIES; index++) {
    const random = new Random(seed + index);
    try {
      new History(random).run(STEPS);
    } catch (error) {
      const detail = (error as Error).stack ?? String(error);
      throw new Error(`replay with ASHLAR_SEED=${seed + index}: ${detail}`, { cause: error });
    }
  }
});
