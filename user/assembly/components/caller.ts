/**
 * Makes every system call with every sort of argument, at random: numbers at the edges of what is
 * allowed and beyond, its own objects, others' slots. What it is answered it counts, and which
 * argument was to blame. Where it was the first, the call is made again with all others drawn anew.
 */
import {
  AGAIN,
  ARGUMENT_BITS,
  CNODE_DELETE,
  DONE,
  FRAME_UNMAP,
  IN_USE,
  INDIRECTION,
  INDIRECTION_INVALIDATE,
  LEAF_TABLE,
  POLL,
  REPLY_RECEIVE,
  RETYPES,
  SYSTEM_CALLS,
  TABLE_UNMAP,
  THREAD_SET_ADDRESS_SPACE,
  THREAD_SET_DOMAIN,
  UNTYPED_RECLAIM,
} from "../../../kernel/src/interface";
import {
  CALLS,
  CALLS_PAGE,
  CALLS_PAGES,
  CALLS_SEED,
  ENDPOINT_SLOT,
  FRAME_SLOT,
  INDIRECTION_SLOT,
  INTERRUPT_SLOT,
  MEMORY_SLOT,
  NOTIFICATION_SLOT,
  OBJECTS,
  OBJECTS_END,
  OWN_SPACE_SLOT,
  PUPPET_SLOT,
  SPACE_SLOT,
  TABLE_SLOT,
} from "../../src/bad-calls";
import { PRINTER } from "../../src/slots";
import { blamedBy, resultOf } from "../library/answer";
import { argument } from "../library/argument";
import { invoke } from "../library/kernel";
import { begin, end, field } from "../library/line";
import { reclaim, remove, retype } from "../library/memory";
import { below, next, seed } from "../library/random";

/** How many sorts of answers there are; and of arguments to blame, 0 being none. */
const ANSWERS: u32 = 11;
const BLAMES: u32 = 1 << ARGUMENT_BITS;
const TELL_EVERY: u64 = 100_000;
/** Once in so many calls, on average. */
const RENEWED_EVERY: u64 = 512;
/** For each answer, the last for those that there are not, and each argument to blame: how often. */
const counts = memory.data(1536, 8);
/** For each call, the last for those that there are not: a bit for each that was to blame. */
const blames = memory.data(128, 8);
let done: u64 = 0;
/** How often a call was made again with the argument that was to blame, and how often not refused. */
let again: u64 = 0;
let forgiven: u64 = 0;

export function main(): void {
  seed(argument(CALLS_SEED));
  const calls = argument(CALLS);
  while (done < calls) {
    const number = anyCall();
    const first = below(2) == 0 ? fittingSlot(number) : anySlot();
    const answer = attempt(number, first);
    if (done < calls && isForGood(answer)) insist(number, first);
    if (below(RENEWED_EVERY) == 0) renew();
  }
  tell();
}

/** A call with these two, and arguments of any sort. */
function attempt(number: u32, first: u64): u64 {
  const answer = invoke(
    number,
    first,
    anyNumber(),
    anyNumber(),
    anyNumber(),
    anyNumber(),
    anyNumber(),
    anyNumber(),
    anyNumber(),
  );
  count(number, answer);
  return answer;
}

/**
 * Whether the first argument is to blame, and will be as long as the caller does nothing else: what
 * is in use others may let go of.
 */
function isForGood(answer: u64): bool {
  return blamedBy(answer) == 1 && resultOf(answer) != IN_USE;
}

function insist(number: u32, first: u64): void {
  const result = resultOf(attempt(number, first));
  again += 1;
  if (result == DONE || result == AGAIN) forgiven += 1;
}

function count(number: u32, answer: u64): void {
  const at = countAt(min(resultOf(answer), ANSWERS), blamedBy(answer));
  store<u64>(at, load<u64>(at) + 1);
  const mask = blamesAt(min(number, SYSTEM_CALLS));
  store<u16>(mask, <u32>load<u16>(mask) | (1 << blamedBy(answer)));
  done += 1;
  if (done % TELL_EVERY != 0) return;
  begin("called");
  field("calls", done);
  end();
}

