/**
 * Untyped: authority over a range of pages. The kernel allocates nothing: who holds an Untyped says
 * which of its pages becomes what, and gets it back, whatever others do in between.
 *
 * Ranges nest and may overlap; a free page belongs to whoever comes first. Authority is containment:
 * any Untyped whose range has a page may reclaim it, so an ancestor reclaims its children first, and
 * then nothing can retype behind it.
 */
import * as numbers from "@ashlar/kernel/interface";
import { GENERATION_MAX } from "@ashlar/kernel/layout";
import { add, and, any, equal, ite, not, or, type Term, uge, ule, ult } from "@ashlar/logic";
import { number64 } from "../number.js";
import { capabilityAt, isEmpty, isOfType, isSlot, rootOf, withCapability } from "./capability.js";
import { CURSOR, DYING, END, FIRST, GENERATION, OWNER, THREAD, TYPE } from "./fields.js";
import { isMapped, unmap } from "./mapping.js";
import { cancelled } from "./message.js";
import {
  endpointQueue,
  headOf,
  isNobodyIn,
  notificationQueue,
  type Queue,
  remove,
} from "./queue.js";
import type { State } from "./state.js";
import {
  type Arguments,
  object,
  objectRefusals,
  perform,
  type Refusal,
  type SystemCall,
} from "./system-call.js";
import { detached, isUnswept, sweep } from "./table.js";
import { dismiss, isSome, stop, wake } from "./thread.js";

const [ZERO, ONE] = [number64(0), number64(1)];

const isInRange = (state: State, untyped: Term, page: Term) =>
  and(uge(page, state.get(FIRST, untyped)), ult(page, state.get(END, untyped)));

/**
 * A child's range is within its parent's, not empty, and without the child's own page. All other
 * types have none: both its numbers are 0.
 */
function rangeRefusals(state: State, untyped: Term, registers: Arguments): Refusal[] {
  const [, page, type, first, end] = registers;
  const isUntyped = equal(type, number64(numbers.UNTYPED));
  const isFirst = uge(first, state.get(FIRST, untyped));
  const isWithin = and(ule(end, state.get(END, untyped)), ult(first, end));
  const isWithoutItself = or(ult(page, first), uge(page, end));
  return [
    [not(ite(isUntyped, isFirst, equal(first, ZERO))), numbers.OUT_OF_RANGE, 3],
    [
      not(ite(isUntyped, and(isWithin, isWithoutItself), equal(end, ZERO))),
      numbers.OUT_OF_RANGE,
      4,
    ],
  ];
}

const isFree = (state: State, page: Term) => isOfType(state, page, numbers.FREE);

/**
 * `untypedRetype(untyped, page, type, first, end, slot)`: makes a free page an object, all zero, and
 * puts the capability with all rights into an empty slot of the caller's space. An Untyped gets the
 * pages from `first` to before `end`; for other types both must be 0. Needs WRITE.
 */
export const retype: SystemCall = (state, registers) => {
  const [slot, page, type, first, end, into] = registers;
  const untyped = object(state, slot);
  const root = rootOf(state).page;
  const isUntyped = equal(type, number64(numbers.UNTYPED));
  return perform(state, {
    refusals: [
      ...objectRefusals(state, untyped, numbers.UNTYPED, numbers.WRITE, 0),
      [not(isInRange(state, untyped.page, page)), numbers.OUT_OF_RANGE, 1],
      [or(equal(type, ZERO), uge(type, number64(numbers.RETYPES))), numbers.OUT_OF_RANGE, 2],
      ...rangeRefusals(state, untyped.page, registers),
      [not(isSlot(into)), numbers.OUT_OF_RANGE, 5],
      [not(isFree(state, page)), numbers.IN_USE, 1],
      [not(isEmpty(capabilityAt(state, root, into))), numbers.IN_USE, 5],
    ],
    invoke: (before) =>
      withCapability(
        before
          .cleared(page)
          .with(TYPE, [page], type)
          .with(OWNER, [page], untyped.page)
          .if(isUntyped, (made) => made.with(FIRST, [page], first).with(END, [page], end)),
        [root, into],
        {
          ...{ generation: state.get(GENERATION, page), page },
          ...{ rights: number64(numbers.ALL_RIGHTS), badge: ZERO },
        },
      ),
  });
};

