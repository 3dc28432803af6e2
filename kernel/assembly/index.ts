/** The kernel's entry points: each call by the running thread, by number, the timer's interrupt, and faults. */
import * as numbers from "../src/interface";
import { cnodeCopy, cnodeDelete, cnodeMint, cnodeMove } from "./cnode";
import {
  call,
  nonblockingReceive,
  nonblockingSend,
  receive,
  reply,
  replyReceive,
  send,
} from "./endpoint";
import { indirectionCreate, indirectionInvalidate } from "./indirection";
import { answer, pass } from "./message";
import { poll, signal, wait } from "./notification";
import { current, yieldTurn } from "./schedule";
import { LATER } from "./system-call";
import {
  threadConfigure,
  threadResume,
  threadSetDomain,
  threadSetHandler,
  threadSetPriority,
  threadSuspend,
} from "./thread";
import { untypedReclaim, untypedRetype } from "./untyped";

export { boot } from "./boot";
export { fault } from "./fault";
export { timer } from "./schedule";

/** A call by the running thread, with its registers; what it is answered goes into its own. */
export function systemCall(
  number: u32,
  a: u64,
  b: u64,
  c: u64,
  d: u64,
  e: u64,
  f: u64,
  g: u64,
  h: u64,
): void {
  const caller = current();
  pass(a, b, c, d, e, f, g, h);
  const result = perform(number, a, b, c, d, e, f);
  if (result != LATER) answer(caller, result);
}

function perform(number: u32, a: u64, b: u64, c: u64, d: u64, e: u64, f: u64): u32 {
  switch (number) {
    case numbers.UNTYPED_RETYPE:
      return untypedRetype(a, b, c, d, e, f);
    case numbers.UNTYPED_RECLAIM:
      return untypedReclaim(a, b);
    case numbers.CNODE_COPY:
      return cnodeCopy(a, b, c, d, e);
    case numbers.CNODE_MINT:
      return cnodeMint(a, b, c, d, e, f);
    case numbers.CNODE_MOVE:
      return cnodeMove(a, b, c, d);
    case numbers.CNODE_DELETE:
      return cnodeDelete(a, b);
    case numbers.INDIRECTION_CREATE:
      return indirectionCreate(a, b, c);
    case numbers.INDIRECTION_INVALIDATE:
      return indirectionInvalidate(a);
    default:
      return performThread(number, a, b);
  }
}

function performThread(number: u32, a: u64, b: u64): u32 {
  switch (number) {
    case numbers.THREAD_CONFIGURE:
      return threadConfigure(a, b);
    case numbers.THREAD_RESUME:
      return threadResume(a);
    case numbers.THREAD_SUSPEND:
      return threadSuspend(a);
    case numbers.THREAD_SET_PRIORITY:
      return threadSetPriority(a, b);
    case numbers.THREAD_SET_DOMAIN:
      return threadSetDomain(a, b);
    case numbers.THREAD_SET_HANDLER:
      return threadSetHandler(a, b);
    default:
      return performMessage(number, a);
  }
}

function performMessage(number: u32, slot: u64): u32 {
  switch (number) {
    case numbers.SEND:
      return send();
    case numbers.NONBLOCKING_SEND:
      return nonblockingSend();
    case numbers.CALL:
      return call();
    case numbers.RECEIVE:
      return receive();
    case numbers.NONBLOCKING_RECEIVE:
      return nonblockingReceive();
    case numbers.REPLY:
      return reply();
    case numbers.REPLY_RECEIVE:
      return replyReceive();
    case numbers.SIGNAL:
      return signal(slot);
    case numbers.WAIT:
      return wait(slot);
    case numbers.POLL:
      return poll(slot);
    case numbers.YIELD:
      yieldTurn();
      return numbers.DONE;
    default:
      return numbers.NO_SUCH_CALL;
  }
}
