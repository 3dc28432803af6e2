/**
 * A system call: first everything is checked and nothing changed (decode), then the change is made
 * and cannot fail (invoke).
 */
import { ARGUMENT_BIT, DONE, NO_CAPABILITY, NO_RIGHT, WRONG_TYPE } from "@ashlar/kernel/interface";
import { and, any, equal, FALSE, ite, not, type Term } from "@ashlar/logic";
import { number64 } from "../number.js";
import {
  type Capability,
  capabilityAt,
  chosen,
  hasSlot,
  isEmpty,
  isLive,
  isOfType,
  NO_CAPABILITY as NONE,
  resolved,
  rootOf,
} from "./capability.js";
import type { State } from "./state.js";

/** What a thread passes in its registers, `a0` to `a7`: 64 bits each. */
export type Arguments = readonly [
  a: Term,
  b: Term,
  c: Term,
  d: Term,
  e: Term,
  f: Term,
  g: Term,
  h: Term,
];

export interface Outcome {
  readonly state: State;
  /** What the caller is answered, unless it waits. */
  readonly result: Term;
  /** Whether what it waits for, or finds there, is the answer: a truth value. */
  readonly isLater: Term;
}

export type SystemCall = (state: State, registers: Arguments) => Outcome;

/**
 * Why a call is refused, what it then answers, and which of its arguments is to blame: its place among
 * them, if one is. The first that holds counts.
 */
export type Refusal = readonly [isRefused: Term, answer: number, argument?: number];

const answerOf = ([, answer, argument]: Refusal) =>
  number64(argument === undefined ? answer : answer | ((1 + argument) << ARGUMENT_BIT));

/** A call as checks and what it does when all are passed. */
export interface Decoded {
  readonly refusals: readonly Refusal[];
  readonly invoke: (state: State) => State;
  /** What it answers then. */
  readonly answer?: Term;
  /** Whether what it waits for, or finds there, is the answer. */
  readonly isLater?: Term;
}

export function perform(state: State, decoded: Decoded): Outcome {
  const { invoke, answer, isLater = FALSE } = decoded;
  const refusals = decoded.refusals.filter(([, refusal]) => state.isRefusal(refusal));
  const isRefused = any(refusals.map(([is]) => is));
  return {
    state: state.if(not(isRefused), invoke),
    result: refusals.reduceRight(
      (otherwise, refusal) => ite(refusal[0], answerOf(refusal), otherwise),
      answer ?? number64(DONE),
    ),
    isLater: and(not(isRefused), isLater),
  };
}

/** The capability in a slot of a thread's space, as it stands there; by default of who runs. */
export function named(state: State, slot: Term, thread = state.current): Capability {
  const taken = thread === state.current ? state.found("named", slot) : undefined;
  if (taken !== undefined) return taken;
  const isThere = hasSlot(state, thread, slot);
  return chosen(isThere, capabilityAt(state, rootOf(state, thread).page, slot), NONE);
}

/** What a slot of the running thread's space is for. */
export const object = (state: State, slot: Term) =>
  state.found("object", slot) ?? resolved(state, named(state, slot));

export const hasRights = ({ rights }: Capability, needed: number) =>
  equal(and(rights, number64(needed)), number64(needed));

/**
 * The usual checks of the object that a call is for, which is what the slot that an argument names
 * has; it may be of one of these types.
 */
const refusalsAmong = (
  state: State,
  capability: Capability,
  types: readonly number[],
  rights: number,
  argument: number,
): Refusal[] => [
  [isEmpty(capability), NO_CAPABILITY, argument],
  [not(any(types.map((type) => isOfType(state, capability.page, type)))), WRONG_TYPE, argument],
  [not(hasRights(capability, rights)), NO_RIGHT, argument],
];

export const objectRefusals = (
  state: State,
  capability: Capability,
  type: number,
  rights: number,
  argument: number,
): Refusal[] => refusalsAmong(state, capability, [type], rights, argument);

/** The same of a capability as it stands in a slot, with no Indirection before the object. */
export const directRefusals = (
  state: State,
  capability: Capability,
  type: number,
  rights: number,
  argument: number,
): Refusal[] => directRefusalsAmong(state, capability, [type], rights, argument);

export const directRefusalsAmong = (
  state: State,
  capability: Capability,
  types: readonly number[],
  rights: number,
  argument: number,
): Refusal[] => [
  [not(isLive(state, capability)), NO_CAPABILITY, argument],
  ...refusalsAmong(state, capability, types, rights, argument),
];
