/**
 * Watches from another domain: how far it gets in each of its turns, what all its slots answer, what
 * words come back, what state its objects are in, and how many steps a page takes to be reclaimed.
 * Of each turn it tells the steps that it made and a checksum of all else.
 */
import {
  AGAIN,
  ENDPOINT,
  NONBLOCKING_RECEIVE,
  POLL,
  SLOTS,
  THREAD_READ_REGISTERS,
} from "../../../kernel/src/interface";
import { MESSAGE } from "../../src/places";
import {
  CLOCK,
  OWN_ENDPOINT,
  OWN_FIRST,
  OWN_FREE,
  OWN_MEMORY,
  OWN_NOTIFICATION,
  OWN_PAGES,
  OWN_THREAD,
  TURNS,
} from "../../src/secret";
import { argument } from "../library/argument";
import { load32, store32 } from "../library/device";
import { invoke } from "../library/kernel";
import { begin, end, field } from "../library/line";
import { reclaim, retype } from "../library/memory";

const TURNS_MAX: u64 = 256;
const MESSAGE_WORDS: u32 = 7;
/** Each has one of these: the steps of a turn, and the checksum. */
const seen = memory.data(4096, 8);

let checksum: u64 = 0;

export function main(): void {
  const turns = argument(TURNS) < TURNS_MAX ? argument(TURNS) : TURNS_MAX;
  for (let turn: u64 = 0; turn < turns; turn++) {
    checksum = 0;
    observe(turn);
    const at = seen + ((<u32>turn) << 4);
    store<u64>(at, countTurn());
    store<u64>(at, checksum, 8);
  }
  for (let turn: u64 = 0; turn < turns; turn++) tell(turn);
  begin("watched");
  field("turns", turns);
  end();
}

function tell(turn: u64): void {
  const at = seen + ((<u32>turn) << 4);
  begin("saw");
  field("turn", turn);
  field("steps", load<u64>(at));
  field("checksum", load<u64>(at, 8) & 0xffff_ffff);
  end();
}

/** How far it gets until the other thread of its domain has had a turn. */
function countTurn(): u64 {
  const other = load32(CLOCK);
  let steps: u64 = 0;
  while (load32(CLOCK) == other) steps += 1;
  store32(CLOCK + 4, load32(CLOCK + 4) + 1);
  return steps;
}

function take(value: u64): void {
  checksum = (checksum ^ value) * 0x100000001b3;
  checksum ^= checksum >> 29;
}

/** A call's answer and the words that came with it. */
function ask(number: u32, first: u64, second: u64): void {
  take(invoke(number, first, second, 0, 0, 0, 0, 0, 0));
  for (let word: u32 = 0; word < MESSAGE_WORDS; word++) take(load<u64>(MESSAGE + (word << 3)));
}

function observe(turn: u64): void {
  for (let slot: u32 = 0; slot < <u32>SLOTS; slot++) ask(POLL, slot, 0);
  ask(NONBLOCKING_RECEIVE, OWN_ENDPOINT, 0);
  ask(POLL, OWN_NOTIFICATION, 0);
  for (let first: u64 = 0; first < 32; first += 6) ask(THREAD_READ_REGISTERS, OWN_THREAD, first);
  const page = argument(OWN_FIRST) + (turn % OWN_PAGES);
  take(retype(OWN_MEMORY, page, ENDPOINT, OWN_FREE + <u32>(turn & 127)));
  let steps: u64 = 1;
  while (reclaim(OWN_MEMORY, page) == AGAIN) steps += 1;
  take(steps);
  // Pages of the other domain: what is refused must not depend on what they are.
  for (let other: u64 = 0; other < 64; other++) {
    take(retype(OWN_MEMORY, argument(OWN_FIRST) - other, ENDPOINT, 255));
  }
}
