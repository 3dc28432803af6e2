/** What all system calls begin with: what the caller's slots name, and the usual checks. */
import { ARGUMENT_BIT, DONE, NO_CAPABILITY, NO_RIGHT, SLOTS, WRONG_TYPE } from "../src/interface";
import { KERNEL, THREAD_ROOT_GENERATION, THREAD_ROOT_PAGE } from "../src/layout";
import {
  generationIn,
  hasRights,
  isLive,
  isLiveReference,
  isLiveTarget,
  isSlot,
  pageIn,
  pageOf,
  resolve,
  rightsIn,
  rightsOf,
  slotAt,
  targetIn,
  typeOfTarget,
  wordIn,
} from "./capability";
import { objectAt, typeOf } from "./page-info";
import { current } from "./schedule";

/** Where a word that is a refusal says which. */
const REFUSAL_BIT: u64 = 32;
/** Refusals blame the first argument until it is known which one has named the slot. */
const FIRST_BLAMED: u32 = 1 << ARGUMENT_BIT;

/** The page of the caller's capability space. It may be used after `named` has found something. */
export function root(): u32 {
  return load<u32>(objectAt(current()) + THREAD_ROOT_PAGE);
}

/**
 * The address of a slot of a thread's space; 0 if it has none. What a thread names as its space was
 * a CNode when it was configured, and is one for as long as its generation lasts.
 */
export function slotOf(thread: u32, slot: u64): u32 {
  const at = objectAt(thread);
  const page = load<u32>(at + THREAD_ROOT_PAGE);
  if (!isSlot(slot) || !isLiveReference(page, load<u64>(at + THREAD_ROOT_GENERATION))) return 0;
  return slotAt(page, <u32>slot);
}

export function named(slot: u64): u32 {
  return slotOf(current(), slot);
}

/**
 * What a slot of the caller's space is for must be of a type, with rights. It is found as a word:
 * page, rights and badge. No object is in page 0, so a word without page and rights is a refusal.
 */
export function find(slot: u64, type: u32, rights: u32): u64 {
  const at = ownSlot(current(), <u32>slot & (SLOTS - 1));
  if (isSlot(slot) && isPlain(current(), at, type, rights)) return wordIn(at);
  return findAnyhow(slot, type, rights);
}

/** The address of a slot of a thread's space, if that is there. */
export function ownSlot(thread: u32, slot: u32): u32 {
  return slotAt(load<u32>(objectAt(thread), THREAD_ROOT_PAGE), slot);
}

/** The usual case: nothing is wrong, and no Indirection is before what is in that slot's space. */
export function isPlain(thread: u32, capability: u32, type: u32, rights: u32): bool {
  const at = objectAt(thread);
  const root = load<u32>(at, THREAD_ROOT_PAGE);
  if (!isLiveReference(root, load<u64>(at, THREAD_ROOT_GENERATION))) return false;
  const target = targetIn(capability);
  if (!isLiveTarget(target, generationIn(capability)) || typeOfTarget(target) != type) return false;
  return hasRights(target, rights);
}

/** Through Indirections, or why not. */
export function findAnyhow(slot: u64, type: u32, rights: u32): u64 {
  const capability = named(slot);
  if (capability == 0) return refused(FIRST_BLAMED | NO_CAPABILITY);
  const found = resolve(capability);
  if (isRefused(found)) return refused(FIRST_BLAMED | NO_CAPABILITY);
  const refusal = check(pageOf(found), rightsOf(found), type, rights);
  return refusal == DONE ? found : refused(refusal);
}

/** A word that is a refusal. */
function refused(refusal: u32): u64 {
  return (<u64>refusal) << REFUSAL_BIT;
}

export function isRefused(found: u64): bool {
  return <u32>found == 0;
}

/** Why it is, as an answer that blames the argument in that place, which named the slot. */
export function refusalOf(found: u64, argument: u64): u64 {
  return (found >> REFUSAL_BIT) + (argument << ARGUMENT_BIT);
}

/** A refusal that says which argument is to blame: its place among the call's, from 0 on. */
export function blame(refusal: u64, argument: u64): u64 {
  return refusal | ((argument + 1) << ARGUMENT_BIT);
}

/**
 * The same of a capability as it stands in a slot, with no Indirection before the object: its
 * address, or a refusal. No capability is at an address as small as that.
 */
export function findDirect(slot: u64, type: u32, rights: u32): u32 {
  return findDirectAmong(slot, 1 << type, rights);
}

/** It may be of several types: a bit for each. */
export function findDirectAmong(slot: u64, types: u32, rights: u64): u32 {
  const capability = named(slot);
  if (capability == 0 || !isLive(capability)) return NO_CAPABILITY;
  if (((types >> typeOf(pageIn(capability))) & 1) == 0) return WRONG_TYPE;
  return (<u64>rightsIn(capability) & rights) == rights ? capability : NO_RIGHT;
}

export function isRefusal(capability: u32): bool {
  return capability < <u32>KERNEL;
}

function check(page: u32, held: u32, type: u32, rights: u32): u32 {
  if (typeOf(page) != type) return FIRST_BLAMED | WRONG_TYPE;
  return (held & rights) == rights ? DONE : FIRST_BLAMED | NO_RIGHT;
}
