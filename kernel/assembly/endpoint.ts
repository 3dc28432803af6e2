/** Endpoints: `spec/src/kernel/endpoint.ts` says what each call does. */
import { DONE, ENDPOINT, IN_USE, NOTHING, READ, RECEIVING, SENDING, WRITE } from "../src/interface";
import { THREAD_IS_CALL } from "../src/layout";
import { accept, answer, deliver, deliverHeld, deliverReply, endpointSlot, hold } from "./message";
import { objectAt } from "./page-info";
import { append, headOf, remove } from "./queue";
import { current, handOver, schedule, setState, stateOf, wake } from "./schedule";
import { find, foundBadge, LATER, mayGrant, object } from "./system-call";
import { callerOf, part, waitForReply } from "./thread";

/** The first who waits at an endpoint, if that is what it does; otherwise 0. */
export function first(endpoint: u32, what: u32): u32 {
  const thread = headOf(objectAt(endpoint));
  return thread != 0 && stateOf(thread) == what ? thread : 0;
}

/** The running thread waits at an endpoint. */
export function waitAt(endpoint: u32, what: u32): void {
  append(objectAt(endpoint), endpoint, current());
  setState(current(), what);
}

function waitToSend(endpoint: u32, isCall: bool): void {
  hold(current(), foundBadge, mayGrant());
  store<u8>(objectAt(current()) + THREAD_IS_CALL, isCall);
  waitAt(endpoint, SENDING);
  schedule();
}

function deliverTo(receiver: u32, endpoint: u32): void {
  remove(objectAt(endpoint), receiver);
  deliver(receiver, foundBadge, mayGrant());
}

export function send(): u32 {
  const refusal = find(endpointSlot(), ENDPOINT, WRITE);
  if (refusal != DONE) return refusal;
  const receiver = first(object(), RECEIVING);
  if (receiver == 0) {
    waitToSend(object(), false);
    return LATER;
  }
  deliverTo(receiver, object());
  wake(receiver);
  return DONE;
}

export function nonblockingSend(): u32 {
  const refusal = find(endpointSlot(), ENDPOINT, WRITE);
  if (refusal != DONE) return refusal;
  const receiver = first(object(), RECEIVING);
  if (receiver == 0) return DONE;
  deliverTo(receiver, object());
  wake(receiver);
  return DONE;
}

export function call(): u32 {
  const refusal = find(endpointSlot(), ENDPOINT, WRITE);
  if (refusal != DONE) return refusal;
  accept(current());
  const server = first(object(), RECEIVING);
  if (server == 0) {
    waitToSend(object(), true);
    return LATER;
  }
  deliverTo(server, object());
  waitForReply(current(), server);
  handOver(server);
  return LATER;
}

/** The running thread takes what the first who sends has kept. */
function take(sender: u32, endpoint: u32): void {
  remove(objectAt(endpoint), sender);
  deliverHeld(current(), sender);
  if (load<u8>(objectAt(sender) + THREAD_IS_CALL) == 1) {
    waitForReply(sender, current());
  } else {
    answer(sender, DONE);
    wake(sender);
  }
}

export function receive(): u32 {
  const refusal = find(endpointSlot(), ENDPOINT, READ);
  if (refusal != DONE) return refusal;
  if (callerOf(current()) != 0) return IN_USE;
  accept(current());
  const sender = first(object(), SENDING);
  if (sender == 0) {
    waitAt(object(), RECEIVING);
    schedule();
    return LATER;
  }
  take(sender, object());
  return DONE;
}

export function nonblockingReceive(): u32 {
  const refusal = find(endpointSlot(), ENDPOINT, READ);
  if (refusal != DONE) return refusal;
  if (callerOf(current()) != 0) return IN_USE;
  accept(current());
  const sender = first(object(), SENDING);
  if (sender == 0) return NOTHING;
  take(sender, object());
  return DONE;
}

export function reply(): u32 {
  const caller = callerOf(current());
  if (caller == 0) return NOTHING;
  deliverReply(caller);
  part(caller, current());
  wake(caller);
  return DONE;
}

export function replyReceive(): u32 {
  const refusal = find(endpointSlot(), ENDPOINT, READ);
  if (refusal != DONE) return refusal;
  const caller = callerOf(current());
  accept(current());
  if (caller != 0) {
    deliverReply(caller);
    part(caller, current());
  }
  const sender = first(object(), SENDING);
  if (sender == 0) return receiveNext(caller);
  take(sender, object());
  if (caller != 0) wake(caller);
  return DONE;
}

/** Waits, and hands over to who was replied to, if anybody was. */
function receiveNext(caller: u32): u32 {
  waitAt(object(), RECEIVING);
  if (caller == 0) schedule();
  else handOver(caller);
  return LATER;
}
