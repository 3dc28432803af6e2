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
import { find, isRefused, refusalOf } from "./system-call";

const BADGES: u64 = 1 << 32;

/** The addresses of the two slots that `transfer` found. */
let from: u32 = 0;
let into: u32 = 0;

/** Checks a capability's way from one slot to another. */
function transfer(slot: u64, index: u64, sourceSlot: u64, sourceIndex: u64, needed: u32): u64 {
  const cnode = find(slot, CNODE, WRITE);
  if (isRefused(cnode)) return refusalOf(cnode);
  const source = find(sourceSlot, CNODE, needed);
  if (isRefused(source)) return refusalOf(source);
  if (!isSlot(index) || !isSlot(sourceIndex)) return OUT_OF_RANGE;
  from = slotAt(pageOf(source), <u32>sourceIndex);
  into = slotAt(pageOf(cnode), <u32>index);
  if (!isLive(from)) return NO_CAPABILITY;
  return isEmpty(into) ? DONE : IN_USE;
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
  if (badge == 0 || badge >= BADGES) return OUT_OF_RANGE;
  if (badgeIn(from) != 0) return IN_USE;
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
  if (isRefused(cnode)) return refusalOf(cnode);
  if (!isSlot(index)) return OUT_OF_RANGE;
  put(slotAt(pageOf(cnode), <u32>index), 0, 0, 0, 0);
  return DONE;
}
