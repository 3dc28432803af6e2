/** Threads: `spec/src/kernel/thread.ts` says what each call does. */
import {
  ALL_RIGHTS,
  CALLING,
  CNODE,
  DOMAIN,
  DONE,
  ENDPOINT,
  IN_USE,
  INACTIVE,
  OUT_OF_RANGE,
  READY,
  RECEIVING,
  SENDING,
  THREAD,
  WAITING,
  WRITE,
} from "../src/interface";
import {
  THREAD_CALLER,
  THREAD_DOMAIN,
  THREAD_HANDLER_BADGE,
  THREAD_HANDLER_GENERATION,
  THREAD_HANDLER_PAGE,
  THREAD_PRIORITY,
  THREAD_QUEUE,
  THREAD_ROOT_GENERATION,
  THREAD_ROOT_PAGE,
  THREAD_SERVER,
  THREAD_STATE,
} from "../src/layout";
import { badgeIn, generationIn, pageIn, pageOf } from "./capability";
import { cancel } from "./message";
import { objectAt } from "./page-info";
import { remove } from "./queue";
import {
  current,
  dequeue,
  domainOf,
  enqueue,
  priorityOf,
  schedule,
  setState,
  stateOf,
  wake,
} from "./schedule";
import { blame, find, findDirect, isRefusal, isRefused, refusalOf } from "./system-call";

export function callerOf(thread: u32): u32 {
  return load<u32>(objectAt(thread) + THREAD_CALLER);
}

/** Whether it receives, and nobody is behind it in the endpoint's queue. */
export function receivesAlone(first: u32): bool {
  return load<u64>(objectAt(first), THREAD_STATE) == RECEIVING; // and THREAD_NEXT
}

/** `caller` waits for the reply of `server`. */
export function waitForReply(caller: u32, server: u32): void {
  setState(caller, CALLING);
  store<u32>(objectAt(caller) + THREAD_SERVER, server);
  store<u32>(objectAt(server) + THREAD_CALLER, caller);
}

/** Who called waits for no reply any more. Its server is still to be told. */
export function endCall(caller: u32): void {
  store<u32>(objectAt(caller) + THREAD_SERVER, 0);
}

/** Who has replied, or is not to, has no caller any more. */
export function serveNobody(server: u32): void {
  store<u32>(objectAt(server) + THREAD_CALLER, 0);
}

/** They have nothing to do with each other any more. */
export function part(caller: u32, server: u32): void {
  endCall(caller);
  serveNobody(server);
}

/** Endpoints and notifications have their queue at their page's beginning. */
export function queueOf(thread: u32): u32 {
  return objectAt(load<u32>(objectAt(thread) + THREAD_QUEUE));
}

/** A thread stops. What it was waiting for is cancelled; who was to reply to it need not. */
export function stop(thread: u32): void {
  const state = stateOf(thread);
  if (state == SENDING || state == RECEIVING || state == WAITING) remove(queueOf(thread), thread);
  if (state == READY && thread != current()) dequeue(thread);
  if (state != READY && state != INACTIVE) cancel(thread);
  if (state == CALLING) part(thread, load<u32>(objectAt(thread) + THREAD_SERVER));
  setState(thread, INACTIVE);
  if (thread == current()) schedule();
}

/** Who waits for a thread's reply waits no more: there will be none. */
export function dismiss(thread: u32): void {
  const caller = callerOf(thread);
  cancel(caller);
  part(caller, thread);
  wake(caller);
}

export function configure(slot: u64, rootSlot: u64): u64 {
  const thread = find(slot, THREAD, WRITE);
  if (isRefused(thread)) return refusalOf(thread, 0);
  const at = objectAt(pageOf(thread));
  const root = findDirect(rootSlot, CNODE, ALL_RIGHTS);
  if (isRefusal(root)) return blame(root, 1);
  store<u64>(at + THREAD_ROOT_GENERATION, generationIn(root));
  store<u32>(at + THREAD_ROOT_PAGE, pageIn(root));
  return DONE;
}

export function resume(slot: u64): u64 {
  const found = find(slot, THREAD, WRITE);
  if (isRefused(found)) return refusalOf(found, 0);
  const thread = pageOf(found);
  if (stateOf(thread) != INACTIVE) return blame(IN_USE, 0);
  if (domainOf(thread) == 0) return blame(OUT_OF_RANGE, 0);
  wake(thread);
  return DONE;
}

export function suspend(slot: u64): u64 {
  const thread = find(slot, THREAD, WRITE);
  if (isRefused(thread)) return refusalOf(thread, 0);
  stop(pageOf(thread));
  return DONE;
}

/** Takes a thread out of the ready queue, if it is there. */
function withdraw(thread: u32): bool {
  const isQueued = stateOf(thread) == READY && thread != current();
  if (isQueued) dequeue(thread);
  return isQueued;
}

/** What decides about its turn has changed: it waits for it anew. */
function putBack(thread: u32, wasQueued: bool): void {
  if (wasQueued) enqueue(thread);
  if (thread != current()) return;
  enqueue(thread);
  schedule();
}

export function setPriority(slot: u64, priority: u64): u64 {
  const found = find(slot, THREAD, WRITE);
  if (isRefused(found)) return refusalOf(found, 0);
  if (priority > <u64>priorityOf(current())) return blame(OUT_OF_RANGE, 1);
  const thread = pageOf(found);
  const wasQueued = withdraw(thread);
  store<u8>(objectAt(thread) + THREAD_PRIORITY, <u32>priority);
  putBack(thread, wasQueued);
  return DONE;
}

export function setDomain(slot: u64, domainSlot: u64): u64 {
  const found = find(slot, THREAD, WRITE);
  if (isRefused(found)) return refusalOf(found, 0);
  const domain = find(domainSlot, DOMAIN, WRITE);
  if (isRefused(domain)) return refusalOf(domain, 1);
  const thread = pageOf(found);
  const wasQueued = withdraw(thread);
  store<u32>(objectAt(thread) + THREAD_DOMAIN, pageOf(domain));
  putBack(thread, wasQueued);
  return DONE;
}

export function setHandler(slot: u64, handlerSlot: u64): u64 {
  const thread = find(slot, THREAD, WRITE);
  if (isRefused(thread)) return refusalOf(thread, 0);
  const at = objectAt(pageOf(thread));
  const handler = findDirect(handlerSlot, ENDPOINT, WRITE);
  if (isRefusal(handler)) return blame(handler, 1);
  store<u64>(at + THREAD_HANDLER_GENERATION, generationIn(handler));
  store<u32>(at + THREAD_HANDLER_PAGE, pageIn(handler));
  store<u32>(at + THREAD_HANDLER_BADGE, badgeIn(handler));
  return DONE;
}
