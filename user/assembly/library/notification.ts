/** Notifications, and the interrupts that signal them. */
import { IRQ_ACKNOWLEDGE, POLL, SIGNAL, WAIT } from "../../../kernel/src/interface";
import { invoke } from "./kernel";

export function signal(notification: u32): u64 {
  return invoke(SIGNAL, notification, 0, 0, 0, 0, 0, 0, 0);
}

/** Waits until a bit is signalled. */
export function wait(notification: u32): u64 {
  return invoke(WAIT, notification, 0, 0, 0, 0, 0, 0, 0);
}

export function poll(notification: u32): u64 {
  return invoke(POLL, notification, 0, 0, 0, 0, 0, 0, 0);
}

/** The handler's source may interrupt again. */
export function acknowledge(handler: u32): u64 {
  return invoke(IRQ_ACKNOWLEDGE, handler, 0, 0, 0, 0, 0, 0, 0);
}
