/** Threads. `spec/src/kernel/thread.ts` says what each call does. */
import { ALL_RIGHTS, CNODE, DONE, NO_CAPABILITY, THREAD, WRITE } from "../src/interface";
import { THREAD_ROOT_GENERATION, THREAD_ROOT_PAGE } from "../src/layout";
import { generationIn, isLive, pageIn, rightsIn } from "./capability";
import { objectAt } from "./page-info";
import { check, find, named, object } from "./system-call";

export function threadConfigure(slot: u64, rootSlot: u64): u32 {
  const refusal = find(slot, THREAD, WRITE);
  if (refusal != DONE) return refusal;
  const thread = objectAt(object());
  const cnode = named(rootSlot);
  if (cnode == 0 || !isLive(cnode)) return NO_CAPABILITY;
  const wrong = check(pageIn(cnode), rightsIn(cnode), CNODE, ALL_RIGHTS);
  if (wrong != DONE) return wrong;
  store<u64>(thread + THREAD_ROOT_GENERATION, generationIn(cnode));
  store<u32>(thread + THREAD_ROOT_PAGE, pageIn(cnode));
  return DONE;
}
