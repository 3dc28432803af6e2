/**
 * What was on the target when a cycle began, sector by sector: read back after the last power
 * failure, then flushed. From then on it is as durable as anything can be, whatever is promised.
 */
import assert from "node:assert/strict";
import type { Write } from "./operation.js";
import { ZERO_SUM } from "./sector.js";

/** In `origins`: nothing that this run wrote. */
export const FOREIGN = -1;

export class Baseline {
  /** Checksum of each whole sector. */
  readonly sums: Uint32Array;
  /** Index in `records` of what each sector holds a part of, or FOREIGN. */
  readonly origins: Int32Array;
  /** 1 where a sector could not be read. */
  readonly unreadable: Uint8Array;
  records: Write[] = [];

  constructor(readonly sectors: number) {
    this.sums = new Uint32Array(sectors).fill(ZERO_SUM);
    this.origins = new Int32Array(sectors).fill(FOREIGN);
    this.unreadable = new Uint8Array(sectors);
  }

  /** The record that a sector holds a part of. */
  originOf(sector: number): Write | undefined {
    return this.records[this.origins[sector]!];
  }

  /** Drops the records that no sector holds any more. */
  compact(): void {
    const kept = new Map<number, number>();
    this.origins.forEach((origin, sector) => {
      if (origin === FOREIGN) return;
      const index = kept.get(origin) ?? kept.size;
      kept.set(origin, index);
      this.origins[sector] = index;
    });
    this.records = [...kept.keys()].map((origin) => this.records[origin]!);
  }

  /** As bytes, for the laboratory's own state. */
  encode(): Buffer {
    const header = Buffer.from(JSON.stringify({ sectors: this.sectors, records: this.records }));
    const length = Buffer.alloc(4);
    length.writeUInt32LE(header.length);
    const arrays = [this.sums, this.origins, this.unreadable].map((array) => bytesOf(array));
    return Buffer.concat([length, header, ...arrays]);
  }

  static decode(bytes: Buffer): Baseline {
    const headerEnd = 4 + bytes.readUInt32LE(0);
    const header = JSON.parse(bytes.toString("utf8", 4, headerEnd)) as Baseline;
    const baseline = new Baseline(header.sectors);
    baseline.records = header.records;
    assert(bytes.length === headerEnd + 9 * baseline.sectors, "baseline of another length");
    let at = headerEnd;
    for (const array of [baseline.sums, baseline.origins, baseline.unreadable]) {
      bytesOf(array).set(bytes.subarray(at, at + array.byteLength));
      at += array.byteLength;
    }
    return baseline;
  }
}

function bytesOf(array: Uint32Array | Int32Array | Uint8Array): Uint8Array {
  return new Uint8Array(array.buffer, array.byteOffset, array.byteLength);
}
