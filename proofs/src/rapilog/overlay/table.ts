/**
 * The overlay's table as a map: what memory holds of a page's sector. A page has two buckets of
 * eight slots each; the first slot that is in use and names the page counts.
 * `rapilog/assembly/overlay.ts` draws the layout.
 */
import {
  add,
  all,
  and,
  bitVector,
  concat,
  constant,
  equal,
  extract,
  FALSE,
  fromBytes,
  implies,
  isNonzero,
  ite,
  lshr,
  mul,
  not,
  select,
  sub,
  type Term,
  ule,
  variable,
  zeroExtend,
} from "@ashlar/logic";
import type { World } from "@ashlar/semantics";
import type { Entry } from "@ashlar/spec";
import type { Moment } from "../core.js";
import { globalOf } from "../globals.js";
import { BUCKET_BYTES, tableDemands } from "../placed-table.js";
import { number32, number64 } from "../terms.js";

export const SLOTS = 8;
export const PAGE_SECTORS = 8;
export const SECTORS = Array.from({ length: PAGE_SECTORS }, (_, sector) => sector);
export const LINE_BYTES = 64;
const SLOT_POSITIONS_BYTES = 32;

/** What memory holds: so many bytes from an address on, the lowest first. */
export type Read = (address: Term, bytes: number) => Term;

export const readArray =
  (memory: Term): Read =>
  (address, bytes) =>
    fromBytes(Array.from({ length: bytes }, (_, at) => select(memory, add(address, number32(at)))));

export const readWorld =
  (world: World): Read =>
  (address, bytes) =>
    world.memories[0]!.load(address, bytes);

/** A slot: where its tag is, and where its sectors' positions are. */
export interface Slot {
  readonly tag: Term;
  readonly positions: Term;
}

export const slotOf = (bucket: Term, slot: number): Slot => ({
  tag: add(bucket, number32(8 * slot)),
  positions: add(bucket, number32(LINE_BYTES + SLOT_POSITIONS_BYTES * slot)),
});

export const slotsOf = (...buckets: Term[]): Slot[] =>
  buckets.flatMap((bucket) => Array.from({ length: SLOTS }, (_, slot) => slotOf(bucket, slot)));

export const tagOf = (read: Read, { tag }: Slot) => read(tag, 8);
export const maskOf = (tag: Term) => extract(tag, 7, 0);
export const zeroMaskOf = (tag: Term) => extract(tag, 15, 8);
export const pageOf = (tag: Term) => zeroExtend(extract(tag, 63, 16), 64);
export const bitOf = (mask: Term, sector: number) =>
  equal(extract(mask, sector, sector), constant(1, 1));

export const isFree = (tag: Term) => equal(maskOf(tag), constant(8, 0));

/** Whether a tag says that its slot is in use for a page. */
export const names = (tag: Term, page: Term) =>
  and(not(equal(maskOf(tag), constant(8, 0))), equal(pageOf(tag), page));

/** What the first slot has that names a page. */
export const firstOf = (areNamed: readonly Term[], items: readonly Term[], none: Term) =>
  areNamed.reduceRight((rest, isNamed, at) => ite(isNamed, items[at]!, rest), none);

export const addressesOf = (slots: readonly Slot[]) => slots.map(({ tag }) => tag);
export const tagsOf = (read: Read, slots: readonly Slot[]) =>
  slots.map((slot) => tagOf(read, slot));
export const whichName = (tags: readonly Term[], page: Term) => tags.map((tag) => names(tag, page));

/** The first slot in use for a page, as an address; 0 for none. */
export const lookup = (read: Read, slots: readonly Slot[], page: Term) =>
  firstOf(whichName(tagsOf(read, slots), page), addressesOf(slots), number32(0));

/** Whether no second slot names a page: then it does not matter which one is the first. */
export function isOnlyOne(slots: readonly Slot[], areNamed: readonly Term[]): Term {
  const addresses = addressesOf(slots);
  const first = firstOf(areNamed, addresses, number32(0));
  return all(areNamed.map((isNamed, at) => implies(isNamed, equal(addresses[at]!, first))));
}

/** What a slot says of a sector, by its tag. */
export function entryIn(read: Read, slot: Slot, tag: Term, sector: number): Entry {
  return {
    isPresent: bitOf(maskOf(tag), sector),
    isZero: bitOf(zeroMaskOf(tag), sector),
    position: read(add(slot.positions, number32(4 * sector)), 4),
  };
}

/** The map: what the slots say of a sector, of which some name its page. */
export function entryOf(areNamed: readonly Term[], entries: readonly Entry[]): Entry {
  const of = (item: (entry: Entry) => Term, none: Term) =>
    firstOf(areNamed, entries.map(item), none);
  return {
    isPresent: of(({ isPresent }) => isPresent, FALSE),
    isZero: of(({ isZero }) => isZero, FALSE),
    position: of(({ position }) => position, number32(0)),
  };
}

/** The address of a bucket by what its number is made from. */
export function bucketAt(moment: Moment, number: Term): Term {
  const count = globalOf(moment, "bucketCount");
  const index = and(number, sub(count, number32(1)));
  return add(globalOf(moment, "overlay"), mul(index, number32(BUCKET_BYTES)));
}

const FACTORS = [0x9e37_79b9_7f4a_7c15n, 0xc2b2_ae3d_27d4_eb4fn] as const;
const SHIFTS = [40, 37] as const;

/** The two products that scatter the groups of pages. */
function productsOf(moment: Moment, page: Term): [Term, Term] {
  const bits = and(zeroExtend(globalOf(moment, "bucketBits"), 64), number64(63));
  const group = lshr(page, bits);
  return [mul(group, number64(FACTORS[0])), mul(add(group, number64(1)), number64(FACTORS[1]))];
}

/** The two buckets of a page. */
export function bucketsOf(moment: Moment, page: Term): [Term, Term] {
  const numbers = productsOf(moment, page).map((product, which) => {
    const scattered = extract(lshr(product, number64(SHIFTS[which]!)), 31, 0);
    return bucketAt(moment, add(extract(page, 31, 0), scattered));
  });
  return numbers as [Term, Term];
}

/**
 * What stands for the products of a page: anything. Nothing that is proved of the table depends on
 * how pages are scattered, so it is proved for all ways, which is easier.
 */
export function anyScattering(moment: Moment, page: Term): Map<Term, Term> {
  return new Map(
    productsOf(moment, page).map((product, which) => [
      product,
      variable(`scattered ${which}`, bitVector(64)),
    ]),
  );
}

/** A table as `configure` leaves it, and where pages may be. */
export function isPlacedTable(moment: Moment): Term[] {
  const [table, count] = [globalOf(moment, "overlay"), globalOf(moment, "bucketCount")];
  return [
    ule(moment.pages, number32(1 << 16)),
    isNonzero(table),
    ...Object.values(tableDemands(moment.pages, table, count)),
  ];
}

/** Any bucket: an address that is a multiple of 64. */
export const anyBucket = (name: string) => concat(lineOf(name), constant(6, 0));
/** Its address without the six zeros. */
export const lineOf = (name: string) => variable(`line of ${name}`, bitVector(26));
