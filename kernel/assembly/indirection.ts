/** Indirections. `spec/src/kernel/indirection.ts` says what each call does. */
import {
  DONE,
  GRANT,
  IN_USE,
  INDIRECTION,
  NO_CAPABILITY,
  OUT_OF_RANGE,
  WORN_OUT,
} from "../src/interface";
import { CAPABILITY_GENERATION, GENERATION_MAX } from "../src/layout";
import { generationIn, isEmpty, isLive, pageIn, put, rightsIn } from "./capability";
import { objectAt, setGeneration } from "./page-info";
import { blame, findDirect, isRefusal, named } from "./system-call";

/** An Indirection itself, not what it stands for. */
function findIndirection(slot: u64): u32 {
  return findDirect(slot, INDIRECTION, GRANT);
}

export function create(slot: u64, targetSlot: u64, rights: u64): u64 {
  const capability = findIndirection(slot);
  if (isRefusal(capability)) return blame(capability, 0);
  const target = named(targetSlot);
  if (target == 0 || !isLive(target)) return blame(NO_CAPABILITY, 1);
  if (pageIn(target) == pageIn(capability)) return blame(OUT_OF_RANGE, 1);
  const kept = objectAt(pageIn(capability));
  if (!isEmpty(kept)) return blame(IN_USE, 0);
  put(kept, generationIn(target), pageIn(target), rightsIn(target) & <u32>rights, 0);
  return DONE;
}

export function invalidate(slot: u64): u64 {
  const capability = findIndirection(slot);
  if (isRefusal(capability)) return blame(capability, 0);
  const next = generationIn(capability) + 1;
  if (next > <u64>GENERATION_MAX) return WORN_OUT;
  const page = pageIn(capability);
  put(objectAt(page), 0, 0, 0, 0);
  setGeneration(page, next);
  store<u64>(capability + CAPABILITY_GENERATION, next);
  return DONE;
}
