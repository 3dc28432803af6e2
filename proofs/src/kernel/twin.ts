/**
 * The kernel and its specification, side by side: the same calls, and after each one the same answer
 * and the same state. What the specification says of a step is written into a copy of the memory;
 * then kernel and copy must be equal to the last byte, so what the kernel changes besides is noticed.
 */
import assert from "node:assert/strict";
import { ANSWER, RESULT_BITS, SLOTS } from "@ashlar/kernel/interface";
import * as layout from "@ashlar/kernel/layout";
import { nameOfCall } from "@ashlar/kernel/system-calls";
import { bigintOf, mark, numberOf, release, type Term, TRUE } from "@ashlar/logic";
import { number64 } from "@ashlar/spec";
import {
  type Arguments,
  boot,
  type Change,
  type Field,
  fault,
  fields,
  invariants,
  isNobodyBetween,
  OBJECTS,
  type Place,
  State,
  systemCall,
  timer,
} from "@ashlar/spec/kernel";
import { KERNEL_BYTES, type Kernel, machineWith } from "./machine.js";
import { addressOf, PLACES } from "./relation.js";

const { GENERATION } = fields;

export interface TwinOptions {
  /** What every byte of memory was before. */
  readonly filling?: number;
  /** Another kernel, such as one with a fault. */
  readonly kernel?: Uint8Array;
}

/** How many domains take turns. */
export const DOMAINS = 2;

export class Twin {
  readonly #memory: Buffer;
  readonly #copy: Buffer;
  readonly #kernel: Kernel;

  /** Boots on so many pages, which held anything before. */
  constructor(
    readonly pages: number,
    { filling = 0, kernel = KERNEL_BYTES }: TwinOptions = {},
  ) {
    const machine = machineWith(pages, kernel);
    this.#memory = machine.memory;
    this.#memory.fill(filling, layout.KERNEL);
    this.#kernel = machine.kernel;
    this.#copy = Buffer.from(this.#memory);
    this.#boot();
  }

  /** The kernel's own pages and those of the first objects become what the specification says. */
  #boot(): void {
    const { pages } = this;
    const start = mark();
    assert.equal(this.#kernel.boot(pages, DOMAINS), 1, "enough pages to boot");
    const infoEnd = layout.PAGE_INFO + (pages << layout.PAGE_INFO_BITS);
    const kernelEnd = Math.ceil(infoEnd / layout.PAGE_BYTES);
    const objectsEnd = (kernelEnd + OBJECTS + DOMAINS) << layout.PAGE_BITS;
    this.#copy.fill(0, layout.KERNEL, infoEnd);
    this.#copy.fill(0, kernelEnd << layout.PAGE_BITS, objectsEnd);
    this.#copy.writeUInt32LE(pages, layout.KERNEL + layout.KERNEL_PAGES);
    const state = boot({ pages, kernelEnd, domains: DOMAINS });
    for (let page = 0; page < pages; page++)
      this.#write(this.#copy, GENERATION, page, 0, numberOf(state.get(GENERATION, number64(page))));
    this.#follow(state);
    release(start);
  }

  /** The kernel must have done what the specification says. */
  #follow(state: State): void {
    for (const change of state.changes.toReversed()) this.#apply(change);
    if (this.#memory.compare(this.#copy, layout.KERNEL, undefined, layout.KERNEL) !== 0)
      assert.fail(this.#difference());
    this.#assertInvariants(state.changes);
  }

  get current(): number {
    return this.read(fields.CURRENT, 0);
  }

  read(field: Field, page: number, slot = 0): number {
    return Number(this.#read(field, page, slot));
  }

  /** A register of a thread, all 64 bits. */
  register(thread: number, register: number): bigint {
    return BigInt(this.#read(fields.REGISTER, thread, register));
  }

  #read(field: Field, page: number, slot: number): number | bigint {
    const place = PLACES.get(field)!;
    const address = addressOf(place, page, slot);
    if (place.bytes < 8) return this.#copy.readUIntLE(address, place.bytes);
    return this.#copy.readBigUInt64LE(address);
  }

  /** Puts a field of both to a value. */
  set(field: Field, page: number, slot: number, value: number): void {
    this.#write(this.#memory, field, page, slot, value);
    this.#write(this.#copy, field, page, slot, value);
  }

  /** A call by the running thread: both must do the same. What it is answered by now. */
  call(number: number, registers: readonly bigint[]): number {
    const caller = this.current;
    this.#step((state) => {
      const parameters = registers.map((value) => number64(value)) as unknown as Arguments;
      this.#kernel[nameOfCall(number)](...registers);
      return systemCall(state, number, parameters);
    });
    return this.resultOf(caller);
  }

