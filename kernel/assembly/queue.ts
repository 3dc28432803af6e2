/**
 * Queues of threads, intrusive and doubly linked: `spec/src/kernel/queue.ts` says what they are. A
 * queue is 16 bytes: the first thread, the last one, the next ticket.
 */
import {
  QUEUE_HEAD,
  QUEUE_TAIL,
  QUEUE_TICKETS,
  THREAD_NEXT,
  THREAD_PREVIOUS,
  THREAD_QUEUE,
  THREAD_TICKET,
} from "../src/layout";
import { objectAt } from "./page-info";

export function headOf(queue: u32): u32 {
  return load<u32>(queue, QUEUE_HEAD);
}

/**
 * A thread that is in no queue joins at the end; `owner` is the page of the object. Such a thread has
 * no neighbours, so what is 0 is not written again.
 */
export function append(queue: u32, owner: u32, thread: u32): void {
  const tail = load<u32>(queue, QUEUE_TAIL);
  if (tail == 0) {
    begin(queue, owner, thread);
    return;
  }
  store<u32>(objectAt(thread), tail, THREAD_PREVIOUS);
  store<u32>(objectAt(tail), thread, THREAD_NEXT);
  joinLast(queue, owner, thread);
}

/** The same where nobody is in the queue. */
function begin(queue: u32, owner: u32, thread: u32): void {
  store<u32>(queue, thread, QUEUE_HEAD);
  joinLast(queue, owner, thread);
}

/** The same of a thread that receives, which serves nobody from then on. */
export function beginReceiving(queue: u32, owner: u32, thread: u32): void {
  store<u32>(queue, thread, QUEUE_HEAD);
  store<u64>(objectAt(thread), owner, THREAD_QUEUE); // and THREAD_CALLER
  takeTicket(queue, thread);
}

function joinLast(queue: u32, owner: u32, thread: u32): void {
  store<u32>(objectAt(thread), owner, THREAD_QUEUE);
  takeTicket(queue, thread);
}

function takeTicket(queue: u32, thread: u32): void {
  const ticket = load<u64>(queue, QUEUE_TICKETS);
  store<u64>(objectAt(thread), ticket, THREAD_TICKET);
  store<u32>(queue, thread, QUEUE_TAIL);
  store<u64>(queue, ticket + 1, QUEUE_TICKETS);
}

/** The only thread in a queue leaves. */
export function end(queue: u32, thread: u32): void {
  store<u64>(queue, 0, QUEUE_HEAD); // and QUEUE_TAIL
  store<u32>(objectAt(thread), 0, THREAD_QUEUE);
}

/** A thread leaves its queue, wherever in it it is. */
export function remove(queue: u32, thread: u32): void {
  const at = objectAt(thread);
  const next = load<u32>(at, THREAD_NEXT);
  const previous = load<u32>(at, THREAD_PREVIOUS);
  if (previous == 0) store<u32>(queue, next, QUEUE_HEAD);
  else store<u32>(objectAt(previous) + THREAD_NEXT, next);
  if (next == 0) store<u32>(queue, previous, QUEUE_TAIL);
  else store<u32>(objectAt(next) + THREAD_PREVIOUS, previous);
  store<u32>(at, 0, THREAD_QUEUE);
  store<u32>(at, 0, THREAD_NEXT);
  store<u32>(at, 0, THREAD_PREVIOUS);
}
