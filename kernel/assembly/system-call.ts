/** What all system calls begin with: what the caller's slots name, and the usual checks. */
import { CNODE, DONE, GRANT, NO_CAPABILITY, NO_RIGHT, WRONG_TYPE } from "../src/interface";
import { THREAD_ROOT_GENERATION, THREAD_ROOT_PAGE } from "../src/layout";
import {
  badgeIn,
  foundPage,
  foundRights,
  isLive,
  isLiveReference,
  isSlot,
  pageIn,
  resolve,
  rightsIn,
  slotAt,
} from "./capability";
import { objectAt, typeOf } from "./page-info";
import { current } from "./schedule";

/** What a call returns that has answered already, or whose answer comes later. */
export const LATER: u32 = 0xffff_ffff;

/** The page of the caller's capability space. It may be used after `named` has found something. */
export function root(): u32 {
  return load<u32>(objectAt(current()) + THREAD_ROOT_PAGE);
}

/** The address of a slot of a thread's space; 0 if it has none. */
export function slotOf(thread: u32, slot: u64): u32 {
  const at = objectAt(thread);
  const page = load<u32>(at + THREAD_ROOT_PAGE);
  if (!isLiveReference(page, load<u64>(at + THREAD_ROOT_GENERATION))) return 0;
  if (typeOf(page) != CNODE || !isSlot(slot)) return 0;
  return slotAt(page, <u32>slot);
}

export function named(slot: u64): u32 {
  return slotOf(current(), slot);
}

/** Of the capability that `find` was asked for. */
export let foundBadge: u32 = 0;

/** What a slot of the caller's space is for must be of a type, with rights: `object` says what. */
export function find(slot: u64, type: u32, rights: u32): u32 {
  const capability = named(slot);
  if (capability == 0 || !resolve(capability)) return NO_CAPABILITY;
  foundBadge = badgeIn(capability);
  return check(foundPage, foundRights, type, rights);
}

/** What `findDirect` found: its address. */
export let foundCapability: u32 = 0;

/** The same of a capability as it stands in a slot, with no Indirection before the object. */
export function findDirect(slot: u64, type: u32, rights: u32): u32 {
  const capability = named(slot);
  if (capability == 0 || !isLive(capability)) return NO_CAPABILITY;
  foundCapability = capability;
  return check(pageIn(capability), rightsIn(capability), type, rights);
}

/** What `find` found. */
export function object(): u32 {
  return foundPage;
}

export function mayGrant(): bool {
  return (foundRights & GRANT) != 0;
}

function check(page: u32, held: u32, type: u32, rights: u32): u32 {
  if (typeOf(page) != type) return WRONG_TYPE;
  return (held & rights) == rights ? DONE : NO_RIGHT;
}
