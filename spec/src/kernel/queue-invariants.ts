/** What holds of queues: with what holds of the threads in them (`thread-invariants.ts`). */
import * as numbers from "@ashlar/kernel/interface";
import { all, and, equal, implies, lshr, not, or, type Term, ult } from "@ashlar/logic";
import { type Claim, where } from "../claim.js";
import { number64 } from "../number.js";
import { listenerOf } from "./binding.js";
import { isOfType } from "./capability.js";
import { READY_MAP, SIGNALLED, THREAD } from "./fields.js";
import {
  endpointQueue,
  headOf,
  isNobodyIn,
  notificationQueue,
  type Queue,
  readyQueue,
} from "./queue.js";
import type { State } from "./state.js";
import { isIn, isNone, isSome, isThread } from "./thread.js";

const [ZERO, ONE] = [number64(0), number64(1)];

/** A queue is empty or has a first and a last, which name it; its tickets are still to be given. */
function isSoundQueue(state: State, queue: Queue): Term {
  const { fields, place } = queue;
  const [head, tail] = [headOf(state, queue), state.get(fields.tail, ...place)];
  const isThere = (thread: Term, neighbour: Term) =>
    all([
      isThread(state, thread),
      equal(state.get(THREAD.queue, thread), place[0]!),
      isNone(neighbour),
    ]);
  return or(
    and(isNone(head), isNone(tail)),
    and(
      isThere(head, state.get(THREAD.previous, head)),
      isThere(tail, state.get(THREAD.next, tail)),
    ),
  );
}

/** The first and the last thread of a domain's queue have its priority. */
function areOfPriority(state: State, queue: Queue, priority: Term): Term {
  const { fields, place } = queue;
  const isOf = (thread: Term) => equal(state.get(THREAD.priority, thread), priority);
  const [head, tail] = [headOf(state, queue), state.get(fields.tail, ...place)];
  return or(isNone(head), and(isOf(head), isOf(tail)));
}

/** Of a page that has queues; of a domain's, that of one priority. */
export function queueInvariants(state: State, page: Term, priority: Term): Claim[] {
  const notification = notificationQueue(page);
  const ready = readyQueue(page, priority);
  const isPriority = ult(priority, number64(numbers.PRIORITIES));
  const bit = () => and(lshr(state.get(READY_MAP, page), priority), ONE);
  const of = (type: number, holds: () => Term) => where(isOfType(state, page, type), holds);
  return [
    {
      claim: "an endpoint's queue is one",
      holds: of(numbers.ENDPOINT, () => isSoundQueue(state, endpointQueue(page))),
    },
    {
      claim: "a notification's queue is one, and empty while bits are set",
      holds: of(numbers.NOTIFICATION, () =>
        and(
          isSoundQueue(state, notification),
          or(isNone(state.get(SIGNALLED, page)), isNobodyIn(state, notification)),
        ),
      ),
    },
    {
      claim: "bits are kept only while who listens to them does not receive",
      holds: of(numbers.NOTIFICATION, () => {
        const listener = listenerOf(state, page);
        const receives = and(isSome(listener), isIn(state, listener, numbers.RECEIVING));
        return implies(receives, isNone(state.get(SIGNALLED, page)));
      }),
    },
    {
      claim: "a domain's queue is one, and its map says whether it is empty",
      holds: of(numbers.DOMAIN, () =>
        implies(
          isPriority,
          all([
            isSoundQueue(state, ready),
            areOfPriority(state, ready, priority),
            equal(equal(bit(), ZERO), isNobodyIn(state, ready)),
          ]),
        ),
      ),
    },
  ];
}

/**
 * Of two pages: if both are threads in one queue, they have different tickets, and neither comes
 * between the other one and its next.
 */
export const isNobodyBetween = (state: State, thread: Term, other: Term): Term =>
  where(and(isThread(state, thread), isThread(state, other)), () =>
    isNotBetween(state, thread, other),
  );

function isNotBetween(state: State, thread: Term, other: Term): Term {
  const next = state.get(THREAD.next, thread);
  const ticket = (of: Term) => state.get(THREAD.ticket, of);
  const isBetween = and(ult(ticket(thread), ticket(other)), ult(ticket(other), ticket(next)));
  const isSameQueue = all([
    isSome(state.get(THREAD.queue, thread)),
    equal(state.get(THREAD.queue, thread), state.get(THREAD.queue, other)),
    implies(
      isIn(state, thread, numbers.READY),
      equal(state.get(THREAD.priority, thread), state.get(THREAD.priority, other)),
    ),
  ]);
  return implies(
    isSameQueue,
    and(
      or(equal(thread, other), not(equal(ticket(thread), ticket(other)))),
      implies(isSome(next), not(isBetween)),
    ),
  );
}
