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
  PAGE_BITS,
  PAGE_INFO_BITS,
} from "../src/layout";
import { generationAt, generationOf, objectAt, typeAt, typeOf } from "./page-info";

const PAGE_MASK: u32 = 0xff_ffff;
const RIGHTS_BIT: u32 = 24;
const BADGE_BIT: u32 = 32;

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

/** Page, rights and badge together, as they stand behind the generation. */
export function wordIn(capability: u32): u64 {
  return load<u64>(capability + CAPABILITY_PAGE);
}

/** Page and rights: the lower half of that. */
export function targetIn(capability: u32): u32 {
  return load<u32>(capability, CAPABILITY_PAGE);
}

/** The same of its page as below, without the page's number: one shift finds its entry in PageInfo. */
export function isLiveTarget(target: u32, generation: u64): bool {
  return generationAt(infoOf(target)) == generation;
}

export function typeOfTarget(target: u32): u32 {
  return typeAt(infoOf(target));
}

function infoOf(target: u32): u32 {
  return target << PAGE_INFO_BITS; // where rights are no more
}

/** The address of the object that it is for. */
export function objectOf(target: u32): u32 {
  return target << PAGE_BITS; // nor are they here: a page has 20 bits
}

/** They are compared where they stand. */
export function hasRights(target: u32, rights: u32): bool {
  const needed = rights << RIGHTS_BIT;
  return (target & needed) == needed;
}

/** The parts of such a word. */
export function pageOf(word: u64): u32 {
  return <u32>word & PAGE_MASK;
}

export function rightsOf(word: u64): u32 {
  return <u32>word >> RIGHTS_BIT;
}

export function badgeOf(word: u64): u32 {
  return <u32>(word >> BADGE_BIT);
}

export function badgeIn(capability: u32): u32 {
  return load<u32>(capability + CAPABILITY_BADGE);
}

export function put(capability: u32, generation: u64, page: u32, rights: u32, badge: u32): void {
  store<u64>(capability + CAPABILITY_GENERATION, generation);
  store<u32>(capability + CAPABILITY_PAGE, page | (rights << RIGHTS_BIT));
  store<u32>(capability + CAPABILITY_BADGE, badge);
}

export function isEmpty(capability: u32): bool {
  return generationIn(capability) == 0;
}

/** Whether what a capability names is still there. */
export function isLive(capability: u32): bool {
  return isLiveReference(pageIn(capability), generationIn(capability));
}

/**
 * Whether a page is of a generation. Every reference names a page, page 0 where it names nothing: so
 * its generation is then 0, of which no page is.
 */
export function isLiveReference(page: u32, generation: u64): bool {
  return generationOf(page) == generation;
}

/**
 * What a capability is for, behind its Indirections, as a word: 0 if that is no more. An Indirection
 * keeps a capability at its page's beginning; the badge is that of the first.
 */
export function resolve(capability: u32): u64 {
  if (!isLive(capability)) return 0;
  const word = wordIn(capability);
  return typeOf(pageOf(word)) == INDIRECTION ? throughIndirections(word) : word;
}

function throughIndirections(first: u64): u64 {
  let page = pageOf(first);
  let rights = rightsOf(first);
  for (let depth = 0; depth < INDIRECTIONS_MAX; depth++) {
    if (typeOf(page) != INDIRECTION) break;
    const target = objectAt(page);
    if (!isLive(target)) return 0;
    page = pageIn(target);
    rights &= rightsIn(target);
  }
  return <u64>(page | (rights << RIGHTS_BIT)) | ((<u64>badgeOf(first)) << BADGE_BIT);
}