const kill = (state: State, page: Term): State =>
  state
    .either(
      isOfType(state, page, numbers.THREAD),
      (thread) => stop(thread, page),
      (other) => detached(other, page),
    )
    .with(GENERATION, [page], add(state.get(GENERATION, page), ONE))
    .with(DYING, [page], ONE);

/** Who waits at what dies is told so, one a step. */
function drained(state: State, queue: Queue): State {
  const first = headOf(state, queue);
  return wake(cancelled(remove(state, queue, first), first), first);
}

export const drainEndpoint = (state: State, endpoint: Term): State =>
  state.routine({ name: "drainEndpoint", parameters: [endpoint] }, (before) =>
    drained(before, endpointQueue(endpoint)),
  );

export const drainNotification = (state: State, notification: Term): State =>
  state.routine({ name: "drainNotification", parameters: [notification] }, (before) =>
    drained(before, notificationQueue(notification)),
  );

const release = (state: State, page: Term): State =>
  state
    .with(TYPE, [page], number64(numbers.FREE))
    .with(DYING, [page], ZERO)
    .with(CURSOR, [page], ZERO)
    .with(OWNER, [page], ZERO);

type Part = readonly [isNext: Term, step: (state: State) => State];

/** What a page that dies must still let go of, one part a step; the first that there is. */
function lettingGo(state: State, page: Term): Part[] {
  const isAwaited = (type: number, queue: Queue) =>
    and(isOfType(state, page, type), not(isNobodyIn(state, queue)));
  const isOwing = and(
    isOfType(state, page, numbers.THREAD),
    isSome(state.get(THREAD.caller, page)),
  );
  const mappings = Array.from({ length: numbers.MAPPING_SLOTS }, (_, at): Part => {
    const slot = number64(at);
    return [isMapped(state, page, slot), (now) => unmap(now, page, slot)];
  });
  return [
    [isAwaited(numbers.ENDPOINT, endpointQueue(page)), (now) => drainEndpoint(now, page)],
    [
      isAwaited(numbers.NOTIFICATION, notificationQueue(page)),
      (now) => drainNotification(now, page),
    ],
    [isOwing, (now) => dismiss(now, page)],
    ...mappings,
    [isUnswept(state, page), (now) => sweep(now, page)],
  ];
}

/** A step of reclaiming a page that is dying: lets go of a part, or if there is none it is free. */
const letGo = (state: State, page: Term): State =>
  lettingGo(state, page).reduceRight<(now: State) => State>(
    (otherwise, [is, step]) =>
      (now) =>
        now.either(is, step, otherwise),
    (empty) => release(empty, page),
  )(state);

/**
 * `untypedReclaim(untyped, page)`: takes a page back, one bounded step a call. The first raises the
 * generation: all capabilities to the page are void, and nothing can join it any more; a thread stops,
 * a page table leaves where it was used. Those that follow tell who waits there, or for a thread's
 * reply, that it is no more, and empty the entries that name a frame, or those of a table. It answers
 * AGAIN until the page is free. Needs WRITE.
 */
export const reclaim: SystemCall = (state, [slot, page]) => {
  const untyped = object(state, slot);
  const isDying = equal(state.get(DYING, page), ONE);
  const isWornOut = and(not(isDying), equal(state.get(GENERATION, page), number64(GENERATION_MAX)));
  const isAgain = or(not(isDying), any(lettingGo(state, page).map(([is]) => is)));
  return perform(state, {
    refusals: [
      ...objectRefusals(state, untyped, numbers.UNTYPED, numbers.WRITE, 0),
      [not(isInRange(state, untyped.page, page)), numbers.OUT_OF_RANGE, 1],
      [isFree(state, page), numbers.OUT_OF_RANGE, 1],
      [isWornOut, numbers.WORN_OUT],
    ],
    invoke: (before) =>
      before.either(
        isDying,
        (dying) => letGo(dying, page),
        (living) => kill(living, page),
      ),
    answer: ite(isAgain, number64(numbers.AGAIN), number64(numbers.DONE)),
  });
};
