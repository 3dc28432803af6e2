/**
 * The first state, from arbitrary memory and the boot record: behind the kernel's own pages and the
 * first thread's program come the first objects, and then the pages of an Untyped. All pages that are
 * nothing else are free; all are of the first generation.
 */
import * as numbers from "@ashlar/kernel/interface";
import {
  ENTRY_VALID,
  PAGE_BITS,
  PAGE_BYTES,
  PAGE_INFO,
  PAGE_INFO_BITS,
} from "@ashlar/kernel/layout";
import type { Term } from "@ashlar/logic";
import { number64 } from "../number.js";
import { running } from "./address-space.js";
import { type Capability, withCapability } from "./capability.js";
import {
  DEVICE_BASE,
  END,
  FIRST,
  FIRST_DOMAIN,
  FIRST_FREE,
  FIRST_HANDLER,
  GENERATION,
  INTERRUPTS,
  LAST_DOMAIN,
  RAM_BASE,
  RAM_PAGES,
  REGISTER,
  ROOT,
  RUNNING_DOMAIN,
  THREAD,
  THREAD_SPACE,
  TYPE,
} from "./fields.js";
import { leafFlags } from "./frame.js";
import { map } from "./mapping.js";
import { State } from "./state.js";

const [ZERO, ONE] = [number64(0), number64(1)];

/** What the machine says: counts, numbers of pages, and of the machine's own numbers of pages. */
export interface BootRecord {
  /** Of memory. */
  readonly pages: number;
  readonly domains: number;
  readonly interrupts: number;
  readonly dma: number;
  readonly devices: number;
  /** The machine's numbers of the first page of memory and of the first device's. */
  readonly ramBase: number;
  readonly deviceBase: number;
  /** The first thread's program: its first page, the first that it may write, and its end. */
  readonly image: { readonly first: number; readonly text: number; readonly end: number };
}

/** The pages of the first objects, in this order, and of what is there several times. */
const FIRST_OBJECTS = [
  ["untyped", numbers.UNTYPED],
  ["cnode", numbers.CNODE],
  ["thread", numbers.THREAD],
  ["root", numbers.ROOT_TABLE],
  ["middle", numbers.MIDDLE_TABLE],
  ["leaf", numbers.LEAF_TABLE],
] as const;

/** The page of each object; from where to where the first objects are. */
export interface FirstPages {
  readonly first: number;
  readonly free: number;
  readonly one: Readonly<Record<(typeof FIRST_OBJECTS)[number][0], Term>>;
  readonly domains: readonly Term[];
  readonly handlers: readonly Term[];
  readonly dma: readonly Term[];
  readonly devices: readonly Term[];
}

/** Where the kernel's own pages end. */
const kernelEnd = (pages: number) =>
  Math.ceil((PAGE_INFO + (pages << PAGE_INFO_BITS)) / PAGE_BYTES);

export function firstPages(record: BootRecord): FirstPages {
  const { pages, domains, interrupts, dma, devices, image } = record;
  const first = image.first === image.end ? kernelEnd(pages + devices) : image.end;
  let next = first;
  const some = (count: number) => Array.from({ length: count }, () => number64(next++));
  const one = Object.fromEntries(
    FIRST_OBJECTS.map(([name]) => [name, some(1)[0]!]),
  ) as FirstPages["one"];
  const made = { domains: some(domains), handlers: some(interrupts), dma: some(dma) };
  return {
    ...{ first, one, ...made, free: next },
    devices: Array.from({ length: devices }, (_, at) => number64(pages + at)),
  };
}

const typed = (state: State, pages: readonly Term[], type: number) =>
  pages.reduce((before, page) => before.with(TYPE, [page], number64(type)), state);

const fullCapability = (page: Term): Capability => ({
  ...{ generation: ONE, page, rights: number64(numbers.ALL_RIGHTS), badge: ZERO },
});

/** A capability to each of these is in the first space, in this order. */
const withCapabilities = (state: State, cnode: Term, pages: readonly Term[]) =>
  pages.reduce(
    (before, page, slot) => withCapability(before, [cnode, number64(slot)], fullCapability(page)),
    state,
  );

