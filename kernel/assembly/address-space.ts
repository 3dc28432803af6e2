/** Whose address space the machine uses: `spec/src/kernel/address-space.ts`. */
import { ALL_RIGHTS, DONE, ROOT_TABLE, THREAD, WRITE } from "../src/interface";
import { KERNEL, KERNEL_SPACE, THREAD_SPACE_GENERATION, THREAD_SPACE_PAGE } from "../src/layout";
import { generationIn, isLiveReference, pageIn, pageOf } from "./capability";
import * as machine from "./machine";
import { objectAt } from "./page-info";
import { current } from "./schedule";
import { blame, find, findDirect, isRefusal, isRefused, refusalOf } from "./system-call";

function use(root: u32): void {
  store<u32>(KERNEL + KERNEL_SPACE, root);
  machine.setAddressSpace(root);
}

/** No root table is used. */
function useNone(): void {
  if (load<u32>(KERNEL + KERNEL_SPACE) != 0) use(0);
}

/** Addresses mean from now on what they mean to this thread: nothing, if its root table is no more. */
export function enter(thread: u32): void {
  const at = objectAt(thread);
  const page = load<u32>(at, THREAD_SPACE_PAGE);
  if (!isLiveReference(page, load<u64>(at, THREAD_SPACE_GENERATION))) useNone();
  else if (page != load<u32>(KERNEL + KERNEL_SPACE)) use(page);
}

/** A root table is not used any more, whoever runs. */
export function abandon(root: u32): void {
  if (root == load<u32>(KERNEL + KERNEL_SPACE)) use(0);
}

export function setAddressSpace(slot: u64, spaceSlot: u64): u64 {
  const found = find(slot, THREAD, WRITE);
  if (isRefused(found)) return refusalOf(found, 0);
  const thread = pageOf(found);
  const space = findDirect(spaceSlot, ROOT_TABLE, ALL_RIGHTS);
  if (isRefusal(space)) return blame(space, 1);
  store<u64>(objectAt(thread) + THREAD_SPACE_GENERATION, generationIn(space));
  store<u32>(objectAt(thread) + THREAD_SPACE_PAGE, pageIn(space));
  if (thread == current()) enter(thread);
  return DONE;
}
