/** Frames: `spec/src/kernel/frame.ts` says what each call does. */
import {
  DEVICE_FRAME,
  DMA_FRAME,
  DONE,
  EXECUTE,
  FRAME,
  GRANT,
  IN_USE,
  LEAF_TABLE,
  MAPPING_SLOTS,
  NO_RIGHT,
  NOTHING,
  OUT_OF_RANGE,
  READ,
  WRITE,
} from "../src/interface";
import {
  ENTRY_ACCESSED,
  ENTRY_DIRTY,
  ENTRY_EXECUTE,
  ENTRY_READ,
  ENTRY_USER,
  ENTRY_VALID,
  ENTRY_WRITE,
} from "../src/layout";
import { badgeIn, pageIn, pageOf } from "./capability";
import { isEmptyEntry, map, unmap } from "./mapping";
import { mappingOf, typeOf } from "./page-info";
import { blame, find, findDirectAmong, isRefusal, isRefused, refusalOf } from "./system-call";
import { isIndex } from "./table";

const FRAMES: u32 = (1 << FRAME) | (1 << DEVICE_FRAME) | (1 << DMA_FRAME);

/** The mapping slot that a capability's badge chooses; MAPPING_SLOTS or more if it chooses none. */
function slotOfBadge(capability: u32): u32 {
  return badgeIn(capability) - 1;
}

/** Whether a frame of a type can be used so. */
function isUse(type: u32, rights: u32): bool {
  if ((rights & READ) == 0 || (rights & GRANT) != 0) return false;
  return type != DEVICE_FRAME || (rights & EXECUTE) == 0;
}

/** Accessed and dirty are set from the start, so the machine never writes an entry by itself. */
export function leafFlags(rights: u32): u32 {
  let flags: u32 = ENTRY_VALID | ENTRY_READ | ENTRY_USER | ENTRY_ACCESSED;
  if ((rights & WRITE) != 0) flags |= ENTRY_WRITE | ENTRY_DIRTY;
  if ((rights & EXECUTE) != 0) flags |= ENTRY_EXECUTE;
  return flags;
}

export function mapFrame(slot: u64, tableSlot: u64, index: u64, rights: u64): u64 {
  const capability = findDirectAmong(slot, FRAMES, rights);
  if (isRefusal(capability)) return blame(capability, capability == NO_RIGHT ? 3 : 0);
  const found = find(tableSlot, LEAF_TABLE, WRITE);
  if (isRefused(found)) return refusalOf(found, 1);
  const frame = pageIn(capability);
  const table = pageOf(found);
  const mapping = slotOfBadge(capability);
  if (!isIndex(index)) return blame(OUT_OF_RANGE, 2);
  if (mapping >= <u32>MAPPING_SLOTS) return blame(OUT_OF_RANGE, 0);
  if (!isUse(typeOf(frame), <u32>rights)) return blame(OUT_OF_RANGE, 3);
  if (mappingOf(frame, mapping) != 0) return blame(IN_USE, 0);
  if (!isEmptyEntry(table, <u32>index)) return blame(IN_USE, 2);
  map(frame, mapping, table, <u32>index, leafFlags(<u32>rights));
  return DONE;
}

export function unmapFrame(slot: u64): u64 {
  const capability = findDirectAmong(slot, FRAMES, READ);
  if (isRefusal(capability)) return blame(capability, 0);
  const mapping = slotOfBadge(capability);
  if (mapping >= <u32>MAPPING_SLOTS) return blame(OUT_OF_RANGE, 0);
  const frame = pageIn(capability);
  if (mappingOf(frame, mapping) == 0) return NOTHING;
  unmap(frame, mapping);
  return DONE;
}
