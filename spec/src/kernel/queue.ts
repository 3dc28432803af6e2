/**
 * Queues of threads: doubly linked, first in, first out. Each that waits has a ticket; tickets
 * increase along the queue, which is what makes "every waiter is reached, in its turn" an invariant
 * that is kept step by step.
 */
import { add, equal, not, type Term } from "@ashlar/logic";
import { number64 } from "../number.js";
import { ENDPOINT_QUEUE, NOTIFICATION_QUEUE, READY_QUEUE, THREAD } from "./fields.js";
import type { Part, Place, State } from "./state.js";

export interface Queue {
  readonly fields: typeof ENDPOINT_QUEUE;
  /** The page of the object that has it, and of a domain the priority. */
  readonly place: Place;
}

const [ZERO, ONE] = [number64(0), number64(1)];

export const endpointQueue = (endpoint: Term): Queue => ({
  fields: ENDPOINT_QUEUE,
  place: [endpoint],
});
export const notificationQueue = (notification: Term): Queue => ({
  fields: NOTIFICATION_QUEUE,
  place: [notification],
});
export const readyQueue = (domain: Term, priority: Term): Queue => ({
  fields: READY_QUEUE,
  place: [domain, priority],
});

export const headOf = (state: State, { fields, place }: Queue) => state.get(fields.head, ...place);
export const isNobodyIn = (state: State, queue: Queue) => equal(headOf(state, queue), ZERO);

export const partOf = (name: Part["name"], { fields, place }: Queue, thread: Term): Part => ({
  ...{ name, thread, head: fields.head, place },
});

/** A thread that is in no queue joins at the end. */
export const append = (state: State, queue: Queue, thread: Term): State =>
  state.part(partOf("append", queue, thread), (before) => appended(before, queue, thread));

function appended(state: State, { fields, place }: Queue, thread: Term): State {
  const [tail, ticket] = [state.get(fields.tail, ...place), state.get(fields.tickets, ...place)];
  const isFirst = equal(tail, ZERO);
  return state
    .with(THREAD.queue, [thread], place[0]!)
    .with(THREAD.next, [thread], ZERO)
    .with(THREAD.previous, [thread], tail)
    .with(THREAD.ticket, [thread], ticket)
    .where(isFirst, (empty) => empty.with(fields.head, place, thread))
    .where(not(isFirst), (queue) => queue.with(THREAD.next, [tail], thread))
    .with(fields.tail, place, thread)
    .with(fields.tickets, place, add(ticket, ONE));
}

/** A thread leaves its queue, wherever in it it is. Its ticket says nothing any more. */
export const remove = (state: State, queue: Queue, thread: Term): State =>
  state.part(partOf("remove", queue, thread), (before) => removed(before, queue, thread));

function removed(state: State, { fields, place }: Queue, thread: Term): State {
  const next = state.get(THREAD.next, thread);
  const previous = state.get(THREAD.previous, thread);
  const [isFirst, isLast] = [equal(previous, ZERO), equal(next, ZERO)];
  return state
    .where(isFirst, (queue) => queue.with(fields.head, place, next))
    .where(not(isFirst), (queue) => queue.with(THREAD.next, [previous], next))
    .where(isLast, (queue) => queue.with(fields.tail, place, previous))
    .where(not(isLast), (queue) => queue.with(THREAD.previous, [next], previous))
    .with(THREAD.queue, [thread], ZERO)
    .with(THREAD.next, [thread], ZERO)
    .with(THREAD.previous, [thread], ZERO);
}
