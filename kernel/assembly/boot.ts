/**
 * The first state, from arbitrary memory: behind the kernel's own pages one Untyped over all that is
 * left, one CNode, and one thread that runs with it.
 */
import {
  ALL_RIGHTS,
  CNODE,
  ROOT_CNODE_SLOT,
  ROOT_THREAD_SLOT,
  ROOT_UNTYPED_SLOT,
  THREAD,
  UNTYPED,
} from "../src/interface";
import {
  KERNEL,
  KERNEL_PAGES,
  PAGE_BITS,
  PAGE_BYTES,
  PAGE_INFO,
  PAGE_INFO_BITS,
  PAGES_MAX,
  THREAD_ROOT_GENERATION,
  THREAD_ROOT_PAGE,
  UNTYPED_END,
  UNTYPED_FIRST,
} from "../src/layout";
import { put, slotAt } from "./capability";
import { objectAt, setGeneration, setType } from "./page-info";
import { setCurrent } from "./system-call";

const OBJECTS: u32 = 3;

/** Where the kernel's own pages end. */
function kernelEnd(pages: u32): u32 {
  return (PAGE_INFO + (pages << PAGE_INFO_BITS) + PAGE_BYTES - 1) >> PAGE_BITS;
}

/** Boots on so many pages of memory; false if they do not suffice, and nothing was changed. */
export function boot(pages: u32): bool {
  if (pages > <u32>PAGES_MAX || pages <= kernelEnd(pages) + OBJECTS) return false;
  memory.fill(KERNEL, 0, PAGE_INFO - KERNEL + (pages << PAGE_INFO_BITS));
  store<u32>(KERNEL + KERNEL_PAGES, pages);
  for (let page: u32 = 0; page < pages; page++) setGeneration(page, 1);
  const untyped = kernelEnd(pages);
  const cnode = untyped + 1;
  const thread = untyped + 2;
  memory.fill(objectAt(untyped), 0, OBJECTS << PAGE_BITS);
  setType(untyped, UNTYPED);
  setType(cnode, CNODE);
  setType(thread, THREAD);
  store<u32>(objectAt(untyped) + UNTYPED_FIRST, untyped + OBJECTS);
  store<u32>(objectAt(untyped) + UNTYPED_END, pages);
  store<u64>(objectAt(thread) + THREAD_ROOT_GENERATION, 1);
  store<u32>(objectAt(thread) + THREAD_ROOT_PAGE, cnode);
  put(slotAt(cnode, ROOT_CNODE_SLOT), 1, cnode, ALL_RIGHTS, 0);
  put(slotAt(cnode, ROOT_THREAD_SLOT), 1, thread, ALL_RIGHTS, 0);
  put(slotAt(cnode, ROOT_UNTYPED_SLOT), 1, untyped, ALL_RIGHTS, 0);
  setCurrent(thread);
  return true;
}
