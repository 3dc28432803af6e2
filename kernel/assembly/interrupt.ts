/** Interrupts of devices: `spec/src/kernel/interrupt.ts` says what each call does. */
import { DOMAIN, DONE, IRQ_HANDLER, NOTIFICATION, OUT_OF_RANGE, WRITE } from "../src/interface";
import {
  HANDLER_BADGE,
  HANDLER_DOMAIN,
  HANDLER_GENERATION,
  HANDLER_PAGE,
  KERNEL,
  KERNEL_FIRST_HANDLER,
  KERNEL_INTERRUPTS,
} from "../src/layout";
import { badgeIn, generationIn, isLiveReference, pageIn, pageOf } from "./capability";
import { raise } from "./notification";
import { objectAt } from "./page-info";
import { current, schedule, setSource } from "./schedule";
import { blame, find, findDirect, isRefusal, isRefused, refusalOf } from "./system-call";

function firstHandler(): u32 {
  return load<u32>(KERNEL + KERNEL_FIRST_HANDLER);
}

/** Handlers are one after another; sources count from 1. */
function sourceOf(handler: u32): u32 {
  return handler - firstHandler() + 1;
}

function domainOf(handler: u32): u32 {
  return load<u32>(objectAt(handler) + HANDLER_DOMAIN);
}

/** Its source interrupts no more in turns of a domain, if it is bound to one. */
function disable(handler: u32, domain: u32): void {
  if (domain != 0) setSource(domain, sourceOf(handler), false);
}

export function bind(slot: u64, notificationSlot: u64, domainSlot: u64): u64 {
  const found = find(slot, IRQ_HANDLER, WRITE);
  if (isRefused(found)) return refusalOf(found, 0);
  const notification = findDirect(notificationSlot, NOTIFICATION, WRITE);
  if (isRefusal(notification)) return blame(notification, 1);
  const domain = find(domainSlot, DOMAIN, WRITE);
  if (isRefused(domain)) return refusalOf(domain, 2);
  const handler = pageOf(found);
  disable(handler, domainOf(handler));
  const at = objectAt(handler);
  store<u64>(at + HANDLER_GENERATION, generationIn(notification));
  store<u32>(at + HANDLER_PAGE, pageIn(notification));
  store<u32>(at + HANDLER_BADGE, badgeIn(notification));
  store<u32>(at + HANDLER_DOMAIN, pageOf(domain));
  return DONE;
}

export function acknowledge(slot: u64): u64 {
  const found = find(slot, IRQ_HANDLER, WRITE);
  if (isRefused(found)) return refusalOf(found, 0);
  const handler = pageOf(found);
  const domain = domainOf(handler);
  if (domain == 0) return blame(OUT_OF_RANGE, 0);
  setSource(domain, sourceOf(handler), true);
  return DONE;
}

/**
 * A source interrupts, whoever runs. All is looked up before anybody is told: so whoever is told, it is
 * the same handler's domain whose source is off then, and it is known whether anybody ran.
 */
export function interrupt(source: u32): void {
  if (source == 0 || source > load<u32>(KERNEL + KERNEL_INTERRUPTS)) return;
  const isIdle = current() == 0;
  const handler = firstHandler() + source - 1;
  const domain = domainOf(handler);
  const at = objectAt(handler);
  const notification = load<u32>(at + HANDLER_PAGE);
  if (isLiveReference(notification, load<u64>(at + HANDLER_GENERATION)))
    raise(notification, load<u32>(at + HANDLER_BADGE));
  disable(handler, domain);
  if (isIdle) schedule();
}
