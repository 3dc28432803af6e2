/**
 * What a root task is written with: it makes objects of its memory and starts components, each with
 * a capability space and an address space of its own. It runs on the machine like any program: all
 * that it does is done by system calls, and by stores to memory that it has mapped.
 */
import * as numbers from "@ashlar/kernel/interface";
import type { Registers } from "../program.js";
import { type Answer, call, type Doing, store } from "../user.js";

const {
  ROOT_CNODE_SLOT: SPACE,
  ROOT_UNTYPED_SLOT: MEMORY,
  ROOT_SPACE_SLOT: ADDRESS_SPACE,
} = numbers;
const PAGE_BYTES = 4096;
/** Where the root task sees a page that it fills: behind its own program, in a table of its own. */
const WINDOW = 0x4000_0000;
const WINDOW_INDEX = 1;
/** In every component: its program, and what it may read and write. */
export const PROGRAM_ADDRESS = 0x10000;
export const DATA_ADDRESS = 0x20000;

const READ_EXECUTE = numbers.READ | numbers.EXECUTE;
export const READ_WRITE = numbers.READ | numbers.WRITE;

/** An object that was made: where its capability is, and its page. */
export interface Made {
  readonly slot: number;
  readonly page: number;
}

/** A capability that a component starts with. */
export interface Given {
  readonly from: number;
  readonly rights?: number;
  readonly badge?: number;
}

export interface ComponentOptions {
  /** Its program's instruction. */
  readonly program: bigint;
  /** Slots of its space, and what goes there. */
  readonly capabilities?: Readonly<Record<number, Given>>;
  readonly priority?: number;
  /** The slot of its domain; by default the first. */
  readonly domain?: number;
  /** Who is told of its faults: the slot of a capability to an endpoint. */
  readonly handler?: number;
  /** How many pages of its own it has from DATA_ADDRESS on. */
  readonly dataPages?: number;
  /** Whether it runs at once. */
  readonly isResumed?: boolean;
}

export interface Component {
  readonly thread: Made;
  readonly space: Made;
  readonly tables: { readonly root: Made; readonly middle: Made; readonly leaf: Made };
  readonly program: Made;
  readonly data: readonly Made[];
}

/** All pages of a component, those first that others hang on. */
export const pagesOf = ({ thread, space, tables, program, data }: Component): number[] =>
  [thread, space, tables.root, tables.middle, tables.leaf, program, ...data].map(
    ({ page }) => page,
  );

/** Something that the root task did must have been done. */
export class Refused extends Error {}

export class Root {
  readonly #firstFree: number;
  #nextPage: number;
  #nextSlot: number;
  readonly #freeSlots: number[] = [];
  /** The leaf table through which it sees a page that it fills. */
  #window: Made | undefined;
  /** How many domains, interrupts, devices and DMA frames there are. */
  readonly counts: readonly [domains: number, interrupts: number, devices: number, dma: number];

  /** With the registers that the first thread begins with. */
  constructor(registers: Registers) {
    const at = (index: number) => Number(registers[numbers.ARGUMENTS + index]!);
    this.counts = [at(0), at(1), at(2), at(3)];
    this.#firstFree = at(4);
    this.#nextPage = this.#firstFree;
    this.#nextSlot = this.slotOfDma(at(3));
  }

  slotOfDomain = (at: number) => numbers.ROOT_DOMAIN_SLOT + at;
  /** Sources count from 1. */
  slotOfInterrupt = (source: number) => this.slotOfDomain(this.counts[0]) + source - 1;
  slotOfDevice = (at: number) => this.slotOfInterrupt(1 + this.counts[1]) + at;
  slotOfDma = (at: number) => this.slotOfDevice(this.counts[2]) + at;
  /** The DMA frames are the pages before the first free one. */
  pageOfDma = (at: number) => this.#firstFree - this.counts[3] + at;

  /** A call that must be answered so. */
  *must(
    number: number,
    registers: readonly (number | bigint)[],
    expected: number = numbers.DONE,
  ): Doing<Answer> {
    const answer = yield* call(number, ...registers);
    if (answer.result === expected) return answer;
    throw new Refused(`call ${number}(${registers.join(", ")}) was answered ${answer.result}`);
  }

  /** A slot that is empty. */
  slot(): number {
    return this.#freeSlots.pop() ?? this.#nextSlot++;
  }

  /** A free page becomes an object; by default the next page. */
  *make(type: number, page = this.#nextPage++): Doing<Made> {
    const slot = this.slot();
    yield* this.must(numbers.UNTYPED_RETYPE, [MEMORY, page, type, 0, 0, slot]);
    return { slot, page };
  }

