/**
 * Capabilities: 16 bytes each, valid while their page is of the same generation. An empty slot has
 * generation 0, which no page has.
 */
import { INDIRECTION, INDIRECTIONS_MAX, SLOTS } from "../src/interface";
import {
  CAPABILITY_BADGE,
  CAPABILITY_BITS,
  CAPABILITY_GENERATION,
  CAPABILITY_PAGE,
  CAPABILITY_RIGHTS,
} from "../src/layout";
import { generationOf, isPage, objectAt, typeOf } from "./page-info";

const PAGE_MASK: u32 = 0xff_ffff;

export function isSlot(slot: u64): bool {
  return slot < <u64>SLOTS;
}

/** The address of a slot of a CNode. */
export function slotAt(cnode: u32, slot: u32): u32 {
  return objectAt(cnode) + (slot << CAPABILITY_BITS);
}

export function generationIn(capability: u32): u64 {
  return load<u64>(capability + CAPABILITY_GENERATION);
}

export function pageIn(capability: u32): u32 {
  return load<u32>(capability + CAPABILITY_PAGE) & PAGE_MASK;
}

export function rightsIn(capability: u32): u32 {
  return load<u8>(capability + CAPABILITY_RIGHTS);
}

export function badgeIn(capability: u32): u32 {
  return load<u32>(capability + CAPABILITY_BADGE);
}

export function put(capability: u32, generation: u64, page: u32, rights: u32, badge: u32): void {
  store<u64>(capability + CAPABILITY_GENERATION, generation);
  store<u32>(capability + CAPABILITY_PAGE, page | (rights << 24));
  store<u32>(capability + CAPABILITY_BADGE, badge);
}

export function isEmpty(capability: u32): bool {
  return generationIn(capability) == 0;
}

/** Whether what a capability names is still there. */
export function isLive(capability: u32): bool {
  return isLiveReference(pageIn(capability), generationIn(capability));
}

/** Whether a page is of a generation. */
export function isLiveReference(page: u32, generation: u64): bool {
  return generation != 0 && isPage(page) && generationOf(page) == generation;
}

/** What `resolve` found. */
export let foundPage: u32 = 0;
export let foundRights: u32 = 0;

/**
 * What a capability is for, behind its Indirections: false if that is no more. An Indirection keeps
 * a capability at its page's beginning.
 */
export function resolve(capability: u32): bool {
  if (!isLive(capability)) return false;
  let page = pageIn(capability);
  let rights = rightsIn(capability);
  for (let depth = 0; depth < INDIRECTIONS_MAX; depth++) {
    if (typeOf(page) != INDIRECTION) break;
    const target = objectAt(page);
    if (!isLive(target)) return false;
    page = pageIn(target);
    rights &= rightsIn(target);
  }
  foundPage = page;
  foundRights = rights;
  return true;
}
