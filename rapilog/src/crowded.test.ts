/**
 * The overlay and the table of ranges when they are crowded: many small writes to many pages, and
 * many large ranges, so that entries are evicted and rows forgotten while the ring still holds
 * what they stood for.
 */
import { test } from "node:test";
import { Verdict } from "./log.js";
import { RANGE_KINDS } from "./model.js";
import { Random, seedFromEnvironment } from "./random.js";
import { Rig } from "./rig.js";

const SECTOR = 512;
const PAGE = 4096;
const DISK_BYTES = 16 << 20;
const STEPS = 5000;
const HISTORIES = 5;
/** Of each group of as many pages as there are buckets, only these take writes: their buckets
 * fill up, by either choice, while others stay empty. */
const BUCKETS = 128;
const CROWDED = 32;
const GROUPS = DISK_BYTES / PAGE / BUCKETS;
/** Odd, so that as many writes as there are such pages touch each of them once. */
const STRIDE = 641;

class Crowd {
  readonly #rig = new Rig({ ringSectors: 1 << 11, grainSectors: 1, diskBytes: DISK_BYTES });
  readonly #touched: number[] = [0];
  #writes = 0;

  constructor(readonly random: Random) {}

  run(): void {
    for (let step = 0; step < STEPS; step++) {
      const draw = this.random.below(100);
      if (draw < 50) this.#smallWrite();
      else if (draw < 53) this.#largeRange();
      else if (draw < 54) this.#someHome();
      else this.#readBack();
    }
    this.#rig.checkRead(0, DISK_BYTES);
  }

  #retry(attempt: () => number): void {
    while (attempt() !== Verdict.admitted) this.#someHome();
  }

  #smallWrite(): void {
    const turn = (this.#writes++ * STRIDE) % (GROUPS * CROWDED);
    const page = Math.floor(turn / CROWDED) * BUCKETS + (turn % CROWDED);
    const offset = page * PAGE + this.random.below(PAGE / SECTOR) * SECTOR;
    const data = this.random.bytes(SECTOR);
    this.#retry(() => this.#rig.write(offset, data));
    this.#touched.push(offset - (offset % PAGE));
  }

  #largeRange(): void {
    const sectors = 513 + this.random.below(3000);
    const start = this.random.below(DISK_BYTES / SECTOR - sectors);
    const kind = this.random.pick(RANGE_KINDS);
    this.#retry(() => this.#rig.zero(start * SECTOR, sectors * SECTOR, kind));
  }

  #someHome(): void {
    const { model } = this.#rig;
    this.#rig.journalUpTo(model.head, 1 << 20);
    this.#rig.journaled(model.head);
    const ends = model.ends();
    this.#rig.bringHome(ends[Math.min(ends.length - 1, 20 + this.random.below(200))]!);
  }

  #readBack(): void {
    const oldest = this.#rig.model.livePages().slice(0, 200);
    const live = oldest.length > 0 ? this.random.pick(oldest) * PAGE : 0;
    this.#rig.checkRead(this.random.pick([live, this.random.pick(this.#touched)]), PAGE);
  }
}

test("a crowded overlay forgets nothing that counts", () => {
  const seed = seedFromEnvironment();
  for (let index = 0; index < HISTORIES; index++) {
    try {
      new Crowd(new Random(seed + index)).run();
    } catch (error) {
      const detail = (error as Error).stack ?? String(error);
      throw new Error(`replay with ASHLAR_SEED=${seed + index}: ${detail}`, { cause: error });
    }
  }
});
