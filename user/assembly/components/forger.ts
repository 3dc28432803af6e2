/**
 * Uses capabilities that it does not have, or has no more. Each attempt tells how many calls it
 * made and how many were answered as they had to be, with one reason.
 */
import {
  AGAIN,
  DONE,
  ENDPOINT,
  INDIRECTION,
  NO_CAPABILITY,
  NO_RIGHT,
  NO_SUCH_CALL,
  NONBLOCKING_RECEIVE,
  NONBLOCKING_SEND,
  OUT_OF_RANGE,
  POLL,
  SIGNAL,
  SLOTS,
  SYSTEM_CALLS,
  THREAD_SUSPEND,
  UNTYPED_RECLAIM,
  UNTYPED_RETYPE,
  WRITE,
  WRONG_TYPE,
} from "../../../kernel/src/interface";
import {
  EMPTY_SLOTS,
  FIRST_PAGE,
  FREE_SLOTS,
  INVALIDATED,
  OTHER_TYPE,
  OTHERS_PAGES,
  OWN_UNTYPED,
  RIGHT_NOT_HELD,
  SLOT_OUT_OF_RANGE,
  STALE,
  STALE_AFTER_REUSE,
  UNKNOWN_CALLS,
} from "../../src/hostile";
import { PRINTER, STORE } from "../../src/slots";
import { blamedBy, resultOf } from "../library/answer";
import { argument } from "../library/argument";
import { invoke } from "../library/kernel";
import { begin, end, field } from "../library/line";
import { indirect, invalidate, reclaim, retype } from "../library/memory";

let calls: u64 = 0;
let refused: u64 = 0;

export function main(): void {
  emptySlots();
  slotsOutOfRange();
  rightsNotHeld();
  othersPages();
  unknownCalls();
  staleCapabilities();
  invalidated();
}

function attempt(number: u32, first: u64, second: u64 = 0, third: u64 = 0): u64 {
  return invoke(number, first, second, third, 0, 0, FREE_SLOTS, 0, 0);
}

function isDone(answer: u64): bool {
  return resultOf(answer) == DONE;
}

/** What must be answered: for which reason, and which argument is to blame (1: the first; 0: none). */
function expect(answer: u64, reason: u32, argument: u32 = 1): void {
  calls += 1;
  if (resultOf(answer) == reason && blamedBy(answer) == argument) refused += 1;
}

function tell(number: u32, reason: u32, argument: u32 = 1): void {
  begin("refused");
  field("attempt", number);
  field("calls", calls);
  field("refused", refused);
  field("reason", reason);
  field("argument", argument);
  end();
  calls = 0;
  refused = 0;
}

function isOwn(slot: u32): bool {
  return slot == PRINTER || slot == STORE || slot == OWN_UNTYPED;
}

function emptySlots(): void {
  for (let slot: u32 = 0; slot < <u32>SLOTS; slot++) {
    if (isOwn(slot)) continue;
    expect(attempt(NONBLOCKING_SEND, slot), NO_CAPABILITY);
    expect(attempt(THREAD_SUSPEND, slot), NO_CAPABILITY);
    expect(attempt(SIGNAL, slot), NO_CAPABILITY);
  }
  tell(EMPTY_SLOTS, NO_CAPABILITY);
}

function slotsOutOfRange(): void {
  for (let bit: u64 = 8; bit < 64; bit++) {
    expect(attempt(SIGNAL, ((<u64>1) << bit) + STORE), NO_CAPABILITY);
    expect(attempt(POLL, <u64>0 - bit), NO_CAPABILITY);
  }
  tell(SLOT_OUT_OF_RANGE, NO_CAPABILITY);
}

function rightsNotHeld(): void {
  expect(attempt(NONBLOCKING_RECEIVE, STORE), NO_RIGHT);
  expect(attempt(NONBLOCKING_RECEIVE, PRINTER), NO_RIGHT);
  tell(RIGHT_NOT_HELD, NO_RIGHT);
  expect(attempt(SIGNAL, STORE), WRONG_TYPE);
  expect(attempt(THREAD_SUSPEND, PRINTER), WRONG_TYPE);
  expect(attempt(NONBLOCKING_SEND, OWN_UNTYPED), WRONG_TYPE);
  tell(OTHER_TYPE, WRONG_TYPE);
}

/** Pages before and behind its own. */
function othersPages(): void {
  const own = argument(FIRST_PAGE);
  for (let page: u64 = 0; page < own; page++) {
    expect(attempt(UNTYPED_RETYPE, OWN_UNTYPED, page, ENDPOINT), OUT_OF_RANGE, 2);
    expect(attempt(UNTYPED_RECLAIM, OWN_UNTYPED, page), OUT_OF_RANGE, 2);
  }
  tell(OTHERS_PAGES, OUT_OF_RANGE, 2);
}

function unknownCalls(): void {
  for (let number: u32 = SYSTEM_CALLS; number < 1024; number++) {
    expect(attempt(number, STORE), NO_SUCH_CALL, 0);
    expect(attempt(0 - number, STORE), NO_SUCH_CALL, 0);
  }
  tell(UNKNOWN_CALLS, NO_SUCH_CALL, 0);
}

/** An endpoint of its own works until its page is taken back, and not when the page is one again. */
function staleCapabilities(): void {
  const page = argument(FIRST_PAGE);
  const stale: u32 = FREE_SLOTS;
  retype(OWN_UNTYPED, page, ENDPOINT, stale);
  if (!isDone(attempt(NONBLOCKING_SEND, stale))) return;
  while (reclaim(OWN_UNTYPED, page) == AGAIN) {}
  expect(attempt(NONBLOCKING_SEND, stale), NO_CAPABILITY);
  tell(STALE, NO_CAPABILITY);
  retype(OWN_UNTYPED, page, ENDPOINT, stale + 1);
  if (!isDone(attempt(NONBLOCKING_SEND, stale + 1))) return;
  expect(attempt(NONBLOCKING_SEND, stale), NO_CAPABILITY);
  tell(STALE_AFTER_REUSE, NO_CAPABILITY);
}

/** What an Indirection stood for is out of reach once it is invalidated. */
function invalidated(): void {
  const owner: u32 = FREE_SLOTS + 2;
  retype(OWN_UNTYPED, argument(FIRST_PAGE) + 1, INDIRECTION, owner);
  indirect(owner, STORE, WRITE);
  if (!isDone(attempt(NONBLOCKING_SEND, owner))) return;
  invalidate(owner);
  expect(attempt(NONBLOCKING_SEND, owner), NO_CAPABILITY);
  tell(INVALIDATED, NO_CAPABILITY);
}
