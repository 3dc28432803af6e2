/**
 * The first state, from arbitrary memory and the boot record: behind the kernel's own pages and the
 * first thread's program come the first objects, and then the pages of an Untyped. All pages that are
 * nothing else are free; all are of the first generation.
 *
 * It is said field by field, of any page and slot, whatever numbers the record has.
 */
import * as numbers from "@ashlar/kernel/interface";
import { ENTRY_VALID, PAGE_BITS } from "@ashlar/kernel/layout";
import { add, and, equal, ite, sub, type Term, ult } from "@ashlar/logic";
import { number64 } from "../number.js";
import {
  asTerms,
  type BootRecord,
  capabilityEnds,
  FIRST_OBJECTS,
  isIn,
  type Places,
  placesOf,
} from "./boot-record.js";
import type { Field } from "./fields.js";
import * as fields from "./fields.js";
import { leafFlags } from "./frame.js";
import { entryOf, placeOf } from "./mapping.js";
import { type Place, State } from "./state.js";

const [ZERO, ONE] = [number64(0), number64(1)];

/** The page to which the capability in a slot of the first space is; 0: none. */
function capabilityIn(record: BootRecord<Term>, { one, rows }: Places, slot: Term): Term {
  const firsts = [one.cnode, one.thread, one.untyped, one.root];
  const ends = capabilityEnds(record);
  const { domains, handlers, devices, dma } = rows;
  const inRows = [domains, handlers, devices, dma].reduceRight(
    (behind, { first }, at) =>
      ite(ult(slot, ends[at + 1]!), add(first, sub(slot, ends[at]!)), behind),
    ZERO,
  );
  return firsts.reduce((found, its, at) => ite(equal(slot, number64(at)), its, found), inRows);
}

const IMAGE_INDEX = number64(numbers.IMAGE_ADDRESS >> PAGE_BITS);
const VALID = number64(ENTRY_VALID);
const [TEXT, DATA] = [numbers.READ | numbers.EXECUTE, numbers.READ | numbers.WRITE].map((rights) =>
  leafFlags(number64(rights)),
);

/** What each field is; those that are not here are zero. */
type Fields = Map<Field, (page: Term, slot: Term) => Term>;

/** Of one page. */
const only = (page: Term, value: Term) => (at: Term) => ite(equal(at, page), value, ZERO);

function pagesOf(places: Places): Fields {
  const { one, rows, image, first, free } = places;
  const { domains, handlers, dma, devices } = rows;
  const objects = FIRST_OBJECTS.map(([name, type]) => ({ type, first: one[name] }));
  /** From each of these on pages are of a type, up to the next. */
  const from = [...objects, domains, handlers, dma, { type: numbers.FREE, first: free }, devices];
  const typeOf = (page: Term) =>
    from.reduce(
      (before, row) => ite(ult(page, row.first), before, number64(row.type)),
      ite(and(isIn(image, page), ult(page, first)), number64(image.type), ZERO),
    );
  return new Map<Field, (page: Term, slot: Term) => Term>([
    [fields.TYPE, (page) => ite(ult(page, add(devices.first, devices.count)), typeOf(page), ZERO)],
    [fields.GENERATION, () => ONE],
    [fields.FIRST, only(one.untyped, free)],
  ]);
}

/** The first thread has the first space and the first address space, and runs. */
function threadOf({ one, rows, free }: Places, record: BootRecord<Term>): Fields {
  const { domains, interrupts, devices, dma, pages } = record;
  const told = [domains, interrupts, devices, dma, free, pages];
  const registers = told.map((value, at) => [numbers.ARGUMENTS + at, value] as const);
  const start = [numbers.PC, number64(numbers.IMAGE_ADDRESS)] as const;
  const inRegister = (slot: Term) =>
    [start, ...registers].reduce(
      (other, [register, value]) => ite(equal(slot, number64(register)), value, other),
      ZERO,
    );
  return new Map<Field, (page: Term, slot: Term) => Term>([
    [fields.ROOT.generation, only(one.thread, ONE)],
    [fields.ROOT.page, only(one.thread, one.cnode)],
    [fields.THREAD_SPACE.generation, only(one.thread, ONE)],
    [fields.THREAD_SPACE.page, only(one.thread, one.root)],
    [fields.THREAD.state, only(one.thread, number64(numbers.READY))],
    [fields.THREAD.priority, only(one.thread, number64(numbers.PRIORITIES - 1))],
    [fields.THREAD.domain, only(one.thread, rows.domains.first)],
    [fields.REGISTER, (page, slot) => ite(equal(page, one.thread), inRegister(slot), ZERO)],
  ]);
}

