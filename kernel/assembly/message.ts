/** Messages: `spec/src/kernel/message.ts`. The sender's registers come in as they were passed. */
import { BADGE, DONE, LABEL, RESULT, WORDS } from "../src/interface";
import { REGISTER_BITS, THREAD_BADGE, THREAD_REGISTERS } from "../src/layout";
import { objectAt } from "./page-info";

function registerAt(thread: u32, register: u32): u32 {
  return objectAt(thread) + THREAD_REGISTERS + (register << REGISTER_BITS);
}

/** What the entry was passed: the label and the words. */
let label: u64 = 0;
let word0: u64 = 0;
let word1: u64 = 0;
let word2: u64 = 0;
let word3: u64 = 0;
let word4: u64 = 0;
let word5: u64 = 0;

export function pass(
  first: u64,
  second: u64,
  third: u64,
  fourth: u64,
  fifth: u64,
  sixth: u64,
  seventh: u64,
): void {
  label = first;
  word0 = second;
  word1 = third;
  word2 = fourth;
  word3 = fifth;
  word4 = sixth;
  word5 = seventh;
}

function write(thread: u32): void {
  const at = registerAt(thread, LABEL);
  store<u64>(at, label, 0);
  store<u64>(at, word0, 8);
  store<u64>(at, word1, 16);
  store<u64>(at, word2, 24);
  store<u64>(at, word3, 32);
  store<u64>(at, word4, 40);
  store<u64>(at, word5, 48);
}

export function answer(thread: u32, result: u32): void {
  store<u64>(registerAt(thread, RESULT), result);
}

export function setBadge(thread: u32, badge: u64): void {
  store<u64>(registerAt(thread, BADGE), badge);
}

/** The sender keeps what it says until there is somebody to hear it. */
export function hold(sender: u32, badge: u32): void {
  write(sender);
  store<u32>(objectAt(sender) + THREAD_BADGE, badge);
}

/** A thread is given what the entry was passed. */
export function deliver(receiver: u32, badge: u32): void {
  write(receiver);
  setBadge(receiver, badge);
  answer(receiver, DONE);
}

/** A thread is given what a sender has kept. */
export function deliverHeld(receiver: u32, sender: u32): void {
  const length = (1 + WORDS) << REGISTER_BITS;
  memory.copy(registerAt(receiver, LABEL), registerAt(sender, LABEL), length);
  setBadge(receiver, load<u32>(objectAt(sender) + THREAD_BADGE));
  answer(receiver, DONE);
}
