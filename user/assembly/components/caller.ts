/**
 * Makes every system call with every sort of argument, at random: numbers at the edges of what is
 * allowed and beyond, its own objects, others' slots. What it is answered it counts.
 */
import {
  AGAIN,
  CNODE_DELETE,
  FRAME_UNMAP,
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
import { resultOf } from "../library/answer";
import { argument } from "../library/argument";
import { invoke } from "../library/kernel";
import { begin, end, field } from "../library/line";
import { reclaim, remove, retype } from "../library/memory";
import { below, next, seed } from "../library/random";

const ANSWERS: u32 = 11;
const TELL_EVERY: u64 = 100_000;
/** Once in so many calls, on average. */
const RENEWED_EVERY: u64 = 512;
const counts = memory.data(128, 8);
let done: u64 = 0;

export function main(): void {
  seed(argument(CALLS_SEED));
  const calls = argument(CALLS);
  while (done < calls) {
    count(resultOf(anyCall()));
    if (below(RENEWED_EVERY) == 0) renew();
  }
  tell(done);
}

function count(answer: u32): void {
  const at = counts + (min(answer, ANSWERS) << 3);
  store<u64>(at, load<u64>(at) + 1);
  done += 1;
  if (done % TELL_EVERY != 0) return;
  begin("called");
  field("calls", done);
  end();
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

/** One line for each answer, the last for answers that there are not. */
function tell(calls: u64): void {
  for (let answer: u32 = 0; answer <= ANSWERS; answer++) {
    begin("answers");
    field("answer", answer);
    field("count", load<u64>(counts + (answer << 3)));
    end();
  }
  begin("survived");
  field("calls", calls);
  end();
}

function anyCall(): u64 {
  const number = <u32>(below(64) == 0 ? next() : below(SYSTEM_CALLS + 2));
  return invoke(
    number,
    below(2) == 0 ? fittingSlot(number) : anySlot(),
    anyNumber(),
    anyNumber(),
    anyNumber(),
    anyNumber(),
    anyNumber(),
    anyNumber(),
    anyNumber(),
  );
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