/** A capability to each of these is in the first space, with all rights. */
function spaceOf(places: Places, record: BootRecord<Term>): Fields {
  const of = (value: (page: Term) => Term) => (page: Term, slot: Term) => {
    const to = capabilityIn(record, places, slot);
    const isSome = and(equal(page, places.one.cnode), ult(ZERO, to));
    return ite(isSome, value(to), ZERO);
  };
  return new Map<Field, (page: Term, slot: Term) => Term>([
    [fields.SLOT.generation, of(() => ONE)],
    [fields.SLOT.page, of((to) => to)],
    [fields.SLOT.rights, of(() => number64(numbers.ALL_RIGHTS))],
  ]);
}

/** The first thread's program is at IMAGE_ADDRESS of its address space. */
function tablesOf(state: () => State, { one, image }: Places, text: Term): Fields {
  const programAt = (index: Term) => add(image.first, sub(index, IMAGE_INDEX));
  const leaf = (index: Term) => {
    const page = programAt(index);
    const entry = entryOf(state(), page, ZERO, ite(ult(page, text), TEXT!, DATA!));
    return ite(isIn(image, page), entry, ZERO);
  };
  const inner = (page: Term, slot: Term) =>
    ite(equal(slot, ZERO), entryOf(state(), page, ZERO, VALID), ZERO);
  const place = (page: Term) =>
    ite(
      isIn(image, page),
      placeOf(one.leaf, add(IMAGE_INDEX, sub(page, image.first))),
      add(
        only(one.middle, placeOf(one.root, ZERO))(page),
        only(one.leaf, placeOf(one.middle, ZERO))(page),
      ),
    );
  return new Map<Field, (page: Term, slot: Term) => Term>([
    [
      fields.ENTRY,
      (page, slot) =>
        ite(
          equal(page, one.root),
          inner(one.middle, slot),
          ite(
            equal(page, one.middle),
            inner(one.leaf, slot),
            ite(equal(page, one.leaf), leaf(slot), ZERO),
          ),
        ),
    ],
    [fields.MAPPING, (page, slot) => ite(equal(slot, ZERO), place(page), ZERO)],
  ]);
}

/** The kernel's own words. */
function ownOf({ one, rows, free }: Places, record: BootRecord<Term>): Map<Field, Term> {
  const { domains, handlers } = rows;
  const none = equal(handlers.count, ZERO);
  return new Map([
    [fields.CURRENT, one.thread],
    [fields.SPACE, one.root],
    [fields.RAM_PAGES, record.pages],
    [fields.FIRST_FREE, free],
    [fields.RAM_BASE, record.ramBase],
    [fields.DEVICE_BASE, record.deviceBase],
    [fields.RUNNING_DOMAIN, domains.first],
    [fields.FIRST_DOMAIN, domains.first],
    [fields.LAST_DOMAIN, sub(add(domains.first, domains.count), ONE)],
    [fields.FIRST_HANDLER, ite(none, ZERO, handlers.first)],
    [fields.INTERRUPTS, handlers.count],
  ]);
}

/** The first state, for any numbers. */
export function firstState(record: BootRecord<Term>): State {
  const places = placesOf(record);
  const own = ownOf(places, record);
  const { untyped } = places.one;
  const ofPages: Fields = new Map([
    ...pagesOf(places),
    ...threadOf(places, record),
    ...spaceOf(places, record),
    ...tablesOf(() => state, places, record.image.text),
    [fields.END, only(untyped, record.pages)],
  ]);
  const lookup = (field: Field, [page, slot]: Place): Term =>
    page === undefined
      ? (own.get(field) ?? ZERO)
      : (ofPages.get(field)?.(page, slot ?? ZERO) ?? ZERO);
  const state: State = State.of(add(record.pages, record.devices), lookup);
  return state;
}

/** The first state of a machine. */
export const boot = (record: BootRecord): State => firstState(asTerms(record));
