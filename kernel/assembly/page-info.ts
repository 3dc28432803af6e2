/**
 * What is known of every page: what it is, and of which generation. Whoever comes with a number from
 * outside asks first whether it is a page's.
 */
import {
  INFO_CURSOR,
  INFO_DYING,
  INFO_GENERATION,
  INFO_MAPPINGS,
  INFO_OWNER,
  INFO_TYPE,
  KERNEL,
  KERNEL_PAGES,
  MAPPING_BITS,
  PAGE_BITS,
  PAGE_INFO,
  PAGE_INFO_BITS,
} from "../src/layout";

export function pageCount(): u32 {
  return load<u32>(KERNEL + KERNEL_PAGES);
}

/** The address of the object of a page. */
export function objectAt(page: u32): u32 {
  return page << PAGE_BITS;
}

/** And the other way round. */
export function pageAt(object: u32): u32 {
  return object >> PAGE_BITS;
}

/**
 * How far behind PAGE_INFO a page's entry is. PAGE_INFO itself goes into the immediate offset of the
 * load or store, where it costs nothing.
 */
function infoOf(page: u32): u32 {
  return page << PAGE_INFO_BITS;
}

/** What an entry says, so far behind PAGE_INFO. */
export function typeAt(info: u32): u32 {
  return load<u8>(info, PAGE_INFO + INFO_TYPE);
}

export function generationAt(info: u32): u64 {
  return load<u64>(info, PAGE_INFO + INFO_GENERATION);
}

export function typeOf(page: u32): u32 {
  return typeAt(infoOf(page));
}

export function setType(page: u32, type: u32): void {
  store<u8>(infoOf(page), type, PAGE_INFO + INFO_TYPE);
}

export function isDying(page: u32): bool {
  return load<u8>(infoOf(page), PAGE_INFO + INFO_DYING) != 0;
}

export function setDying(page: u32, dying: bool): void {
  store<u8>(infoOf(page), dying, PAGE_INFO + INFO_DYING);
}

export function setOwner(page: u32, owner: u32): void {
  store<u32>(infoOf(page), owner, PAGE_INFO + INFO_OWNER);
}

export function generationOf(page: u32): u64 {
  return generationAt(infoOf(page));
}

export function setGeneration(page: u32, generation: u64): void {
  store<u64>(infoOf(page), generation, PAGE_INFO + INFO_GENERATION);
}

function mappingIn(page: u32, slot: u32): u32 {
  return infoOf(page) + (slot << MAPPING_BITS);
}

/** In which entry of which table the page is named, as one of its mapping slots says; 0: none. */
export function mappingOf(page: u32, slot: u32): u32 {
  return load<u32>(mappingIn(page, slot), PAGE_INFO + INFO_MAPPINGS);
}

export function setMapping(page: u32, slot: u32, place: u32): void {
  store<u32>(mappingIn(page, slot), place, PAGE_INFO + INFO_MAPPINGS);
}

/** Of a page table that is dying: all entries before this one are empty. */
export function cursorOf(page: u32): u32 {
  return load<u16>(infoOf(page), PAGE_INFO + INFO_CURSOR);
}

export function setCursor(page: u32, cursor: u32): void {
  store<u16>(infoOf(page), cursor, PAGE_INFO + INFO_CURSOR);
}
