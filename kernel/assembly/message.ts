/** Messages: `spec/src/kernel/message.ts`. The sender's registers come in as they were passed. */
import {
  ACCEPT_BIT,
  BADGE,
  CANCELLED,
  DONE,
  FROM_FAULT_BIT,
  GRANT_BIT,
  LABEL,
  RESULT,
  WITH_CAPABILITY_BIT,
  WORDS,
} from "../src/interface";
import {
  REGISTER_BITS,
  THREAD_ACCEPT,
  THREAD_BADGE,
  THREAD_FAULT_ADDRESS,
  THREAD_FAULT_KIND,
  THREAD_GRANT,
  THREAD_IS_FAULTED,
  THREAD_REGISTERS,
} from "../src/layout";
import { badgeIn, generationIn, isEmpty, isLive, pageIn, put, rightsIn } from "./capability";
import { objectAt } from "./page-info";
import { current } from "./schedule";
import { slotOf } from "./system-call";

function registerAt(thread: u32, register: u32): u32 {
  return objectAt(thread) + THREAD_REGISTERS + (register << REGISTER_BITS);
}

/** What the entry was passed: which slots, the label and the words. */
let slots: u64 = 0;
let label: u64 = 0;
let word0: u64 = 0;
let word1: u64 = 0;
let word2: u64 = 0;
let word3: u64 = 0;
let word4: u64 = 0;
let word5: u64 = 0;

export function pass(
  which: u64,
  first: u64,
  second: u64,
  third: u64,
  fourth: u64,
  fifth: u64,
  sixth: u64,
  seventh: u64,
): void {
  slots = which;
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

const PART: u64 = 0xffff;

/** The slot of the endpoint. */
export function endpointSlot(): u64 {
  return slots & PART;
}

/** 1 + the slot of a capability that goes with the message, if it may; otherwise 0. */
function grantOf(may: bool): u32 {
  return may ? <u32>((slots >> GRANT_BIT) & PART) : 0;
}

/** Where the running thread wants what may come with a message. */
export function accept(thread: u32): void {
  store<u32>(objectAt(thread) + THREAD_ACCEPT, <u32>((slots >> ACCEPT_BIT) & PART));
}

/** The sender keeps what it says until there is somebody to hear it. */
export function hold(sender: u32, badge: u32, mayGrant: bool): void {
  write(sender);
  store<u32>(objectAt(sender) + THREAD_BADGE, badge);
  store<u32>(objectAt(sender) + THREAD_GRANT, grantOf(mayGrant));
}

/** A thread is given what the running one was passed. */
export function deliver(receiver: u32, badge: u32, mayGrant: bool): void {
  const isGiven = give(current(), grantOf(mayGrant), receiver);
  write(receiver);
  finish(receiver, badge, isGiven);
}

export function isFaulted(thread: u32): bool {
  return load<u8>(objectAt(thread) + THREAD_IS_FAULTED) != 0;
}

export function setFaulted(thread: u32, faulted: bool): void {
  store<u8>(objectAt(thread) + THREAD_IS_FAULTED, faulted);
}

/** What a thread was waiting for is no more. One that has faulted tries again. */
export function cancel(thread: u32): void {
  if (isFaulted(thread)) setFaulted(thread, false);
  else answer(thread, CANCELLED);
}

/** A caller is given the reply. One that has faulted goes on with its registers as they were. */
export function deliverReply(caller: u32): void {
  if (isFaulted(caller)) setFaulted(caller, false);
  else deliver(caller, 0, true);
}

/** A thread is told how and where another has faulted. */
export function deliverFault(receiver: u32, faulted: u32): void {
  const from = objectAt(faulted);
  const at = registerAt(receiver, LABEL);
  memory.fill(at, 0, (1 + WORDS) << REGISTER_BITS);
  store<u64>(at, load<u64>(from + THREAD_FAULT_KIND), 0);
  store<u64>(at, load<u64>(from + THREAD_FAULT_ADDRESS), 8);
  setBadge(receiver, <u64>load<u32>(from + THREAD_BADGE) | ((<u64>1) << FROM_FAULT_BIT));
  answer(receiver, DONE);
}

/** A thread is given what a sender has kept. */
export function deliverHeld(receiver: u32, sender: u32): void {
  if (isFaulted(sender)) {
    deliverFault(receiver, sender);
    return;
  }
  const isGiven = give(sender, load<u32>(objectAt(sender) + THREAD_GRANT), receiver);
  const length = (1 + WORDS) << REGISTER_BITS;
  memory.copy(registerAt(receiver, LABEL), registerAt(sender, LABEL), length);
  finish(receiver, load<u32>(objectAt(sender) + THREAD_BADGE), isGiven);
}

function finish(receiver: u32, badge: u32, isGiven: bool): void {
  setBadge(receiver, <u64>badge | ((<u64>isGiven) << WITH_CAPABILITY_BIT));
  answer(receiver, DONE);
}

/** Copies a capability if it is still there and the receiver has an empty slot for it. */
function give(sender: u32, grant: u32, receiver: u32): bool {
  const accepted = load<u32>(objectAt(receiver) + THREAD_ACCEPT);
  if (grant == 0 || accepted == 0) return false;
  const from = slotOf(sender, grant - 1);
  const into = slotOf(receiver, accepted - 1);
  if (from == 0 || !isLive(from) || into == 0 || !isEmpty(into)) return false;
  put(into, generationIn(from), pageIn(from), rightsIn(from), badgeIn(from));
  return true;
}
