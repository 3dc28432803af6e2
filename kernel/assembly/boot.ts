/**
 * The first state, from arbitrary memory: behind the kernel's own pages one Untyped over all that is
 * left, one CNode, and one thread that runs with it.
 */
import {
  ALL_RIGHTS,
  CNODE,
  DOMAIN,
  PRIORITIES,
  READY,
  ROOT_CNODE_SLOT,
  ROOT_DOMAIN_SLOT,
  ROOT_THREAD_SLOT,
  ROOT_UNTYPED_SLOT,
  THREAD,
  UNTYPED,
} from "../src/interface";
import {
  KERNEL,
  KERNEL_DOMAIN,
  KERNEL_FIRST_DOMAIN,
  KERNEL_LAST_DOMAIN,
  KERNEL_PAGES,
  PAGE_BITS,
  PAGE_BYTES,
  PAGE_INFO,
  PAGE_INFO_BITS,
  PAGES_MAX,
  THREAD_DOMAIN,
  THREAD_PRIORITY,
  THREAD_ROOT_GENERATION,
  THREAD_ROOT_PAGE,
  THREAD_STATE,
  UNTYPED_END,
  UNTYPED_FIRST,
} from "../src/layout";
import { put, slotAt } from "./capability";
import { objectAt, setGeneration, setType } from "./page-info";
import { setCurrent } from "./schedule";

const OBJECTS: u32 = 3;
/** A capability to each is in the first space. */
const DOMAINS_MAX: u32 = 64;

/** Where the kernel's own pages end. */
function kernelEnd(pages: u32): u32 {
  return (PAGE_INFO + (pages << PAGE_INFO_BITS) + PAGE_BYTES - 1) >> PAGE_BITS;
}

/**
 * Boots on so many pages of memory, with so many domains; false if they do not suffice or are too
 * many, and nothing was changed.
 */
export function boot(pages: u32, domains: u32): bool {
  if (domains == 0 || domains > DOMAINS_MAX || pages > <u32>PAGES_MAX) return false;
  const untyped = kernelEnd(pages);
  const end = untyped + OBJECTS + domains;
  if (pages <= end) return false;
  memory.fill(KERNEL, 0, PAGE_INFO - KERNEL + (pages << PAGE_INFO_BITS));
  store<u32>(KERNEL + KERNEL_PAGES, pages);
  for (let page: u32 = 0; page < pages; page++) setGeneration(page, 1);
  memory.fill(objectAt(untyped), 0, (OBJECTS + domains) << PAGE_BITS);
  makeObjects(untyped, end, pages);
  makeDomains(untyped + OBJECTS, end, untyped + 1);
  return true;
}

/** An Untyped over the pages from `first` to before `end`, a CNode and a thread, in this order. */
function makeObjects(untyped: u32, first: u32, end: u32): void {
  const cnode = untyped + 1;
  const thread = untyped + 2;
  setType(untyped, UNTYPED);
  setType(cnode, CNODE);
  setType(thread, THREAD);
  store<u32>(objectAt(untyped) + UNTYPED_FIRST, first);
  store<u32>(objectAt(untyped) + UNTYPED_END, end);
  store<u64>(objectAt(thread) + THREAD_ROOT_GENERATION, 1);
  store<u32>(objectAt(thread) + THREAD_ROOT_PAGE, cnode);
  store<u8>(objectAt(thread) + THREAD_STATE, READY);
  store<u8>(objectAt(thread) + THREAD_PRIORITY, PRIORITIES - 1);
  store<u32>(objectAt(thread) + THREAD_DOMAIN, untyped + OBJECTS);
  put(slotAt(cnode, ROOT_CNODE_SLOT), 1, cnode, ALL_RIGHTS, 0);
  put(slotAt(cnode, ROOT_THREAD_SLOT), 1, thread, ALL_RIGHTS, 0);
  put(slotAt(cnode, ROOT_UNTYPED_SLOT), 1, untyped, ALL_RIGHTS, 0);
  setCurrent(thread);
}

/** The pages from `first` to before `end` are domains; the first runs. */
function makeDomains(first: u32, end: u32, cnode: u32): void {
  store<u32>(KERNEL + KERNEL_DOMAIN, first);
  store<u32>(KERNEL + KERNEL_FIRST_DOMAIN, first);
  store<u32>(KERNEL + KERNEL_LAST_DOMAIN, end - 1);
  for (let domain = first; domain < end; domain++) {
    setType(domain, DOMAIN);
    put(slotAt(cnode, ROOT_DOMAIN_SLOT + domain - first), 1, domain, ALL_RIGHTS, 0);
  }
}
