/** Registers of threads that do not run: `spec/src/kernel/registers.ts` says what each call does. */
import {
  DONE,
  IN_USE,
  LABEL,
  OUT_OF_RANGE,
  READ,
  REGISTERS,
  THREAD,
  WORDS,
  WRITE,
} from "../src/interface";
import { REGISTER_BITS } from "../src/layout";
import { pageOf } from "./capability";
import { registerAt } from "./message";
import { current } from "./schedule";
import { blame, find, isRefused, refusalOf } from "./system-call";

/** Whether so many registers as a message has words, from this one on, are those of a thread. */
function areRegisters(first: u64): bool {
  return first <= <u64>(REGISTERS - WORDS);
}

export function read(slot: u64, first: u64): u64 {
  const found = find(slot, THREAD, READ);
  if (isRefused(found)) return refusalOf(found, 0);
  const thread = pageOf(found);
  if (thread == current()) return blame(IN_USE, 0);
  if (!areRegisters(first)) return blame(OUT_OF_RANGE, 1);
  const into = registerAt(current(), LABEL + 1);
  memory.copy(into, registerAt(thread, <u32>first), WORDS << REGISTER_BITS);
  return DONE;
}

export function write(
  slot: u64,
  first: u64,
  word0: u64,
  word1: u64,
  word2: u64,
  word3: u64,
  word4: u64,
  word5: u64,
): u64 {
  const found = find(slot, THREAD, WRITE);
  if (isRefused(found)) return refusalOf(found, 0);
  const thread = pageOf(found);
  if (thread == current()) return blame(IN_USE, 0);
  if (!areRegisters(first)) return blame(OUT_OF_RANGE, 1);
  const at = registerAt(thread, <u32>first);
  store<u64>(at, word0, 0);
  store<u64>(at, word1, 8);
  store<u64>(at, word2, 16);
  store<u64>(at, word3, 24);
  store<u64>(at, word4, 32);
  store<u64>(at, word5, 40);
  return DONE;
}
