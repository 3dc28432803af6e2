/**
 * What the machine says when the kernel boots, on what of it the kernel can, and where the first objects
 * then are.
 */
import * as numbers from "@ashlar/kernel/interface";
import { PAGES_MAX } from "@ashlar/kernel/layout";
import { add, all, and, equal, ite, numberOf, or, sub, type Term, ule, ult } from "@ashlar/logic";
import { number64 } from "../number.js";
import { INTERRUPTS_MAX } from "./interrupt.js";
import { ownEnd } from "./place-invariants.js";

const ONE = number64(1);

/** What the machine says: counts, numbers of pages, and of the machine's own numbers of pages. */
export interface BootRecord<Count = number> {
  /** Of memory. */
  readonly pages: Count;
  readonly domains: Count;
  readonly interrupts: Count;
  readonly dma: Count;
  readonly devices: Count;
  /** The machine's numbers of the first page of memory and of the first device's. */
  readonly ramBase: Count;
  readonly deviceBase: Count;
  /** The first thread's program: its first page, the first that it may write, and its end. */
  readonly image: { readonly first: Count; readonly text: Count; readonly end: Count };
}

/** The pages of the first objects, in this order, and of what is there several times. */
export const FIRST_OBJECTS = [
  ["untyped", numbers.UNTYPED],
  ["cnode", numbers.CNODE],
  ["thread", numbers.THREAD],
  ["root", numbers.ROOT_TABLE],
  ["middle", numbers.MIDDLE_TABLE],
  ["leaf", numbers.LEAF_TABLE],
] as const;

/** Pages one after another, all of a type. */
export interface Row {
  readonly type: number;
  readonly first: Term;
  readonly count: Term;
}

export const isIn = ({ first, count }: Row, page: Term) => ult(sub(page, first), count);

/** Where everything is. */
export interface Places {
  /** Of the first objects. */
  readonly first: Term;
  readonly free: Term;
  readonly one: Readonly<Record<(typeof FIRST_OBJECTS)[number][0], Term>>;
  /** To each page of these is a capability, in this order. */
  readonly rows: Readonly<Record<"domains" | "handlers" | "devices" | "dma", Row>>;
  readonly image: Row;
}

export function placesOf(record: BootRecord<Term>): Places {
  const { pages, domains, interrupts, dma, devices, image } = record;
  const own = ownEnd({ pages: add(pages, devices) });
  const first = ite(equal(image.first, image.end), own, image.end);
  const at = (index: number) => add(first, number64(index));
  const one = Object.fromEntries(
    FIRST_OBJECTS.map(([name], index) => [name, at(index)]),
  ) as Places["one"];
  const handlers = add(at(FIRST_OBJECTS.length), domains);
  const dmaFirst = add(handlers, interrupts);
  return {
    ...{ first, one, free: add(dmaFirst, dma) },
    rows: {
      domains: { type: numbers.DOMAIN, first: at(FIRST_OBJECTS.length), count: domains },
      handlers: { type: numbers.IRQ_HANDLER, first: handlers, count: interrupts },
      devices: { type: numbers.DEVICE_FRAME, first: pages, count: devices },
      dma: { type: numbers.DMA_FRAME, first: dmaFirst, count: dma },
    },
    image: { type: numbers.FRAME, first: image.first, count: sub(image.end, image.first) },
  };
}

/** So many numbers of pages the machine has at most. */
const PHYSICAL_PAGES = number64(2 ** 32);

/** Whether the machine can boot on a record, whose numbers have 32 bits. */
export function isWellFormed(record: BootRecord<Term>): Term {
  const { pages, domains, interrupts, dma, devices, ramBase, deviceBase, image } = record;
  const { free } = placesOf(record);
  const slots = [domains, interrupts, dma, devices].reduce(add, number64(numbers.ROOT_DOMAIN_SLOT));
  const [ramEnd, deviceEnd] = [add(ramBase, pages), add(deviceBase, devices)];
  const isImage = all([
    ule(ownEnd({ pages: add(pages, devices) }), image.first),
    and(ule(image.first, image.text), ule(image.text, image.end)),
    ule(image.end, pages),
    ule(sub(image.end, image.first), number64(numbers.IMAGE_PAGES_MAX)),
  ]);
  return all([
    ule(ONE, domains),
    ule(interrupts, number64(INTERRUPTS_MAX)),
    ule(slots, number64(numbers.SLOTS)),
    ule(add(pages, devices), number64(PAGES_MAX)),
    and(ule(ramEnd, PHYSICAL_PAGES), ule(deviceEnd, PHYSICAL_PAGES)),
    or(ule(deviceEnd, ramBase), ule(ramEnd, deviceBase)),
    or(equal(image.first, image.end), isImage),
    ult(free, pages),
  ]);
}

/** Where in the first space the capabilities of each row end; those of single objects come first. */
export function capabilityEnds(record: BootRecord<Term>): Term[] {
  const { domains, handlers, devices, dma } = placesOf(record).rows;
  const ends = [number64(numbers.ROOT_DOMAIN_SLOT)];
  for (const { count } of [domains, handlers, devices, dma]) ends.push(add(ends.at(-1)!, count));
  return ends;
}

/** The numbers of a record in the order in which the kernel's `boot` is passed them. */
export const recordNumbers = <Count>(record: BootRecord<Count>): Count[] => {
  const { pages, domains, interrupts, dma, devices, ramBase, deviceBase, image } = record;
  const counts = [pages, domains, interrupts, dma, devices];
  return [...counts, ramBase, deviceBase, image.first, image.text, image.end];
};

/** The first page behind the kernel's own, where so many pages are known, those of devices too. */
export const kernelEnd = (pages: number): number => numberOf(ownEnd({ pages: number64(pages) }));

export function asTerms({ image, ...counts }: BootRecord): BootRecord<Term> {
  const of = <Name extends string>(numbers: Readonly<Record<Name, number>>) =>
    Object.fromEntries(
      Object.entries<number>(numbers).map(([name, value]) => [name, number64(value)]),
    ) as Record<Name, Term>;
  return { ...of(counts), image: of(image) };
}

/** The page of each object; from where to where the first objects are. */
export interface FirstPages {
  readonly first: number;
  readonly free: number;
  readonly one: Places["one"];
  readonly domains: readonly Term[];
  readonly handlers: readonly Term[];
  readonly dma: readonly Term[];
  readonly devices: readonly Term[];
}

export function firstPages(record: BootRecord): FirstPages {
  const { first, free, one, rows } = placesOf(asTerms(record));
  const pagesOf = ({ first, count }: Row) =>
    Array.from({ length: numberOf(count) }, (_, at) => add(first, number64(at)));
  const { domains, handlers, dma, devices } = rows;
  return {
    ...{ first: numberOf(first), free: numberOf(free), one },
    ...{ domains: pagesOf(domains), handlers: pagesOf(handlers) },
    ...{ dma: pagesOf(dma), devices: pagesOf(devices) },
  };
}
