/** What `put` leaves in a slot. */
import {
  add,
  and,
  concat,
  equal,
  extract,
  isNonzero,
  ite,
  not,
  or,
  type Term,
  ule,
  ult,
} from "@ashlar/logic";
import type { Moment } from "../core.js";
import { number32, number64 } from "../terms.js";
import {
  addressesOf,
  bitOf,
  bucketsOf,
  firstOf,
  isFree,
  lookup,
  maskOf,
  readArray,
  SECTORS,
  SLOTS,
  slotsOf,
  tagsOf,
  whichName,
  zeroMaskOf,
} from "./table.js";
import type { Effect } from "./theorem.js";

/** What is entered of a page. */
export interface Entered {
  readonly page: Term;
  /** The sectors, in 32 bits. */
  readonly mask: Term;
  readonly position: Term;
  readonly zeros: Term;
}

/** The slot's tag, from that which named the page, or 0. */
export const tagEntered = (before: Term, { page, mask, zeros }: Entered) => {
  const [sectors, zeroMask] = [extract(mask, 7, 0), zeroMaskOf(before)];
  return concat(
    extract(page, 47, 0),
    concat(
      ite(isNonzero(zeros), or(zeroMask, sectors), and(zeroMask, not(sectors))),
      or(maskOf(before), sectors),
    ),
  );
};

/** A sector's position: zeros all stand in one record. */
export const positionEntered = ({ position, zeros }: Entered, sector: number) =>
  ite(isNonzero(zeros), position, add(position, number32(sector)));

/** What callers see to. */
export const isSound = ({ page, mask }: Entered) => [
  ult(mask, number32(256)),
  ult(page, number64(2n ** 44n)),
];

/** How many slots are free. */
export const freeCount = (tags: readonly Term[]) =>
  tags.reduce((count, tag) => ite(isFree(tag), add(count, number32(1)), count), number32(0));

/** The page's slot, or else the first free one of the emptier bucket; 0 if there is none. */
export function slotFor(moment: Moment, page: Term): Term {
  const slots = slotsOf(...bucketsOf(moment, page));
  const read = readArray(moment.memory);
  const [found, tags] = [lookup(read, slots, page), tagsOf(read, slots)];
  const firstFree = (from: number) => {
    const [some, here] = [tags.slice(from, from + SLOTS), slots.slice(from, from + SLOTS)];
    return firstOf(some.map(isFree), addressesOf(here), number32(0));
  };
  const [first, second] = [tags.slice(0, SLOTS), tags.slice(SLOTS)];
  const isFirst = ule(freeCount(second), freeCount(first));
  return ite(isNonzero(found), found, ite(isFirst, firstFree(0), firstFree(SLOTS)));
}

/** What stood in the page's slot, or 0. */
export function tagBefore(moment: Moment, page: Term): Term {
  const tags = tagsOf(readArray(moment.memory), slotsOf(...bucketsOf(moment, page)));
  return firstOf(whichName(tags, page), tags, number64(0));
}

/** All that a call writes. */
export function effectOfPut(moment: Moment, entered: Entered): Effect {
  const slots = slotsOf(...bucketsOf(moment, entered.page));
  const at = slotFor(moment, entered.page);
  const places = slots.map(({ positions }) => positions);
  const isIt = slots.map(({ tag }) => equal(tag, at));
  const positions = firstOf(isIt, places, number32(0));
  const read = readArray(moment.memory);
  return {
    writes: [
      ...SECTORS.map((sector) => {
        const place = add(positions, number32(4 * sector));
        const position = positionEntered(entered, sector);
        return [place, ite(bitOf(entered.mask, sector), position, read(place, 4))] as const;
      }),
      [at, tagEntered(tagBefore(moment, entered.page), entered)],
    ],
  };
}