/** The first thread has the first space and the first address space, and runs. */
const withThread = (state: State, { one, domains }: FirstPages): State =>
  running(
    state
      .with(ROOT.generation, [one.thread], ONE)
      .with(ROOT.page, [one.thread], one.cnode)
      .with(THREAD_SPACE.generation, [one.thread], ONE)
      .with(THREAD_SPACE.page, [one.thread], one.root)
      .with(THREAD.state, [one.thread], number64(numbers.READY))
      .with(THREAD.priority, [one.thread], number64(numbers.PRIORITIES - 1))
      .with(THREAD.domain, [one.thread], domains[0]!),
    one.thread,
  );

/** It finds in its registers what there is. */
function withRegisters(state: State, record: BootRecord, { one, free }: FirstPages): State {
  const { domains, interrupts, devices, dma, pages } = record;
  const told = [domains, interrupts, devices, dma, free, pages];
  const set = (before: State, register: number, value: number) =>
    before.with(REGISTER, [one.thread, number64(register)], number64(value));
  return told.reduce(
    (before, value, at) => set(before, numbers.ARGUMENTS + at, value),
    set(state, numbers.PC, numbers.IMAGE_ADDRESS),
  );
}

const [TEXT, DATA] = [numbers.READ | numbers.EXECUTE, numbers.READ | numbers.WRITE].map((rights) =>
  leafFlags(number64(rights)),
);

/** Its program is at IMAGE_ADDRESS of its address space. */
function withImage(state: State, { image }: BootRecord, { one }: FirstPages): State {
  const valid = number64(ENTRY_VALID);
  let after = map(state, [one.middle, ZERO], [one.root, ZERO], valid);
  after = map(after, [one.leaf, ZERO], [one.middle, ZERO], valid);
  for (let page = image.first; page < image.end; page++) {
    const index = number64((numbers.IMAGE_ADDRESS >> PAGE_BITS) + page - image.first);
    const flags = page < image.text ? TEXT! : DATA!;
    const frame = typed(after, [number64(page)], numbers.FRAME);
    after = map(frame, [number64(page), ZERO], [one.leaf, index], flags);
  }
  return after;
}

/** All pages' types, and the kernel's own words. */
function withObjects(record: BootRecord, objects: FirstPages): State {
  const { one, domains, handlers, dma, devices } = objects;
  const pages = number64(record.pages + record.devices);
  const empty = State.of(pages, (field) => (field === GENERATION ? ONE : ZERO))
    .with(RAM_PAGES, [], number64(record.pages))
    .with(FIRST_FREE, [], number64(objects.free))
    .with(RAM_BASE, [], number64(record.ramBase))
    .with(DEVICE_BASE, [], number64(record.deviceBase))
    .with(RUNNING_DOMAIN, [], domains[0]!)
    .with(FIRST_DOMAIN, [], domains[0]!)
    .with(LAST_DOMAIN, [], domains.at(-1)!)
    .with(FIRST_HANDLER, [], handlers[0] ?? ZERO)
    .with(INTERRUPTS, [], number64(record.interrupts));
  const types: [readonly Term[], number][] = [
    ...FIRST_OBJECTS.map(([name, type]): [Term[], number] => [[one[name]], type]),
    [domains, numbers.DOMAIN],
    [handlers, numbers.IRQ_HANDLER],
    [devices, numbers.DEVICE_FRAME],
    [dma, numbers.DMA_FRAME],
  ];
  return types
    .reduce((before, [all, type]) => typed(before, all, type), empty)
    .with(FIRST, [one.untyped], number64(objects.free))
    .with(END, [one.untyped], number64(record.pages));
}

export function boot(record: BootRecord): State {
  const objects = firstPages(record);
  const { one, domains, handlers, dma, devices } = objects;
  const first = [one.cnode, one.thread, one.untyped, one.root];
  const made = withCapabilities(withObjects(record, objects), one.cnode, [
    ...[...first, ...domains, ...handlers, ...devices, ...dma],
  ]);
  const told = withRegisters(withThread(made, objects), record, objects);
  return withImage(told, record, objects);
}