  /** How a thread's last call went. */
  resultOf(thread: number): number {
    return Number(BigInt.asUintN(RESULT_BITS, this.register(thread, ANSWER)));
  }

  /** A tick of the timer. */
  tick(): void {
    this.#step((state) => {
      this.#kernel.timer();
      return timer(state);
    });
  }

  /** The running thread faults. */
  fault(kind: bigint, address: bigint): void {
    this.#step((state) => {
      this.#kernel.fault(kind, address);
      return fault(state, number64(kind), number64(address));
    });
  }

  #step(step: (state: State) => State): void {
    const start = mark();
    try {
      this.#follow(step(this.#state()));
    } finally {
      release(start);
    }
  }

  /** All invariants, of all pages and slots. */
  assertAllInvariants(): void {
    for (let page = 1; page < this.pages; page++)
      for (let slot = 0; slot < 256; slot++) {
        const start = mark();
        this.#assertInvariantsAt(number64(page), number64(slot));
        release(start);
      }
    for (let page = 1; page < this.pages; page++) this.#assertNobodyBetween(page);
  }

  #assertNobodyBetween(page: number): void {
    const start = mark();
    const state = this.#state();
    for (let other = 1; other < this.pages; other++)
      assert.equal(
        isNobodyBetween(state, number64(page), number64(other)),
        TRUE,
        `thread ${other} is not between ${page} and the next in its queue`,
      );
    release(start);
  }

  #state(): State {
    const lookup = (field: Field, [page, slot]: Place) => {
      // A specification may look at any number before it knows whether there is such a page.
      const number = page === undefined ? 0n : bigintOf(page);
      const at = slot === undefined ? 0n : bigintOf(slot);
      const isThere = number < BigInt(this.pages) && at < BigInt(SLOTS);
      return number64(isThere ? this.#read(field, Number(number), Number(at)) : 0);
    };
    return State.of(number64(this.pages), lookup);
  }

  #apply(change: Change): void {
    if (change.when !== TRUE) return;
    if ("cleared" in change) {
      const address = numberOf(change.cleared) * layout.PAGE_BYTES;
      this.#copy.fill(0, address, address + layout.PAGE_BYTES);
      return;
    }
    const [page, slot] = change.place.map((part) => numberOf(part!));
    this.#write(this.#copy, change.field, page ?? 0, slot ?? 0, bigintOf(change.value));
  }

  #write(memory: Buffer, field: Field, page: number, slot: number, value: number | bigint): void {
    const place = PLACES.get(field)!;
    const address = addressOf(place, page, slot);
    if (place.bytes < 8) memory.writeUIntLE(Number(value), address, place.bytes);
    else memory.writeBigUInt64LE(BigInt(value), address);
  }

  /** Of all pages and slots that were changed. */
  #assertInvariants(changes: readonly Change[]): void {
    const places = new Map<string, Place>();
    for (const change of changes) {
      const place = "cleared" in change ? [change.cleared] : change.place;
      if (place[0] !== undefined) places.set(place.join(), place as Place);
    }
    for (const [page, slot] of places.values())
      this.#assertInvariantsAt(page!, slot ?? number64(0));
  }

  #assertInvariantsAt(page: Term, slot: Term): void {
    for (const { claim, holds } of invariants(this.#state(), page, slot))
      assert.equal(holds, TRUE, `${claim}: page ${numberOf(page)}, slot ${numberOf(slot)}`);
  }

  #difference(): string {
    const at = this.#memory.findIndex(
      (byte, address) => address >= layout.KERNEL && byte !== this.#copy[address],
    );
    const [kernel, specification] = [this.#memory[at], this.#copy[at]];
    return `byte ${at}: the kernel has ${kernel}, the specification ${specification}`;
  }
}
