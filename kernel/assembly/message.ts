/**
 * Messages: `spec/src/kernel/message.ts`. What the sender says comes in as the entry was passed it:
 * which slots, the label and the words.
 */
import {
  ACCEPT_BIT,
  ANSWER,
  BADGE_BIT,
  CANCELLED,
  DONE,
  FROM_FAULT_BIT,
  GRANT,
  GRANT_BIT,
  LABEL,
  SLOTS,
  WITH_CAPABILITY_BIT,
} from "../src/interface";
import {
  REGISTER_BITS,
  THREAD_BADGE,
  THREAD_FAULT_ADDRESS,
  THREAD_FAULT_KIND,
  THREAD_GRANT,
  THREAD_IS_FAULTED,
  THREAD_REGISTERS,
  THREAD_SLOTS,
} from "../src/layout";
import {
  badgeIn,
  generationIn,
  hasRights,
  isEmpty,
  isLive,
  pageIn,
  put,
  rightsIn,
} from "./capability";
import { objectAt } from "./page-info";
import { current } from "./schedule";
import { refusalOf, slotOf } from "./system-call";

export function registerAt(thread: u32, register: u32): u32 {
  return objectAt(thread) + THREAD_REGISTERS + (register << REGISTER_BITS);
}

export function setRegister(thread: u32, register: u32, value: u64): void {
  store<u64>(registerAt(thread, register), value);
}

/** A label and words, in a thread's registers. */
export function say(
  thread: u32,
  label: u64,
  word0: u64,
  word1: u64,
  word2: u64,
  word3: u64,
  word4: u64,
  word5: u64,
): void {
  const at = registerAt(thread, LABEL);
  store<u64>(at, label, 0);
  store<u64>(at, word0, 8);
  store<u64>(at, word1, 16);
  store<u64>(at, word2, 24);
  store<u64>(at, word3, 32);
  store<u64>(at, word4, 40);
  store<u64>(at, word5, 48);
}

export function answer(thread: u32, word: u64): void {
  store<u64>(registerAt(thread, ANSWER), word);
}

/** That it is done, and by whom, or what was signalled. */
export function done(badge: u32): u64 {
  return ((<u64>badge) << BADGE_BIT) | DONE;
}

/** The running thread is told why not; its first argument has named what was looked for. */
export function refuse(found: u64): void {
  answer(current(), refusalOf(found, 0));
}

const PART: u64 = 0xffff;
const ENDPOINT_PART: u64 = SLOTS - 1;

/** The slot of the endpoint. */
export function endpointIn(slots: u64): u64 {
  return slots & ENDPOINT_PART;
}

/** 1 + the slot of a capability that goes with the message; otherwise 0. */
export function grantIn(slots: u64): u32 {
  return <u32>((slots >> GRANT_BIT) & PART);
}

/** The same, if it may. */
export function grantBy(endpoint: u32, slots: u64): u32 {
  return hasRights(endpoint, GRANT) ? grantIn(slots) : 0;
}

/** A thread says where it wants what may come with a message. */
export function accept(thread: u32, slots: u64): void {
  store<u64>(objectAt(thread), slots, THREAD_SLOTS);
}

/** 1 + the slot into which a capability may be put; otherwise 0. */
function acceptedBy(thread: u32): u64 {
  return (load<u64>(objectAt(thread) + THREAD_SLOTS) >> ACCEPT_BIT) & PART;
}

/** The running thread keeps what goes with what it says until there is somebody to hear it. */
export function hold(endpoint: u32, badge: u32, slots: u64): void {
  const at = objectAt(current());
  store<u32>(at + THREAD_BADGE, badge);
  store<u32>(at + THREAD_GRANT, grantBy(endpoint, slots));
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

/** A thread is told how and where another has faulted. */
export function deliverFault(receiver: u32, faulted: u32): void {
  const from = objectAt(faulted);
  const kind = load<u64>(from + THREAD_FAULT_KIND);
  say(receiver, kind, load<u64>(from + THREAD_FAULT_ADDRESS), 0, 0, 0, 0, 0);
  answer(receiver, done(load<u32>(from + THREAD_BADGE)) | (1 << FROM_FAULT_BIT));
}

/** A thread is given what a sender has kept. */
export function deliverHeld(receiver: u32, sender: u32): void {
  if (isFaulted(sender)) {
    deliverFault(receiver, sender);
    return;
  }
  const at = registerAt(sender, LABEL);
  say(
    receiver,
    load<u64>(at, 0),
    load<u64>(at, 8),
    load<u64>(at, 16),
    load<u64>(at, 24),
    load<u64>(at, 32),
    load<u64>(at, 40),
    load<u64>(at, 48),
  );
  answer(receiver, done(load<u32>(objectAt(sender) + THREAD_BADGE)));
  give(sender, load<u32>(objectAt(sender) + THREAD_GRANT), receiver);
}

/**
 * Copies a capability to who has been answered, if it is still there and the receiver has an empty
 * slot for it.
 */
export function give(sender: u32, grant: u32, receiver: u32): void {
  const accepted = acceptedBy(receiver);
  if (grant == 0 || accepted == 0) return;
  const from = slotOf(sender, grant - 1);
  const into = slotOf(receiver, accepted - 1);
  if (from == 0 || !isLive(from) || into == 0 || !isEmpty(into)) return;
  put(into, generationIn(from), pageIn(from), rightsIn(from), badgeIn(from));
  const at = registerAt(receiver, ANSWER);
  store<u64>(at, load<u64>(at) | (1 << WITH_CAPABILITY_BIT));
}
