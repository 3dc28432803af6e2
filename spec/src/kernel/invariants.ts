/**
 * What holds in every state that the kernel comes to. Each is about one arbitrary page, and one
 * arbitrary slot of it: what holds of any holds of all.
 */
import * as numbers from "@ashlar/kernel/interface";
import { GENERATION_MAX } from "@ashlar/kernel/layout";
import { all, and, equal, implies, ite, not, or, type Term, uge, ule, ult } from "@ashlar/logic";
import { type Claim, where } from "../claim.js";
import { number64 } from "../number.js";
import { capabilityAt, isLive, isOfType, isSlot } from "./capability.js";
import { domainInvariants } from "./domain-invariants.js";
import {
  DYING,
  END,
  FIRST,
  FIRST_FREE,
  GENERATION,
  HANDLER,
  IRQ,
  LISTENER,
  LISTENS,
  RAM_PAGES,
  ROOT,
  RUNNING_DOMAIN,
  TARGET,
  THREAD,
  THREAD_SPACE,
  TYPE,
} from "./fields.js";
import { interruptInvariants } from "./interrupt.js";
import { mappingInvariants } from "./mapping-invariants.js";
import { placeInvariants } from "./place-invariants.js";
import { queueInvariants } from "./queue-invariants.js";
import type { State } from "./state.js";
import { threadInvariants } from "./thread-invariants.js";
import { referenceIn, type WeakReference } from "./weak-reference.js";

const [ZERO, ONE] = [number64(0), number64(1)];
/** Bits that are no rights. */
const NO_RIGHTS = not(number64(numbers.ALL_RIGHTS));

/** Whether a page may be in the range of an Untyped. */
const isInRanges = (state: State, page: Term) =>
  and(uge(page, state.get(FIRST_FREE)), ult(page, state.get(RAM_PAGES)));

/** A page of a type that there is, of a generation that there is; what dies is something. */
export function pageInvariants(state: State, page: Term): Claim[] {
  const [dying, generation] = [state.get(DYING, page), state.get(GENERATION, page)];
  return [
    { claim: "a page has a type", holds: ult(state.get(TYPE, page), number64(numbers.TYPES)) },
    { claim: "it is dying or not", holds: ule(dying, ONE) },
    {
      claim: "what is free is not dying",
      holds: implies(isOfType(state, page, numbers.FREE), equal(dying, ZERO)),
    },
    {
      claim: "what is there for ever is in nobody's range, and what is in none does not die",
      holds: ite(
        isInRanges(state, page),
        ult(state.get(TYPE, page), number64(numbers.RETYPES)),
        equal(dying, ZERO),
      ),
    },
    {
      claim: "page 0 is nothing, so that its number names nothing",
      holds: implies(equal(page, ZERO), isOfType(state, page, numbers.FREE)),
    },
    {
      claim: "it has a generation, and not one too many",
      holds: and(not(equal(generation, ZERO)), ule(generation, number64(GENERATION_MAX))),
    },
  ];
}

/**
 * A weak reference is empty, all zero, or to a page that there is; never to a generation that is still to
 * come, and to the present one only while the page is something and not dying: so it dies for good.
 */
export function isSoundReference(state: State, page: Term, generation: Term): Term {
  const present = state.get(GENERATION, page);
  const isSomething = and(
    not(isOfType(state, page, numbers.FREE)),
    equal(state.get(DYING, page), ZERO),
  );
  return or(
    and(equal(generation, ZERO), equal(page, ZERO)),
    all([
      not(equal(generation, ZERO)),
      ult(page, state.pages),
      ule(generation, present),
      implies(equal(generation, present), isSomething),
    ]),
  );
}

/** The range of an Untyped is one, among the pages that may be reclaimed, and without itself. */
function isSoundRange(state: State, page: Term): Term {
  const [first, end] = [state.get(FIRST, page), state.get(END, page)];
  return all([
    and(uge(first, state.get(FIRST_FREE)), ult(first, end)),
    ule(end, state.get(RAM_PAGES)),
    or(ult(page, first), ule(end, page)),
  ]);
}

/** What a page's weak references are to, if that is still there. */
export function referenceInvariants(state: State, page: Term): Claim[] {
  const of = (type: number, holds: () => Term) => where(isOfType(state, page, type), holds);
  const typed = (fields: WeakReference, type: number) => {
    const to = referenceIn(state, fields, page);
    return and(
      isSoundReference(state, to.page, to.generation),
      implies(isLive(state, to), isOfType(state, to.page, type)),
    );
  };
  return [
    {
      claim: "a thread's space, its address space and its handler are what they must be",
      holds: of(numbers.THREAD, () =>
        all([
          typed(ROOT, numbers.CNODE),
          typed(THREAD_SPACE, numbers.ROOT_TABLE),
          typed(HANDLER, numbers.ENDPOINT),
        ]),
      ),
    },
    {
      claim: "an interrupt signals a notification",
      holds: of(numbers.IRQ_HANDLER, () => typed(IRQ, numbers.NOTIFICATION)),
    },
    {
      claim: "a thread listens to a notification",
      holds: of(numbers.THREAD, () => typed(LISTENS, numbers.NOTIFICATION)),
    },
    {
      claim: "and is a thread",
      holds: of(numbers.NOTIFICATION, () => typed(LISTENER, numbers.THREAD)),
    },
  ];
}

/** Of an object of a page, and of a slot of it. */
export function objectInvariants(state: State, page: Term, slot: Term): Claim[] {
  const of = (type: number, holds: () => Term) => where(isOfType(state, page, type), holds);
  const isSoundSlot = () => {
    const { page: to, generation } = capabilityAt(state, page, slot);
    return isSoundReference(state, to, generation);
  };
  const hasOnlyRights = () => equal(and(capabilityAt(state, page, slot).rights, NO_RIGHTS), ZERO);
  const isSoundTarget = () =>
    isSoundReference(state, state.get(TARGET.page, page), state.get(TARGET.generation, page));
  return [
    {
      claim: "an Untyped has a range",
      holds: of(numbers.UNTYPED, () => isSoundRange(state, page)),
    },
    {
      claim: "a slot's capability is sound",
      holds: where(isSlot(slot), () => of(numbers.CNODE, isSoundSlot)),
    },
    {
      claim: "a slot has no rights but those that there are",
      holds: where(isSlot(slot), () => of(numbers.CNODE, hasOnlyRights)),
    },
    {
      claim: "an Indirection's target is sound",
      holds: of(numbers.INDIRECTION, isSoundTarget),
    },
  ];
}

/** Who runs is a thread that can, in the domain whose turn it is, or nobody does. */
export function isSoundCurrent(state: State): Term {
  const { current } = state;
  return or(
    equal(current, ZERO),
    all([
      isOfType(state, current, numbers.THREAD),
      equal(state.get(DYING, current), ZERO),
      equal(state.get(THREAD.domain, current), state.get(RUNNING_DOMAIN)),
    ]),
  );
}

/** Of a page that there is, and of a slot, a priority, an entry or a mapping slot. */
export const invariants = (state: State, page: Term, slot: Term): Claim[] => [
  ...pageInvariants(state, page),
  ...objectInvariants(state, page, slot),
  ...referenceInvariants(state, page),
  ...threadInvariants(state, page),
  ...queueInvariants(state, page, slot),
  ...domainInvariants(state, page),
  ...interruptInvariants(state, page, slot),
  ...mappingInvariants(state, page, slot),
  ...placeInvariants(state, page),
  { claim: "who runs is a thread that can", holds: isSoundCurrent(state) },
];