  /** A child Untyped over the next pages. */
  *makeUntyped(pages: number): Doing<Made & { readonly first: number }> {
    const [slot, page] = [this.slot(), this.#nextPage];
    this.#nextPage += 1 + pages;
    const range = [page + 1, page + 1 + pages];
    yield* this.must(numbers.UNTYPED_RETYPE, [MEMORY, page, numbers.UNTYPED, ...range, slot]);
    return { slot, page, first: page + 1 };
  }

  /** Another capability to what a slot has, with a badge. */
  *mint(from: number, badge: number, rights: number = numbers.ALL_RIGHTS): Doing<number> {
    const into = this.slot();
    yield* this.must(numbers.CNODE_MINT, [SPACE, into, SPACE, from, rights, badge]);
    return into;
  }

  *drop(slot: number): Doing<void> {
    yield* this.must(numbers.CNODE_DELETE, [SPACE, slot]);
    this.#freeSlots.push(slot);
  }

  /** Takes a page back, however long that takes; how many steps it took. */
  *reclaim(page: number): Doing<number> {
    for (let steps = 1; ; steps++) {
      const { result } = yield* call(numbers.UNTYPED_RECLAIM, MEMORY, page);
      if (result === numbers.DONE) return steps;
      if (result !== numbers.AGAIN) throw new Refused(`reclaiming page ${page}: ${result}`);
    }
  }

  /** Puts words into a frame, whose capability has no badge. */
  *fill(frame: number, words: readonly bigint[]): Doing<void> {
    this.#window ??= yield* this.#openWindow();
    const seen = yield* this.mint(frame, 1, READ_WRITE);
    yield* this.must(numbers.FRAME_MAP, [seen, this.#window.slot, 0, READ_WRITE]);
    for (const [at, word] of words.entries()) yield* store(WINDOW + 8 * at, word);
    yield* this.must(numbers.FRAME_UNMAP, [seen]);
    yield* this.drop(seen);
  }

  *#openWindow(): Doing<Made> {
    const middle = yield* this.make(numbers.MIDDLE_TABLE);
    const leaf = yield* this.make(numbers.LEAF_TABLE);
    yield* this.must(numbers.TABLE_MAP, [middle.slot, ADDRESS_SPACE, WINDOW_INDEX]);
    yield* this.must(numbers.TABLE_MAP, [leaf.slot, middle.slot, 0]);
    return leaf;
  }

  /** Maps a frame at an address below 2 MiB of a component, through a mapping slot of its own. */
  *map(
    frame: number,
    tables: Component["tables"],
    address: number,
    rights: number,
    mapping = 2,
  ): Doing<number> {
    const badged = yield* this.mint(frame, mapping);
    const index = address / PAGE_BYTES;
    yield* this.must(numbers.FRAME_MAP, [badged, tables.leaf.slot, index, rights]);
    return badged;
  }

  /** An address space with tables for its first 2 MiB. */
  *makeTables(): Doing<Component["tables"]> {
    const root = yield* this.make(numbers.ROOT_TABLE);
    const middle = yield* this.make(numbers.MIDDLE_TABLE);
    const leaf = yield* this.make(numbers.LEAF_TABLE);
    yield* this.must(numbers.TABLE_MAP, [middle.slot, root.slot, 0]);
    yield* this.must(numbers.TABLE_MAP, [leaf.slot, middle.slot, 0]);
    return { root, middle, leaf };
  }

  /** Puts a program into a frame, which then has nothing else. */
  *load(program: bigint): Doing<Made> {
    const frame = yield* this.make(numbers.FRAME);
    yield* this.fill(frame.slot, [program]);
    return frame;
  }

  /** Starts a component. */
  *start(options: ComponentOptions): Doing<Component> {
    const tables = yield* this.makeTables();
    const program = yield* this.load(options.program);
    yield* this.map(program.slot, tables, PROGRAM_ADDRESS, READ_EXECUTE);
    const data: Made[] = [];
    for (let at = 0; at < (options.dataPages ?? 0); at++) {
      const frame = yield* this.make(numbers.FRAME);
      yield* this.map(frame.slot, tables, DATA_ADDRESS + at * PAGE_BYTES, READ_WRITE);
      data.push(frame);
    }
    const space = yield* this.make(numbers.CNODE);
    for (const [slot, given] of Object.entries(options.capabilities ?? {}))
      yield* this.give(space, Number(slot), given);
    const thread = yield* this.#makeThread(options, space, tables);
    return { thread, space, tables, program, data };
  }

  /** Puts a capability into a component's space. */
  *give(space: Made, into: number, given: Given): Doing<void> {
    const { from, rights = numbers.ALL_RIGHTS, badge } = given;
    const way = [space.slot, into, SPACE, from, rights];
    if (badge === undefined) yield* this.must(numbers.CNODE_COPY, way);
    else yield* this.must(numbers.CNODE_MINT, [...way, badge]);
  }

  *#makeThread(options: ComponentOptions, space: Made, tables: Component["tables"]): Doing<Made> {
    const { priority = 10, domain = this.slotOfDomain(0), handler, isResumed = true } = options;
    const thread = yield* this.make(numbers.THREAD);
    yield* this.must(numbers.THREAD_CONFIGURE, [thread.slot, space.slot]);
    yield* this.must(numbers.THREAD_SET_ADDRESS_SPACE, [thread.slot, tables.root.slot]);
    yield* this.must(numbers.THREAD_SET_PRIORITY, [thread.slot, priority]);
    yield* this.must(numbers.THREAD_SET_DOMAIN, [thread.slot, domain]);
    if (handler !== undefined) yield* this.must(numbers.THREAD_SET_HANDLER, [thread.slot, handler]);
    yield* this.restart(thread);
    if (isResumed) yield* this.must(numbers.THREAD_RESUME, [thread.slot]);
    return thread;
  }

  /** It has done what it was there for. */
  *rest(): Doing<void> {
    yield* call(numbers.THREAD_SUSPEND, numbers.ROOT_THREAD_SLOT);
  }

  /** A thread will begin at its program's beginning. */
  *restart(thread: Made): Doing<void> {
    const registers = [thread.slot, numbers.PC, PROGRAM_ADDRESS, 0, 0, 0, 0, 0];
    yield* this.must(numbers.THREAD_WRITE_REGISTERS, registers);
  }
}
