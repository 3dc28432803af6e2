/**
 * All that the solver keeps in linear memory is cut from here: tables of fixed size from memory's
 * end, growing arrays as blocks whose sizes are powers of two.
 *
 * Memory that cannot be had ends the search by a trap with `exhausted()` set: a search that stops
 * has no verdict, so it cannot have a wrong one.
 */
const CLASSES: u32 = 32;
const CLASS_MIN: u32 = 4;
const freeLists: u32 = <u32>memory.data(128, 4);

let top: u32 = 0;
let bytesMax: u64 = 0;
let isExhausted: bool = false;

/** Forgets everything; from now on at most `limit` bytes are used. */
export function resetMemory(limit: u64): void {
  memory.fill(freeLists, 0, CLASSES * 4);
  top = (<u32>__heap_base + 15) & ~15;
  bytesMax = limit;
  isExhausted = false;
}

/** Whether the search ended because memory did. */
export function exhausted(): bool {
  return isExhausted;
}

export function usedBytes(): u32 {
  return top;
}

/** The smallest class whose blocks hold `bytes` bytes: a block has `1 << class` bytes. */
export function classFor(bytes: u32): u32 {
  return max<u32>(CLASS_MIN, 32 - clz<u32>(bytes - 1));
}

function pop(sizeClass: u32): u32 {
  const list = freeLists + (sizeClass << 2);
  const block = load<u32>(list);
  if (block != 0) store<u32>(list, load<u32>(block));
  return block;
}

/** Gives a block back. */
export function release(block: u32, sizeClass: u32): void {
  const list = freeLists + (sizeClass << 2);
  store<u32>(block, load<u32>(list));
  store<u32>(list, block);
}

/** A block of `1 << sizeClass` bytes, with whatever it held before. */
export function allocate(sizeClass: u32): u32 {
  if (sizeClass >= CLASSES) giveUp();
  const block = pop(sizeClass);
  return block != 0 ? block : carve(sizeClass);
}

/** Halves a larger free block, or takes new memory. */
function carve(sizeClass: u32): u32 {
  for (let larger = sizeClass + 1; larger < CLASSES; larger++) {
    const block = pop(larger);
    if (block == 0) continue;
    while (larger > sizeClass) {
      larger--;
      release(block + (1 << larger), larger);
    }
    return block;
  }
  return extend(1 << sizeClass);
}

/** A table of `bytes` zero bytes, for as long as this problem lasts. */
export function table(bytes: u32): u32 {
  const address = extend((bytes + 15) & ~15);
  memory.fill(address, 0, bytes);
  return address;
}

function extend(bytes: u32): u32 {
  const end = <u64>top + <u64>bytes;
  if (end > bytesMax) giveUp();
  const pagesWanted = <i32>((end + 65535) >> 16);
  const pages = memory.size();
  if (pagesWanted > pages && memory.grow(pagesWanted - pages) < 0) giveUp();
  const address = top;
  top = <u32>end;
  return address;
}

function giveUp(): void {
  isExhausted = true;
  unreachable();
}
