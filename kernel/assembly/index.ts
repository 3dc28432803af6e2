/**
 * The kernel's entry points: one for each system call, by the running thread, with as many registers
 * as it looks at; interrupts of the timer and of devices; and faults. What a call is answered goes into the caller's
 * registers: by each call that may have to wait itself, for all others here. `current()` is who called,
 * though it may run no more when the call has ended.
 */
import { NO_SUCH_CALL } from "../src/interface";
import * as addressSpace from "./address-space";
import { bindNotification } from "./binding";
import * as cnode from "./cnode";
import * as frame from "./frame";
import * as indirection from "./indirection";
import * as interrupts from "./interrupt";
import { answer } from "./message";
import * as notification from "./notification";
import * as registers from "./registers";
import { current, yieldTurn } from "./schedule";
import * as table from "./table";
import * as thread from "./thread";
import * as untyped from "./untyped";

export { boot } from "./boot";
export {
  call,
  nonblockingReceive,
  nonblockingSend,
  receive,
  send,
} from "./endpoint";
export { fault } from "./fault";
export { interrupt } from "./interrupt";
export { wait } from "./notification";
export { reply, replyReceive } from "./reply";
export { timer } from "./schedule";

/** A call with a number that no call has. */
export function noSuchCall(): void {
  answer(current(), NO_SUCH_CALL);
}

export function untypedRetype(a: u64, b: u64, c: u64, d: u64, e: u64, f: u64): void {
  answer(current(), untyped.retype(a, b, c, d, e, f));
}

export function untypedReclaim(a: u64, b: u64): void {
  answer(current(), untyped.reclaim(a, b));
}

export function cnodeCopy(a: u64, b: u64, c: u64, d: u64, e: u64): void {
  answer(current(), cnode.copy(a, b, c, d, e));
}

export function cnodeMint(a: u64, b: u64, c: u64, d: u64, e: u64, f: u64): void {
  answer(current(), cnode.mint(a, b, c, d, e, f));
}

export function cnodeMove(a: u64, b: u64, c: u64, d: u64): void {
  answer(current(), cnode.move(a, b, c, d));
}

export function cnodeDelete(a: u64, b: u64): void {
  answer(current(), cnode.remove(a, b));
}

export function indirectionCreate(a: u64, b: u64, c: u64): void {
  answer(current(), indirection.create(a, b, c));
}

export function indirectionInvalidate(a: u64): void {
  answer(current(), indirection.invalidate(a));
}

export function threadConfigure(a: u64, b: u64): void {
  answer(current(), thread.configure(a, b));
}

export function threadResume(a: u64): void {
  answer(current(), thread.resume(a));
}

export function threadSuspend(a: u64): void {
  answer(current(), thread.suspend(a));
}

export function threadSetPriority(a: u64, b: u64): void {
  answer(current(), thread.setPriority(a, b));
}

export function threadSetDomain(a: u64, b: u64): void {
  answer(current(), thread.setDomain(a, b));
}

export function threadSetHandler(a: u64, b: u64): void {
  answer(current(), thread.setHandler(a, b));
}

export function threadSetAddressSpace(a: u64, b: u64): void {
  answer(current(), addressSpace.setAddressSpace(a, b));
}

export function tableMap(a: u64, b: u64, c: u64): void {
  answer(current(), table.mapTable(a, b, c));
}

export function tableUnmap(a: u64): void {
  answer(current(), table.unmapTable(a));
}

export function frameMap(a: u64, b: u64, c: u64, d: u64): void {
  answer(current(), frame.mapFrame(a, b, c, d));
}

export function frameUnmap(a: u64): void {
  answer(current(), frame.unmapFrame(a));
}

export function threadReadRegisters(a: u64, b: u64): void {
  answer(current(), registers.read(a, b));
}

export function threadWriteRegisters(
  a: u64,
  b: u64,
  c: u64,
  d: u64,
  e: u64,
  f: u64,
  g: u64,
  h: u64,
): void {
  answer(current(), registers.write(a, b, c, d, e, f, g, h));
}

export function threadBindNotification(a: u64, b: u64): void {
  answer(current(), bindNotification(a, b));
}

export function irqBind(a: u64, b: u64, c: u64): void {
  answer(current(), interrupts.bind(a, b, c));
}

export function irqAcknowledge(a: u64): void {
  answer(current(), interrupts.acknowledge(a));
}

export function signal(a: u64): void {
  answer(current(), notification.signal(a));
}

export function poll(a: u64): void {
  answer(current(), notification.poll(a));
}

function yielding(): void {
  answer(current(), yieldTurn());
}

export { yielding as yield };
