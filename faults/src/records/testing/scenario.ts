/**
 * Two cycles on a model disk: the first lays a base, the second is what a test harms and judges.
 */
import assert from "node:assert/strict";
import { Random } from "@ashlar/rapilog/random";
import { Baseline } from "../baseline.js";
import type { Verdict } from "../finding.js";
import type { Promise_ } from "../history.js";
import { judge } from "../judge.js";
import type { Write } from "../operation.js";
import type { Workload } from "../plan.js";
import { SECTOR_BYTES } from "../sector.js";
import { Survey } from "../survey.js";
import { ModelDisk } from "./model-disk.js";

const RUN = 0xa51a;
const BLOCK_SECTORS = 8;

export class Scenario {
  readonly random: Random;
  readonly workload: Workload;
  readonly baseline: Baseline;
  readonly disk: ModelDisk;
  /** What was on the medium before the second cycle. */
  readonly before: Buffer;

  constructor(
    seed: number,
    readonly promise: Promise_,
    readonly atomSectors: number,
  ) {
    this.random = new Random(seed);
    const spanSectors = 1024;
    this.workload = {
      seed,
      workers: 3,
      spanSectors,
      blockSectors: BLOCK_SECTORS,
      blocksMax: 6,
      hasFlush: true,
      hasFua: true,
    };
    const { workload, random } = this;
    const writeThrough = promise !== "nbd";
    this.disk = new ModelDisk({ workload, atomSectors, writeThrough, run: RUN }, random);
    this.baseline = new Baseline(spanSectors);
    this.disk.run(150 + random.below(300));
    this.disk.cut();
    this.before = this.disk.image();
    const survey = this.survey(this.before);
    assert.deepEqual(this.judge(survey).findings, [], "the first cycle");
    survey.adopt();
    this.disk.nextCycle();
  }

  survey(image: Buffer, unreadable?: { sector: number; sectors: number }): Survey {
    const survey = new Survey(RUN, this.disk.history, this.baseline);
    survey.add(0, image);
    if (unreadable !== undefined) survey.addUnreadable(unreadable.sector, unreadable.sectors);
    return survey;
  }

  judge(survey: Survey): Verdict {
    const { promise, atomSectors } = this;
    return judge(survey, { promise, atomSectors, blockSectors: BLOCK_SECTORS });
  }

  /** Writes of this cycle that had to be durable, are there whole, and share no sector with any
   * other write of the cycle: what befalls one of them has one name. */
  solitary(): Write[] {
    const { history, medium } = this.disk;
    const overlap = (a: Write, b: Write) =>
      a.sector < b.sector + b.sectors && b.sector < a.sector + a.sectors;
    const promise = this.promise === "nbd" ? "nbd" : "every";
    return history.writes
      .filter((event) => history.isDurable(event, promise))
      .map(({ operation }) => operation)
      .filter((one) =>
        history.writes.every(({ operation: other }) => one === other || !overlap(one, other)),
      )
      .filter((one) =>
        medium.slice(one.sector, one.sector + one.sectors).every((it) => it === one),
      );
  }

  /** Whether something is on the medium that was issued after the write's acknowledgement. */
  outlived(write: Write): boolean {
    const { history, medium } = this.disk;
    const { acknowledged } = history.writes[history.indexOf(write)!]!;
    const there = new Set(medium);
    return history.writes.some(
      ({ operation, issued }) => issued > acknowledged && there.has(operation),
    );
  }

  /** Puts back what was there before the cycle. */
  revert(image: Buffer, sector: number, sectors: number): void {
    const from = sector * SECTOR_BYTES;
    this.before.copy(image, from, from, from + sectors * SECTOR_BYTES);
  }
}
