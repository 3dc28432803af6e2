/**
 * A system call: first everything is checked and nothing changed (decode), then the change is made
 * and cannot fail (invoke).
 */
import { DONE, NO_CAPABILITY, NO_RIGHT, WRONG_TYPE } from "@ashlar/kernel/interface";
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

/** Why a call is refused, and what it then answers. The first that holds counts. */
export type Refusal = readonly [isRefused: Term, answer: number];

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
      (otherwise, [is, refusal]) => ite(is, number64(refusal), otherwise),
      answer ?? number64(DONE),
    ),
    isLater: and(not(isRefused), isLater),
  };
}

/** The capability in a slot of a thread's space, as it stands there; by default of who runs. */
export function named(state: State, slot: Term, thread = state.current): Capability {
  const isThere = hasSlot(state, thread, slot);
  return chosen(isThere, capabilityAt(state, rootOf(state, thread).page, slot), NONE);
}

/** What a slot of the running thread's space is for. */
export const object = (state: State, slot: Term) => resolved(state, named(state, slot));

export const hasRights = ({ rights }: Capability, needed: number) =>
  equal(and(rights, number64(needed)), number64(needed));

/** The usual checks of the object that a call is for; it may be of one of these types. */
const refusalsAmong = (
  state: State,
  capability: Capability,
  types: readonly number[],
  rights: Term,
): Refusal[] => [
  [isEmpty(capability), NO_CAPABILITY],
  [not(any(types.map((type) => isOfType(state, capability.page, type)))), WRONG_TYPE],
  [not(equal(and(capability.rights, rights), rights)), NO_RIGHT],
];

export const objectRefusals = (
  state: State,
  capability: Capability,
  type: number,
  rights: number,
): Refusal[] => refusalsAmong(state, capability, [type], number64(rights));

/** The same of a capability as it stands in a slot, with no Indirection before the object. */
export const directRefusals = (
  state: State,
  capability: Capability,
  type: number,
  rights: number,
): Refusal[] => directRefusalsAmong(state, capability, [type], number64(rights));

export const directRefusalsAmong = (
  state: State,
  capability: Capability,
  types: readonly number[],
  rights: Term,
): Refusal[] => [
  [not(isLive(state, capability)), NO_CAPABILITY],
  ...refusalsAmong(state, capability, types, rights),
];
