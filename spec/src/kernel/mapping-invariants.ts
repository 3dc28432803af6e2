/**
 * What holds of page tables and of what their entries name, in every state that the kernel comes to:
 * hardware walks them without asking anybody, so each entry is what its table's level needs, and the
 * page that it names knows of it.
 *
 * An entry's rights are no more than those of the capability by which it was mapped: that is about
 * the call, not about the state, and said there (`frame.ts`).
 */
import * as numbers from "@ashlar/kernel/interface";
import * as layout from "@ashlar/kernel/layout";
import {
  add,
  all,
  and,
  any,
  equal,
  implies,
  not,
  or,
  sub,
  type Term,
  ule,
  ult,
} from "@ashlar/logic";
import { type Claim, where } from "../claim.js";
import { number64 } from "../number.js";
import { spaceOf } from "./address-space.js";
import { isOfType } from "./capability.js";
import {
  CURSOR,
  DEVICE_BASE,
  DYING,
  ENTRY,
  MAPPING,
  RAM_BASE,
  RAM_PAGES,
  SPACE,
} from "./fields.js";
import { FRAMES } from "./frame.js";
import { entryOf, indexOf, isIndex, pageIn, placeOf, slotIn, tableOf } from "./mapping.js";
import type { State } from "./state.js";
import { isTable } from "./table.js";

const [ZERO, ONE] = [number64(0), number64(1)];

/** So many numbers of pages the machine has at most. */
const PHYSICAL_PAGES = number64(2 ** 32);

const has = (entry: Term, bits: number) => equal(and(entry, number64(bits)), number64(bits));

/** All bits that are not the page's number and its mapping slot. */
const FLAGS = number64((1n << BigInt(layout.ENTRY_SLOT_BIT)) - 1n);
const flagsOf = (entry: Term) => and(entry, FLAGS);

/** The flags of an entry that names a table: valid, and none besides. */
const isInner = (entry: Term) => equal(flagsOf(entry), number64(layout.ENTRY_VALID));

/**
 * Of one that names a frame: read by user programs and accessed; written and dirty, or neither. What
 * devices have is not executed.
 */
function isLeaf(state: State, entry: Term): Term {
  const always = layout.ENTRY_VALID | layout.ENTRY_READ | layout.ENTRY_USER | layout.ENTRY_ACCESSED;
  const perhaps = layout.ENTRY_WRITE | layout.ENTRY_EXECUTE | layout.ENTRY_DIRTY;
  const others = number64(0xff & ~(always | perhaps));
  return all([
    has(entry, always),
    equal(and(entry, others), ZERO),
    equal(has(entry, layout.ENTRY_WRITE), has(entry, layout.ENTRY_DIRTY)),
    implies(
      isOfType(state, pageIn(state, entry), numbers.DEVICE_FRAME),
      not(has(entry, layout.ENTRY_EXECUTE)),
    ),
  ]);
}

/** An entry names a page that there is, with the machine's number of it, and is named by it. */
function isNamed(state: State, table: Term, index: Term): Term {
  const entry = state.get(ENTRY, table, index);
  const [page, slot] = [pageIn(state, entry), slotIn(entry)];
  return all([
    and(not(equal(page, ZERO)), ult(page, state.pages)),
    equal(entry, entryOf(state, page, slot, flagsOf(entry))),
    equal(state.get(MAPPING, page, slot), placeOf(table, index)),
  ]);
}

/** And that is of the type that the table's level needs. */
function fitsLevel(state: State, table: Term, entry: Term): Term {
  const named = (...types: number[]) =>
    any(types.map((type) => isOfType(state, pageIn(state, entry), type)));
  const at = (level: number, holds: () => Term) => where(isOfType(state, table, level), holds);
  return all([
    at(numbers.ROOT_TABLE, () => and(isInner(entry), named(numbers.MIDDLE_TABLE))),
    at(numbers.MIDDLE_TABLE, () => and(isInner(entry), named(numbers.LEAF_TABLE))),
    at(numbers.LEAF_TABLE, () => and(isLeaf(state, entry), named(...FRAMES))),
  ]);
}

