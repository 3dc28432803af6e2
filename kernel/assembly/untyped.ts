/** Untyped: authority over a range of pages. `spec/src/kernel/untyped.ts` says what each call does. */
import {
  AGAIN,
  ALL_RIGHTS,
  DONE,
  ENDPOINT,
  FREE,
  IN_USE,
  MAPPING_SLOTS,
  NOTIFICATION,
  OUT_OF_RANGE,
  RETYPES,
  THREAD,
  UNTYPED,
  WORN_OUT,
  WRITE,
} from "../src/interface";
import { GENERATION_MAX, PAGE_BYTES, UNTYPED_END, UNTYPED_FIRST } from "../src/layout";
import { isEmpty, isSlot, pageOf, put, slotAt } from "./capability";
import { firstMapping, unmap } from "./mapping";
import { cancel } from "./message";
import {
  generationOf,
  isDying,
  objectAt,
  setCursor,
  setDying,
  setGeneration,
  setOwner,
  setType,
  typeOf,
} from "./page-info";
import { headOf, remove } from "./queue";
import { wake } from "./schedule";
import { blame, find, isRefused, refusalOf, root } from "./system-call";
import { detach, isSwept, isTable, sweep } from "./table";
import { callerOf, dismiss, stop } from "./thread";

function firstOf(untyped: u32): u32 {
  return load<u32>(objectAt(untyped) + UNTYPED_FIRST);
}

function endOf(untyped: u32): u32 {
  return load<u32>(objectAt(untyped) + UNTYPED_END);
}

function isInRange(untyped: u32, page: u64): bool {
  return page >= <u64>firstOf(untyped) && page < <u64>endOf(untyped);
}

/** What is wrong with the range of a child, which will be in `page`; DONE: nothing. */
function childRangeRefusal(untyped: u32, page: u64, first: u64, end: u64): u64 {
  if (first < <u64>firstOf(untyped)) return blame(OUT_OF_RANGE, 3);
  if (end > <u64>endOf(untyped) || first >= end) return blame(OUT_OF_RANGE, 4);
  return page < first || page >= end ? DONE : blame(OUT_OF_RANGE, 4);
}

/** The same of an object that has none: both must be 0. */
function noRangeRefusal(first: u64, end: u64): u64 {
  if (first != 0) return blame(OUT_OF_RANGE, 3);
  return end == 0 ? DONE : blame(OUT_OF_RANGE, 4);
}

export function retype(slot: u64, page: u64, type: u64, first: u64, end: u64, into: u64): u64 {
  const found = find(slot, UNTYPED, WRITE);
  if (isRefused(found)) return refusalOf(found, 0);
  const untyped = pageOf(found);
  if (!isInRange(untyped, page)) return blame(OUT_OF_RANGE, 1);
  if (type == FREE || type >= <u64>RETYPES) return blame(OUT_OF_RANGE, 2);
  const isUntyped = type == UNTYPED;
  const refusal = isUntyped
    ? childRangeRefusal(untyped, page, first, end)
    : noRangeRefusal(first, end);
  if (refusal != DONE) return refusal;
  if (!isSlot(into)) return blame(OUT_OF_RANGE, 5);
  const empty = slotAt(root(), <u32>into);
  if (typeOf(<u32>page) != FREE) return blame(IN_USE, 1);
  if (!isEmpty(empty)) return blame(IN_USE, 5);
  make(<u32>page, <u32>type, untyped);
  if (isUntyped) {
    store<u32>(objectAt(<u32>page) + UNTYPED_FIRST, <u32>first);
    store<u32>(objectAt(<u32>page) + UNTYPED_END, <u32>end);
  }
  put(empty, generationOf(<u32>page), <u32>page, ALL_RIGHTS, 0);
  return DONE;
}

function make(page: u32, type: u32, owner: u32): void {
  memory.fill(objectAt(page), 0, PAGE_BYTES);
  setType(page, type);
  setOwner(page, owner);
}

export function reclaim(slot: u64, page: u64): u64 {
  const untyped = find(slot, UNTYPED, WRITE);
  if (isRefused(untyped)) return refusalOf(untyped, 0);
  if (!isInRange(pageOf(untyped), page) || typeOf(<u32>page) == FREE) return blame(OUT_OF_RANGE, 1);
  if (!isDying(<u32>page)) return kill(<u32>page);
  return letGo(<u32>page);
}

/** All capabilities to the page are void from now on. */
function kill(page: u32): u64 {
  const generation = generationOf(page);
  if (generation == <u64>GENERATION_MAX) return WORN_OUT;
  if (typeOf(page) == THREAD) stop(page);
  else if (isTable(typeOf(page))) detach(page);
  setGeneration(page, generation + 1);
  setDying(page, true);
  return AGAIN;
}

/** A page that dies lets go of one thing, or if there is none it is free. */
function letGo(page: u32): u64 {
  const slot = firstMapping(page);
  if (isAwaited(page)) drain(page);
  else if (isOwing(page)) dismiss(page);
  else if (slot < <u32>MAPPING_SLOTS) unmap(page, slot);
  else if (isTable(typeOf(page)) && !isSwept(page)) sweep(page);
  else return release(page);
  return AGAIN;
}

/** Whether threads wait at it. Endpoints and notifications begin with their queue. */
function isAwaited(page: u32): bool {
  const type = typeOf(page);
  return (type == ENDPOINT || type == NOTIFICATION) && headOf(objectAt(page)) != 0;
}

/** The first who waits at what dies is told so. */
function drain(page: u32): void {
  const first = headOf(objectAt(page));
  remove(objectAt(page), first);
  cancel(first);
  wake(first);
}

/** Whether it is a thread that somebody waits for to reply. */
function isOwing(page: u32): bool {
  return typeOf(page) == THREAD && callerOf(page) != 0;
}

function release(page: u32): u64 {
  setType(page, FREE);
  setDying(page, false);
  setCursor(page, 0);
  setOwner(page, 0);
  return DONE;
}
