/**
 * The kernel and its specification, side by side: the same calls, and after each one the same answer
 * and the same state. What the specification says of a step is written into a copy of the memory;
 * then kernel and copy must be equal to the last byte, so what the kernel changes besides is noticed.
 */
import assert from "node:assert/strict";
import { ANSWER, RESULT_BITS } from "@ashlar/kernel/interface";
import * as layout from "@ashlar/kernel/layout";
import { nameOfCall } from "@ashlar/kernel/system-calls";
import { bigintOf, mark, numberOf, release, TRUE } from "@ashlar/logic";
import { number64 } from "@ashlar/spec";
import {
  type Arguments,
  type BootRecord,
  type Change,
  type Field,
  fault,
  fields,
  firstPages,
  interrupt,
  type State,
  systemCall,
  timer,
} from "@ashlar/spec/kernel";
import { firstValues } from "./first-memory.js";
import { instantiate, KERNEL_BYTES, type Kernel } from "./kernel.js";
import { Machine } from "./machine.js";
import { FieldMemory } from "./memory.js";
import { wrongAnywhere, wrongWhereChanged } from "./soundness.js";

const { ENTRY } = fields;

/** How memory is divided. */
export interface Extent {
  /** How many pages are known, those of devices too; how many are in linear memory. */
  readonly pages: number;
  readonly ramPages: number;
}

/** Judges the state in a memory, step after step. */
export interface StateJudge {
  /** What is wrong: of all slots of all pages, or of those of pages that changed since the last time. */
  wrong(isAll: boolean): string | undefined;
}

/** A judge looks at all slots every so many steps. */
const ALL_EVERY = 64;

export interface TwinOptions {
  /** What every byte of memory was before. */
  readonly filling?: number;
  /** Another kernel, such as one with a fault. */
  readonly kernel?: Uint8Array;
  /** What of the boot record is otherwise. */
  readonly record?: Partial<BootRecord>;
  /** Who is asked after each step; by default the invariants are, of what the step has changed. */
  readonly judge?: (memory: WebAssembly.Memory, extent: Extent) => StateJudge;
  /** And about all slots every so many steps. */
  readonly allEvery?: number;
}

const WASM_PAGE_BYTES = 65_536;

/** What the machine says to the kernel, unless a test says otherwise. */
export const RECORD = {
  ...{ domains: 2, interrupts: 2, dma: 1, devices: 1 },
  ...{ ramBase: 0x80100, deviceBase: 0x10000 },
  image: { first: 0, text: 0, end: 0 },
} as const;

/** How many domains take turns. */
export const DOMAINS = RECORD.domains;

export class Twin {
  readonly record: BootRecord;
  /** The first page that is free after boot. */
  readonly free: number;
  /** All of memory, which is the kernel's. */
  readonly memory: WebAssembly.Memory;
  readonly #kernel: Kernel;
  readonly #judge: StateJudge | undefined;
  readonly #allEvery: number;
  #steps = 0;
  readonly #memory: FieldMemory;
  readonly #copy: FieldMemory;
  readonly #machine: Machine;

  /** Boots on so many pages of memory, which held anything before. */
  constructor(
    readonly pages: number,
    { filling = 0, kernel = KERNEL_BYTES, record = {}, judge, ...options }: TwinOptions = {},
  ) {
    this.#allEvery = options.allEvery ?? ALL_EVERY;
    this.record = { ...RECORD, ...record, pages };
    this.free = firstPages(this.record).free;
    const wasmPages = Math.ceil((pages * layout.PAGE_BYTES) / WASM_PAGE_BYTES);
    this.memory = new WebAssembly.Memory({ initial: wasmPages, maximum: wasmPages });
    const bytes = Buffer.from(this.memory.buffer).fill(filling);
    const all = pages + this.record.devices;
    this.#memory = new FieldMemory(bytes, all);
    this.#copy = new FieldMemory(Buffer.from(bytes), all);
    this.#machine = new Machine(bytes);
    this.#kernel = instantiate(kernel, this.memory, this.#machine);
    this.#judge = judge?.(this.memory, { pages: all, ramPages: pages });
    this.#boot();
  }