function isSoundEntry(state: State, table: Term, index: Term): Term {
  const entry = state.get(ENTRY, table, index);
  const isEmpty = equal(entry, ZERO);
  const isDying = equal(state.get(DYING, table), ONE);
  return and(
    or(isEmpty, and(isNamed(state, table, index), fitsLevel(state, table, entry))),
    implies(and(isDying, ult(index, state.get(CURSOR, table))), isEmpty),
  );
}

/** A mapping slot is empty, or the entry that it says names the page and this slot of it. */
function isSoundMapping(state: State, page: Term, slot: Term): Term {
  const place = state.get(MAPPING, page, slot);
  const [table, index] = [tableOf(place), indexOf(place)];
  const entry = state.get(ENTRY, table, index);
  return or(
    equal(place, ZERO),
    all([
      and(ult(table, state.get(RAM_PAGES)), isTable(state, table)),
      not(equal(entry, ZERO)),
      and(equal(pageIn(state, entry), page), equal(slotIn(entry), slot)),
    ]),
  );
}

/** Only frames have several; tables that are in another one have one, while they live. */
function mayBeMapped(state: State, page: Term, slot: Term): Term {
  const isFrame = any(FRAMES.map((type) => isOfType(state, page, type)));
  const isInnerTable = or(
    isOfType(state, page, numbers.MIDDLE_TABLE),
    isOfType(state, page, numbers.LEAF_TABLE),
  );
  const isLiving = equal(state.get(DYING, page), ZERO);
  return or(
    equal(state.get(MAPPING, page, slot), ZERO),
    or(isFrame, all([isInnerTable, isLiving, equal(slot, ZERO)])),
  );
}

/** The space that the machine uses: a root table that nobody reclaims; while somebody runs, its. */
function isSoundUse(state: State): Term {
  const space = state.get(SPACE);
  const isLivingRoot = and(
    isOfType(state, space, numbers.ROOT_TABLE),
    equal(state.get(DYING, space), ZERO),
  );
  return and(
    or(equal(space, ZERO), isLivingRoot),
    or(equal(state.current, ZERO), equal(space, spaceOf(state, state.current))),
  );
}

/** Each page has a number, and the machine another one for each, of 32 bits. */
function isNumbered(state: State): Term {
  const [ramPages, ramBase] = [state.get(RAM_PAGES), state.get(RAM_BASE)];
  const [devices, deviceBase] = [sub(state.pages, ramPages), state.get(DEVICE_BASE)];
  const [ramEnd, deviceEnd] = [add(ramBase, ramPages), add(deviceBase, devices)];
  return all([
    and(ule(ramPages, state.pages), ule(state.pages, number64(layout.PAGES_MAX))),
    and(ule(ramEnd, PHYSICAL_PAGES), ule(deviceEnd, PHYSICAL_PAGES)),
    or(ule(deviceEnd, ramBase), ule(ramEnd, deviceBase)),
  ]);
}

/** Of a page, and of an entry or a mapping slot of it. */
export const mappingInvariants = (state: State, page: Term, slot: Term): Claim[] => [
  {
    claim: "an entry names what its level needs, and is named by it",
    holds: where(and(isTable(state, page), isIndex(slot)), () => isSoundEntry(state, page, slot)),
  },
  {
    claim: "a mapping slot says where its entry is",
    holds: where(ult(slot, number64(numbers.MAPPING_SLOTS)), () =>
      and(isSoundMapping(state, page, slot), mayBeMapped(state, page, slot)),
    ),
  },
  {
    claim: "only tables that die have a cursor",
    holds: or(
      equal(state.get(CURSOR, page), ZERO),
      all([
        isTable(state, page),
        equal(state.get(DYING, page), ONE),
        ule(state.get(CURSOR, page), number64(numbers.TABLE_ENTRIES)),
      ]),
    ),
  },
  {
    claim: "device frames are behind memory, and nothing else is",
    holds: equal(isOfType(state, page, numbers.DEVICE_FRAME), not(ult(page, state.get(RAM_PAGES)))),
  },
  { claim: "the machine has another number for each page", holds: isNumbered(state) },
  { claim: "the machine uses the space of who runs", holds: isSoundUse(state) },
];
