/**
 * What is on the target after the power came back: for each sector, which version it holds.
 *
 * Decided from the bytes alone, against what is known to have been written: nothing is judged
 * here.
 */
import assert from "node:assert/strict";
import { type Baseline, FOREIGN } from "./baseline.js";
import type { History } from "./history.js";
import type { Write } from "./operation.js";
import { planOperation, type Workload } from "./plan.js";
import { decodeSector, isBlank, SECTOR_BYTES, type SectorHeader, sumOf } from "./sector.js";

/** A version from 0 on is an index into the history's writes; these are the others. */
export const Version = {
  /** What was there when the cycle began. */
  BASE: -1,
  /** Something that was there before that, or nothing at all. */
  OLDER: -2,
  /** A whole sector of a record that belongs elsewhere. */
  FLYING: -3,
  DAMAGED: -4,
  UNREADABLE: -5,
} as const;

export class Survey {
  readonly versions: Int32Array;
  readonly sums: Uint32Array;
  readonly flying: { sector: number; header: SectorHeader }[] = [];
  readonly damaged: { sector: number; bytes: Buffer }[] = [];
  readonly unreadable: number[] = [];

  /** `unlogged`: the history may lack the last operations of this workload. */
  constructor(
    readonly run: number,
    readonly history: History,
    readonly baseline: Baseline,
    readonly unlogged?: Workload,
  ) {
    this.versions = new Int32Array(baseline.sectors).fill(Version.BASE);
    this.sums = new Uint32Array(baseline.sectors);
  }

  /** Takes in what was read from `sector` on. */
  add(sector: number, bytes: Buffer): void {
    assert(bytes.length % SECTOR_BYTES === 0);
    for (let at = 0; at < bytes.length; at += SECTOR_BYTES)
      this.#addSector(sector + at / SECTOR_BYTES, bytes.subarray(at, at + SECTOR_BYTES));
  }

  addUnreadable(sector: number, count: number): void {
    for (let one = sector; one < sector + count; one++) {
      this.versions[one] = Version.UNREADABLE;
      this.unreadable.push(one);
    }
  }

  #addSector(sector: number, bytes: Buffer): void {
    const sum = sumOf(bytes);
    this.sums[sector] = sum;
    const same = sum === this.baseline.sums[sector] && this.baseline.unreadable[sector] === 0;
    this.versions[sector] = same ? Version.BASE : this.#identify(sector, bytes);
  }

  #identify(sector: number, bytes: Buffer): number {
    const header = decodeSector(bytes);
    // A sector that could not be read before holds something old again: that is no loss.
    const older = this.baseline.unreadable[sector] === 1 ? Version.BASE : Version.OLDER;
    if (header === undefined) return isBlank(bytes) ? older : this.#noteDamage(sector, bytes);
    if (header.run !== this.run) return older;
    if (header.sector + header.index !== sector) {
      this.flying.push({ sector, header });
      return Version.FLYING;
    }
    if (header.cycle < this.history.cycle) return older;
    return this.history.indexOf(header) ?? this.#admit(header) ?? this.#noteDamage(sector, bytes);
  }

  #noteDamage(sector: number, bytes: Buffer): number {
    this.damaged.push({ sector, bytes: Buffer.from(bytes) });
    return Version.DAMAGED;
  }

  #admit(header: SectorHeader): number | undefined {
    if (this.unlogged === undefined || header.cycle !== this.history.cycle) return undefined;
    const planned = planOperation(this.unlogged, header, header.issued_us);
    if (planned.kind !== "write" || planned.seed !== header.seed) return undefined;
    return this.history.admit(planned);
  }

  /** Makes what was found the baseline of the next cycle. */
  adopt(): void {
    const { baseline, history } = this;
    const indexes = new Map<number, number>();
    const indexOf = (version: number): number => {
      const known = indexes.get(version);
      if (known !== undefined) return known;
      indexes.set(version, baseline.records.length);
      baseline.records.push(history.writes[version]!.operation as Write);
      return baseline.records.length - 1;
    };
    this.versions.forEach((version, sector) => {
      if (version !== Version.UNREADABLE) baseline.sums[sector] = this.sums[sector]!;
      baseline.unreadable[sector] = version === Version.UNREADABLE ? 1 : 0;
      if (version >= 0) baseline.origins[sector] = indexOf(version);
      else if (version !== Version.BASE) baseline.origins[sector] = FOREIGN;
    });
    baseline.compact();
  }
}