function countAt(answer: u32, argument: u32): u32 {
  return <u32>counts + ((answer * BLAMES + argument) << 3);
}

function blamesAt(number: u32): u32 {
  return <u32>blames + (number << 1);
}

/**
 * Takes all of its pages back and makes other objects of some, so that calls find all sorts. These
 * calls are good ones, and do not count.
 */
function renew(): void {
  const first = argument(CALLS_PAGE);
  for (let page = first; page < first + CALLS_PAGES; page++) {
    while (reclaim(MEMORY_SLOT, page) == AGAIN) {}
  }
  for (let slot: u32 = TABLE_SLOT; slot < <u32>OBJECTS_END; slot++) {
    remove(OWN_SPACE_SLOT, slot);
    retype(MEMORY_SLOT, first + below(CALLS_PAGES), typeFor(slot), slot);
  }
}

function typeFor(slot: u32): u32 {
  if (slot == TABLE_SLOT) return LEAF_TABLE;
  if (slot == INDIRECTION_SLOT) return INDIRECTION;
  return <u32>below(RETYPES + 1);
}

/** One line for each answer that came, and for each call. */
function tell(): void {
  for (let answer: u32 = 0; answer <= ANSWERS; answer++) {
    for (let argument: u32 = 0; argument < BLAMES; argument++) {
      const count = load<u64>(countAt(answer, argument));
      if (count > 0) tellAnswer(answer, argument, count);
    }
  }
  for (let number: u32 = 0; number <= <u32>SYSTEM_CALLS; number++) {
    begin("blamed");
    field("call", number);
    field("arguments", load<u16>(blamesAt(number)));
    end();
  }
  begin("survived");
  field("calls", done);
  field("again", again);
  field("forgiven", forgiven);
  end();
}

function tellAnswer(answer: u32, argument: u32, count: u64): void {
  begin("answers");
  field("answer", answer);
  field("argument", argument);
  field("count", count);
  end();
}

function anyCall(): u32 {
  return <u32>(below(64) == 0 ? next() : below(SYSTEM_CALLS + 2));
}

/** The slot of an object that the call is for. */
function fittingSlot(number: u32): u64 {
  if (number <= <u32>UNTYPED_RECLAIM) return MEMORY_SLOT;
  if (number <= <u32>CNODE_DELETE) return SPACE_SLOT;
  if (number <= <u32>INDIRECTION_INVALIDATE) return INDIRECTION_SLOT;
  if (number <= <u32>THREAD_SET_DOMAIN) return PUPPET_SLOT;
  if (number <= <u32>REPLY_RECEIVE) return ENDPOINT_SLOT;
  if (number <= <u32>POLL) return NOTIFICATION_SLOT;
  if (number <= <u32>THREAD_SET_ADDRESS_SPACE) return PUPPET_SLOT;
  if (number <= <u32>TABLE_UNMAP) return TABLE_SLOT;
  return number <= <u32>FRAME_UNMAP ? FRAME_SLOT : INTERRUPT_SLOT;
}

/** Mostly one of its objects. Not the printer: it is to be told what happens. */
function anySlot(): u64 {
  const slot = below(4) == 0 ? anyNumber() : OBJECTS + below(OBJECTS_END - OBJECTS);
  return (slot & 0xffff) == PRINTER ? OBJECTS : slot;
}

function anyNumber(): u64 {
  switch (<u32>below(10)) {
    case 0:
      return next();
    case 1:
      return ((<u64>1) << below(64)) - below(3) + 1;
    case 2:
      return argument(CALLS_PAGE) + below(CALLS_PAGES + 8) - 4;
    case 3:
    case 4:
      return OBJECTS + below(OBJECTS_END - OBJECTS);
    case 5:
      return below(16);
    case 6:
      return 255 + below(4);
    case 7:
      return <u64>0 - below(4);
    case 8:
      return 510 + below(4);
    default:
      return 0;
  }
}
