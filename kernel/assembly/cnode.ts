/** CNodes: pages of slots. `spec/src/kernel/cnode.ts` says what each call does. */
import { CNODE, DONE, IN_USE, NO_CAPABILITY, OUT_OF_RANGE, READ, WRITE } from "../src/interface";
import {
  badgeIn,
  generationIn,
  isEmpty,
  isLive,
  isSlot,
  pageIn,
  pageOf,
  put,
  rightsIn,
  slotAt,
} from "./capability";
import { blame, find, isRefused, refusalOf } from "./system-call";

const BADGES: u64 = 1 << 32;

/** The addresses of the two slots that `transfer` found. */
let from: u32 = 0;
let into: u32 = 0;

/** Checks a capability's way from one slot to another. */
function transfer(slot: u64, index: u64, sourceSlot: u64, sourceIndex: u64, needed: u32): u64 {
  const cnode = find(slot, CNODE, WRITE);
  if (isRefused(cnode)) return refusalOf(cnode, 0);
  const source = find(sourceSlot, CNODE, needed);
  if (isRefused(source)) return refusalOf(source, 2);
  if (!isSlot(index)) return blame(OUT_OF_RANGE, 1);
  if (!isSlot(sourceIndex)) return blame(OUT_OF_RANGE, 3);
  from = slotAt(pageOf(source), <u32>sourceIndex);
  into = slotAt(pageOf(cnode), <u32>index);
  if (!isLive(from)) return blame(NO_CAPABILITY, 3);
  return isEmpty(into) ? DONE : blame(IN_USE, 1);
}

export function copy(slot: u64, index: u64, source: u64, sourceIndex: u64, rights: u64): u64 {
  const refusal = transfer(slot, index, source, sourceIndex, READ);
  if (refusal != DONE) return refusal;
  put(into, generationIn(from), pageIn(from), rightsIn(from) & <u32>rights, badgeIn(from));
  return DONE;
}

export function mint(
  slot: u64,
  index: u64,
  source: u64,
  sourceIndex: u64,
  rights: u64,
  badge: u64,
): u64 {
  const refusal = transfer(slot, index, source, sourceIndex, READ);
  if (refusal != DONE) return refusal;
  if (badge == 0 || badge >= BADGES) return blame(OUT_OF_RANGE, 5);
  if (badgeIn(from) != 0) return blame(IN_USE, 3);
  put(into, generationIn(from), pageIn(from), rightsIn(from) & <u32>rights, <u32>badge);
  return DONE;
}

export function move(slot: u64, index: u64, source: u64, sourceIndex: u64): u64 {
  const refusal = transfer(slot, index, source, sourceIndex, WRITE);
  if (refusal != DONE) return refusal;
  put(into, generationIn(from), pageIn(from), rightsIn(from), badgeIn(from));
  put(from, 0, 0, 0, 0);
  return DONE;
}

export function remove(slot: u64, index: u64): u64 {
  const cnode = find(slot, CNODE, WRITE);
  if (isRefused(cnode)) return refusalOf(cnode, 0);
  if (!isSlot(index)) return blame(OUT_OF_RANGE, 1);
  put(slotAt(pageOf(cnode), <u32>index), 0, 0, 0, 0);
  return DONE;
}
