/**
 * A record for whose later pages room is made by forgetting what is home of an earlier one: the
 * earlier page has lost its slot, and somebody must see to another. (Found by trying to prove that
 * it cannot be: `write` trapped.)
 */
import assert from "node:assert/strict";
import { test } from "node:test";
import { coreBytes, coreOf } from "../core.js";
import { GLOBAL_NAMES, type GlobalName } from "../globals.js";
import { moduleInState } from "../v8-module.js";

const BUCKETS = 128n;
const [TABLE, PAGES, SECTORS_RELEASED] = [65_536, 64, 1000n];
const WAIT_OVERLAY = 2;

/** The log, its table with a bucket for each page group of `BUCKETS`. */
const STATE: Partial<Record<GlobalName, bigint>> = {
  ...{ base: 1n << 20n, ringSectors: 2048n, grainSectors: 1n, diskBytes: 1n << 30n },
  ...{ released: SECTORS_RELEASED, journaled: SECTORS_RELEASED, acknowledged: SECTORS_RELEASED },
  ...{ head: 2000n, overlay: BigInt(TABLE), bucketCount: BUCKETS, bucketBits: 7n },
  ...{ segments: 1n << 18n, segmentsMax: 65_536n },
};

const scattered = (page: bigint, addend: bigint, factor: bigint, shift: bigint) =>
  Number((page + (BigInt.asUintN(64, (page / BUCKETS + addend) * factor) >> shift)) % BUCKETS);
const firstOf = (page: bigint) => scattered(page, 0n, 0x9e37_79b9_7f4a_7c15n, 40n);
const secondOf = (page: bigint) => scattered(page, 1n, 0xc2b2_ae3d_27d4_eb4fn, 37n);

const [LIVE, HOME] = [1500, 500];

interface Held {
  readonly page: bigint;
  readonly position: number;
}

/** Two pages of which each has the only slot in its bucket that may be forgotten, for two others. */
function crowdedBuckets(one: bigint, other: bigint, last: bigint, spared: readonly bigint[]) {
  const buckets = Array.from({ length: Number(BUCKETS) }, (): Held[] => []);
  let stranger = 1n << 30n;
  const crowd = (bucket: number, count: number) => {
    for (; count > 0; count--) buckets[bucket]!.push({ page: stranger++, position: LIVE });
  };
  crowd(secondOf(other), 7);
  crowd(secondOf(one), 7);
  crowd(firstOf(other), 8);
  buckets[secondOf(other)]!.push({ page: other, position: HOME });
  buckets[secondOf(one)]!.push({ page: one, position: HOME });
  const empty = spared.map(secondOf);
  for (let page = one; page <= last; page++) {
    if ([one, other, ...spared].includes(page)) continue;
    const place = [firstOf(page), secondOf(page)].find(
      (at) => !empty.includes(at) && buckets[at]!.length < 8,
    );
    buckets[place!]!.push({ page, position: LIVE });
  }
  return buckets;
}

test("a page that loses its slot while room is made for others of its record gets another", () => {
  const { bytes, module } = coreOf(coreBytes());
  const [one, other, later, latest] = [8316n, 8318n, 8320n, 8322n];
  assert.equal(firstOf(one), secondOf(other));
  const memory = new WebAssembly.Memory({ initial: PAGES });
  const view = new DataView(memory.buffer);
  crowdedBuckets(one, other, latest, [later, latest]).forEach((held, bucket) => {
    held.forEach(({ page, position }, slot) => {
      view.setBigUint64(TABLE + 320 * bucket + 8 * slot, (page << 16n) | 1n, true);
      view.setUint32(TABLE + 320 * bucket + 64 + 32 * slot, position, true);
    });
  });
  const values = module.globals.map((_, at) => STATE[GLOBAL_NAMES[at]!] ?? 0n);
  const prepared = new WebAssembly.Module(moduleInState(bytes, module, values, 0) as BufferSource);
  const { exports } = new WebAssembly.Instance(prepared, { env: { memory } });
  const write = exports["write"] as (offset: bigint, length: number, source: number) => number;
  const length = Number(latest - one + 1n) * 4096;
  assert.equal(write(one * 4096n, length, 1 << 18), WAIT_OVERLAY);
});