  /** The kernel's own pages and those of the first objects become what the specification says. */
  #boot(): void {
    const all = this.pages + this.record.devices;
    const { first, free } = firstPages(this.record);
    const { bytes } = this.#copy;
    bytes.fill(0, 0, layout.PAGE_INFO + (all << layout.PAGE_INFO_BITS));
    bytes.fill(0, first << layout.PAGE_BITS, free << layout.PAGE_BITS);
    bytes.writeUInt32LE(all, layout.KERNEL + layout.KERNEL_PAGES);
    for (const { field, page, slot, value } of firstValues(this.record))
      this.#copy.write(field, page, slot, value);
    this.#run([], () => assert.ok(this.#kernel.boot(this.record), "it boots"), true);
  }

  /** What the kernel does must be what leads to this state. */
  #run(changes: readonly Change[], run: () => void, isTurn: boolean): void {
    this.#machine.expect(this.#entriesIn(changes));
    run();
    this.#copy.apply(changes);
    if (this.#memory.bytes.compare(this.#copy.bytes) !== 0) assert.fail(this.#difference());
    const space = this.read(fields.SPACE, 0);
    const interrupts = this.readBits(fields.MASK, this.read(fields.RUNNING_DOMAIN, 0));
    this.#machine.check({ space, interrupts, isTurn });
    const isAll = this.#steps++ % this.#allEvery === 0;
    const judge = this.#judge;
    const wrong = judge ? judge.wrong(isAll) : wrongWhereChanged(this.#copy, changes);
    if (wrong !== undefined) assert.fail(wrong);
  }

  /** What entries of page tables become, the last change of each first: where and what. */
  #entriesIn(changes: readonly Change[]): Map<number, bigint> {
    const entries = new Map<number, bigint>();
    for (const change of changes) {
      if (change.when !== TRUE || "cleared" in change || change.field !== ENTRY) continue;
      const [table, index] = change.place.map((part) => numberOf(part!));
      const address = this.#copy.addressOf(ENTRY, table!, index!);
      if (!entries.has(address)) entries.set(address, bigintOf(change.value));
    }
    return entries;
  }

  get current(): number {
    return this.read(fields.CURRENT, 0);
  }

  read(field: Field, page: number, slot = 0): number {
    return Number(this.#copy.read(field, page, slot));
  }

  /** All 64 bits of a field. */
  readBits(field: Field, page: number, slot = 0): bigint {
    return BigInt(this.#copy.read(field, page, slot));
  }

  /** A register of a thread. */
  register(thread: number, register: number): bigint {
    return this.readBits(fields.REGISTER, thread, register);
  }

  /** Puts a field of both to a value. */
  set(field: Field, page: number, slot: number, value: number): void {
    this.#memory.write(field, page, slot, value);
    this.#copy.write(field, page, slot, value);
  }

  /** A call by the running thread: both must do the same. What it is answered by now. */
  call(number: number, registers: readonly bigint[]): number {
    const caller = this.current;
    const parameters = () => registers.map((value) => number64(value)) as unknown as Arguments;
    this.#step(
      (state) => systemCall(state, number, parameters()),
      () => this.#kernel[nameOfCall(number)](...registers),
    );
    return this.resultOf(caller);
  }

  /** How a thread's last call went. */
  resultOf(thread: number): number {
    return Number(BigInt.asUintN(RESULT_BITS, this.register(thread, ANSWER)));
  }

  /** A tick of the timer. */
  tick(): void {
    this.#step(timer, () => this.#kernel.timer(), true);
  }

  /** A source interrupts. */
  interrupt(source: number): void {
    this.#step(
      (state) => interrupt(state, number64(source)),
      () => this.#kernel.interrupt(source),
    );
  }

  /** The running thread faults. */
  fault(kind: bigint, address: bigint): void {
    this.#step(
      (state) => fault(state, number64(kind), number64(address)),
      () => this.#kernel.fault(kind, address),
    );
  }

  #step(specified: (state: State) => State, run: () => void, isTurn = false): void {
    const start = mark();
    try {
      this.#run(specified(this.state()).changes, run, isTurn);
    } finally {
      release(start);
    }
  }

  /** The state, as long as no step is made. */
  state(): State {
    return this.#copy.state();
  }

  /** All invariants, of all pages, slots and entries. */
  assertAllInvariants(): void {
    const wrong = this.#judge ? this.#judge.wrong(true) : wrongAnywhere(this.#copy);
    if (wrong !== undefined) assert.fail(wrong);
  }

  #difference(): string {
    const [kernel, copy] = [this.#memory.bytes, this.#copy.bytes];
    let at = 0;
    while (kernel[at] === copy[at]) at += 1;
    return `byte ${at}: the kernel has ${kernel[at]}, the specification ${copy[at]}`;
  }
}
