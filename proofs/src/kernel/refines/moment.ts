/**
 * The kernel at an arbitrary moment before an entry: any memory, any globals, any registers; and the
 * specification's state that this memory stands for, field by field. So the relation between the two
 * is a function of the memory, and what both do is compared at one arbitrary page.
 */
import { TABLE_ENTRIES } from "@ashlar/kernel/interface";
import { KERNEL, KERNEL_PAGES, PAGE_BYTES, THREAD_STATE } from "@ashlar/kernel/layout";
import {
  add,
  bitVector,
  constant,
  equal,
  extract,
  mul,
  type Term,
  variable,
  zeroExtend,
} from "@ashlar/logic";
import { type Callable, type Module, modelOf, type World } from "@ashlar/semantics";
import { type Field, fields, ownEnd, type Place, State } from "@ashlar/spec/kernel";
import { anyOf } from "../../rapilog/core.js";
import { PLACES } from "../relation.js";
import { RegionMemory } from "./region-memory.js";
import { INDEX_BITS, WORD_SHIFT } from "./regions.js";
import { machineOf, remember } from "./told.js";

export interface Moment {
  readonly functions: readonly Callable[];
  readonly world: World;
  /** What the memory stands for. */
  readonly state: State;
}

const low = (term: Term, bits: number) => extract(term, bits - 1, 0);
const SLOT_BITS = Math.log2(TABLE_ENTRIES);

/** Where a field is: slots that no page has are those of another number. */
export function addressOf(field: Field, [page, slot]: Place): Term {
  const { at, perPage, perSlot } = PLACES.get(field)!;
  const times = (count: number, number: Term) => mul(constant(32, count), number);
  const ofPage =
    page === undefined ? constant(32, at) : add(constant(32, at), times(perPage, low(page, 32)));
  if (slot === undefined || perSlot === 0) return ofPage;
  return add(ofPage, times(perSlot, zeroExtend(low(slot, SLOT_BITS), 32)));
}

/** A field's value in a memory. */
export const fieldIn = (memory: RegionMemory, field: Field, place: Place): Term =>
  zeroExtend(memory.load(addressOf(field, place), PLACES.get(field)!.bytes), 64);

/** Bytes of a page's object that no field has. */
export const bytesIn = (memory: RegionMemory, page: Term, at: number, bytes: number): Term =>
  memory.load(add(constant(32, at), mul(constant(32, PAGE_BYTES), low(page, 32))), bytes);

/** How many pages there are. */
export const pagesIn = (memory: RegionMemory): Term =>
  zeroExtend(memory.load(constant(32, KERNEL + KERNEL_PAGES), 4), 64);

/** The state that a memory stands for, now: whatever is stored later, it stays as it is. */
export function stateOf(memory: RegionMemory): State {
  const now = memory.fork();
  return State.of(pagesIn(now), (field, place) => fieldIn(now, field, place));
}

/**
 * Page 0 is all zero: boot leaves it so, and each theorem has it that nothing is stored there. That is
 * said of the one word of it that the kernel's code looks at: what nobody does, as if it were a thread.
 */
export const isNothingAtZero = (memory: RegionMemory): Term => {
  const word = constant(INDEX_BITS.objects, THREAD_STATE >> WORD_SHIFT.objects);
  return equal(memory.wordAt("objects", word), constant(8 << WORD_SHIFT.objects, 0));
};

/**
 * The moment before any entry. What is called may be run, as it is here, or described: by contracts,
 * which come with their functions' numbers.
 */
export function arbitraryMoment(
  module: Module,
  contracts: ReadonlyMap<number, Callable["host"]> = new Map(),
): Moment {
  const memory = RegionMemory.arbitrary((unlimited) => {
    const state = stateOf(unlimited);
    return { pages: state.pages, ramPages: state.get(fields.RAM_PAGES), ownEnd: ownEnd(state) };
  });
  const machine = machineOf(module);
  const { functions, world } = modelOf(module, {
    memory,
    global: (at) => {
      const { mutable, type } = module.globals[at]!;
      return mutable ? anyOf(`global ${at}`, type) : undefined;
    },
    contract: (index) => machine(index) ?? contracts.get(index),
  });
  const state = stateOf(memory);
  remember(world, {
    space: low(state.get(fields.SPACE), 32),
    interrupts: state.get(fields.MASK, state.get(fields.RUNNING_DOMAIN)),
    objects: memory.objects,
  });
  return { functions, world, state };
}

/** What a user program passes to a call. */
export const anyRegisters = (): Term[] =>
  [..."abcdefgh"].map((name) => variable(`register ${name}`, bitVector(64)));
