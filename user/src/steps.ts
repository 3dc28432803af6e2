/** The plan's steps as they gather, with the root task's slots and the pages that they use. */
import assert from "node:assert/strict";
import * as kernel from "@ashlar/kernel/interface";
import { DEVICES, DMA_FRAMES, INTERRUPTS } from "./machine.js";
import { ARGUMENTS, PROGRAM } from "./places.js";
import {
  OTHER_HAND_SLOT,
  STEP_CALL,
  STEP_FRAME,
  STEP_PAGE,
  STEP_PHYSICAL,
  STEP_RETYPE,
  STEP_WORDS,
} from "./plan.js";

/** In which slots the root task finds what is there from boot on. */
export function bootSlots(domains: number) {
  const interrupts = kernel.ROOT_DOMAIN_SLOT + domains;
  const devices = interrupts + INTERRUPTS;
  const dma = devices + DEVICES;
  return {
    rootTable: kernel.ROOT_SPACE_SLOT,
    domain: (number: number) => kernel.ROOT_DOMAIN_SLOT + number,
    interrupt: (source: number) => interrupts + source - 1,
    device: (number: number) => devices + number,
    dma: (number: number) => dma + number,
    free: dma + DMA_FRAMES,
  };
}

/** Whose pages are handed out, up to where. */
interface Store {
  readonly slot: number;
  readonly first: number;
  next: number;
  readonly end: number;
}

/** A page of a component's own. */
export interface OwnFrame {
  readonly within: string | undefined;
  readonly leaf: number;
  readonly index: number;
  readonly rights: number;
  readonly from: number;
  readonly length: number;
  /** Whether the root task needs it again, to map it for somebody else too. */
  readonly isKept: boolean;
}

export class Steps {
  readonly words: bigint[] = [];
  readonly boot: ReturnType<typeof bootSlots>;
  readonly #root: Store = { slot: kernel.ROOT_UNTYPED_SLOT, first: 0, next: 0, end: 2 ** 20 };
  readonly #untypeds = new Map<string, Store>();
  #slot: number;

  constructor(domains: number) {
    this.boot = bootSlots(domains);
    this.#slot = this.boot.free;
  }

  get count(): number {
    return this.words.length / STEP_WORDS;
  }

  /** How many pages the plan takes. */
  get pages(): number {
    return this.#root.next;
  }

  #add(first: number, ...others: number[]): void {
    const words = [first, ...others];
    while (words.length < STEP_WORDS) words.push(0);
    assert.equal(words.length, STEP_WORDS);
    this.words.push(...words.map(BigInt));
  }

  call(number: number, ...parameters: number[]): void {
    this.#add(STEP_CALL | (number << 8), ...parameters);
  }

  #freeSlot(): number {
    const slot = this.#slot++;
    assert.ok(slot < OTHER_HAND_SLOT, "the root task's slots suffice");
    return slot;
  }

  #storeOf(within: string | undefined): Store {
    if (within === undefined) return this.#root;
    const store = this.#untypeds.get(within);
    assert.ok(store, within);
    return store;
  }

  #page(store: Store): number {
    assert.ok(store.next < store.end, "the Untyped's pages suffice");
    return store.next++;
  }

  /** Makes an object; its slot. */
  make(type: number, within?: string, slot = this.#freeSlot()): number {
    const store = this.#storeOf(within);
    this.#add(STEP_RETYPE, store.slot, this.#page(store), type, 0, 0, slot);
    return slot;
  }

  /** Makes an Untyped over so many pages; its slot. It lies directly before them. */
  makeUntyped(name: string, pages: number, within?: string): number {
    const slot = this.#freeSlot();
    const store = this.#storeOf(within);
    const page = this.#page(store);
    const first = store.next;
    store.next += pages;
    const end = store.next;
    assert.ok(end <= store.end, "the Untyped's pages suffice");
    this.#add(STEP_RETYPE, store.slot, page, kernel.UNTYPED, first, end, slot);
    this.#untypeds.set(name, { slot, first, next: first, end });
    return slot;
  }

  /** Copies a capability with a badge into another of the root task's slots. */
  mint(from: number, into: number, rights: number, badge: number): void {
    const { ROOT_CNODE_SLOT } = kernel;
    this.call(kernel.CNODE_MINT, ROOT_CNODE_SLOT, into, ROOT_CNODE_SLOT, from, rights, badge);
  }

  /** Copies a capability into a component's space. */
  hand(cnode: number, slot: number, from: number, rights: number, badge?: number): void {
    const parameters = [cnode, slot, kernel.ROOT_CNODE_SLOT, from, rights];
    if (badge === undefined) this.call(kernel.CNODE_COPY, ...parameters);
    else this.call(kernel.CNODE_MINT, ...parameters, badge);
  }

  drop(slot: number): void {
    this.call(kernel.CNODE_DELETE, kernel.ROOT_CNODE_SLOT, slot);
  }

  /** Makes and maps a frame; the slot in which it is kept, if it is. */
  frame({ within, leaf, index, rights, from, length, isKept }: OwnFrame): number {
    const store = this.#storeOf(within);
    const page = this.#page(store);
    const keep = isKept ? this.#freeSlot() : 0;
    this.#add(STEP_FRAME, store.slot, page, leaf, index, rights, from, length, keep);
    return keep;
  }

  /** The physical address of a DMA frame becomes an argument of the text that is at an address. */
  physical(number: number, text: number, argument: number): void {
    this.#add(STEP_PHYSICAL, number, text + ARGUMENTS - PROGRAM + argument * 8);
  }

  /** The number of an Untyped's first page does. */
  firstPage(untyped: string, text: number, argument: number): void {
    const { first } = this.#storeOf(untyped);
    this.#add(STEP_PAGE, first, text + ARGUMENTS - PROGRAM + argument * 8);
  }
}
