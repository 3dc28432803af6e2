/** What the code finds, or why not, as the specification says it: parts that change nothing. */
import * as numbers from "@ashlar/kernel/interface";
import { CAPABILITY_BITS, PAGE_BITS } from "@ashlar/kernel/layout";
import {
  add,
  and,
  any,
  concat,
  constant,
  equal,
  extract,
  ite,
  lshr,
  mul,
  not,
  or,
  type Term,
  ule,
  zeroExtend,
} from "@ashlar/logic";
import {
  type Arguments,
  type Capability,
  fields,
  hasSlot,
  isEmpty,
  isLive,
  named,
  object,
  perform,
  rootOf,
  type State,
  transfer,
} from "@ashlar/spec/kernel";
import type { Done } from "./described.js";

/** Refusals blame the first argument until it is known which one has named the slot. */
const FIRST_BLAMED = 1n << BigInt(numbers.ARGUMENT_BIT);
/** Where a word that is a refusal says which. */
const REFUSAL_BIT = 32n;

const wide = (term: Term) => zeroExtend(term, 64);
const chosen = (refusals: readonly (readonly [Term, Term])[], otherwise: Term) =>
  refusals.reduceRight((rest, [is, answer]) => ite(is, answer, rest), otherwise);

/** Page, rights and badge as one word. That it has the needed rights shows in its form. */
const wordOf = ({ page, rights, badge }: Capability, needed: Term) =>
  concat(extract(badge, 31, 0), concat(extract(or(rights, needed), 7, 0), extract(page, 23, 0)));

const refusedWord = (answer: number) =>
  constant(64, (BigInt(answer) | FIRST_BLAMED) << REFUSAL_BIT);

/** A slot of the running thread's space is for an object of a type, with rights. */
export function found(state: State, [slot, type, rights]: readonly Term[]): Done {
  const capability = object(state, slot!);
  const needed = wide(rights!);
  const isType = equal(state.get(fields.TYPE, capability.page), wide(type!));
  const refusals = [
    [isEmpty(capability), refusedWord(numbers.NO_CAPABILITY)],
    [not(isType), refusedWord(numbers.WRONG_TYPE)],
    [not(equal(and(capability.rights, needed), needed)), refusedWord(numbers.NO_RIGHT)],
  ] as const;
  return { after: state, results: [chosen(refusals, wordOf(capability, needed))] };
}

/** The address of the slot itself, if what stands in it is of one of these types, with rights. */
export function foundDirect(state: State, [slot, types, needed]: readonly Term[]): Done {
  const capability = named(state, slot!);
  const isThere = and(hasSlot(state, state.current, slot!), isLive(state, capability));
  const type = extract(state.get(fields.TYPE, capability.page), 31, 0);
  const isAmong = equal(and(lshr(types!, type), constant(32, 1)), constant(32, 1));
  const answer = (refusal: number) => constant(32, refusal);
  const refusals = [
    [not(isThere), answer(numbers.NO_CAPABILITY)],
    [not(isAmong), answer(numbers.WRONG_TYPE)],
    [not(equal(and(capability.rights, needed!), needed!)), answer(numbers.NO_RIGHT)],
  ] as const;
  return { after: state, results: [chosen(refusals, slotAddress(rootOf(state).page, slot!))] };
}

/** The address of a slot of a CNode. */
const slotAddress = (page: Term, slot: Term) =>
  add(
    mul(constant(32, 1 << PAGE_BITS), extract(page, 31, 0)),
    mul(constant(32, 1 << CAPABILITY_BITS), extract(slot, 31, 0)),
  );

/** The globals in which `transfer` leaves addresses. */
const [FROM, INTO] = [1, 2];
/** So many refusals come before these are known. */
const CHECKED_BEFORE = 8;

/** A capability may go from one slot to another; where these are, globals say. */
export function transferred(state: State, parameters: readonly Term[]): Done {
  const [slot, index, source, sourceIndex, needed] = parameters;
  const passed = [slot, index, source, sourceIndex] as unknown as Arguments;
  const ways = [numbers.READ, numbers.WRITE].map((rights) => {
    const { from, into, refusals } = transfer(state, passed, rights);
    const isKnown = not(any(refusals.slice(0, CHECKED_BEFORE).map(([is]) => is)));
    const { result } = perform(state, { refusals, invoke: (same) => same });
    return { from, into, isKnown, result };
  });
  const [reading, writing] = [ways[0]!, ways[1]!];
  const isReading = equal(needed!, constant(32, numbers.READ));
  const isKnown = ite(isReading, reading.isKnown, writing.isKnown);
  return {
    ...{ after: state, results: [ite(isReading, reading.result, writing.result)] },
    globals: [
      [FROM, isKnown, slotAddress(reading.from[0]!, reading.from[1]!)],
      [INTO, isKnown, slotAddress(reading.into[0]!, reading.into[1]!)],
    ],
  };
}

/** It asks for one of two rights. */
export const isNeeded = ([, , , , needed]: readonly Term[]) =>
  or(equal(needed!, constant(32, numbers.READ)), equal(needed!, constant(32, numbers.WRITE)));

/** Rights are some that there are; an Indirection itself is nothing that a slot is for. */
export const isForAnObject = ([, type, rights]: readonly Term[]) =>
  and(
    not(equal(type!, constant(32, numbers.INDIRECTION))),
    ule(rights!, constant(32, numbers.ALL_RIGHTS)),
  );
