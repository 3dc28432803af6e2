/** What there is after boot: pages of one generation, and a capability to each in the first space. */
import {
  ALL_RIGHTS,
  ARGUMENTS,
  CNODE,
  DEVICE_FRAME,
  DMA_FRAME,
  DOMAIN,
  EXECUTE,
  FRAME,
  IMAGE_ADDRESS,
  IRQ_HANDLER,
  LEAF_TABLE,
  MIDDLE_TABLE,
  PC,
  PRIORITIES,
  READ,
  READY,
  ROOT_TABLE,
  THREAD,
  UNTYPED,
  WRITE,
} from "../src/interface";
import {
  ENTRY_VALID,
  KERNEL,
  KERNEL_FIRST_DOMAIN,
  KERNEL_FIRST_HANDLER,
  KERNEL_INTERRUPTS,
  KERNEL_LAST_DOMAIN,
  PAGE_BITS,
  THREAD_DOMAIN,
  THREAD_PRIORITY,
  THREAD_ROOT_GENERATION,
  THREAD_ROOT_PAGE,
  THREAD_SPACE_GENERATION,
  THREAD_SPACE_PAGE,
  THREAD_STATE,
  UNTYPED_END,
  UNTYPED_FIRST,
} from "../src/layout";
import { put, slotAt } from "./capability";
import { leafFlags } from "./frame";
import { map } from "./mapping";
import { setRegister } from "./message";
import { objectAt, setType } from "./page-info";
import { begin, run } from "./schedule";

/** The first ones, in this order; then come domains, interrupt handlers and DMA frames. */
const UNTYPED_AT: u32 = 0;
const CNODE_AT: u32 = 1;
const THREAD_AT: u32 = 2;
const ROOT_TABLE_AT: u32 = 3;
const MIDDLE_TABLE_AT: u32 = 4;
const LEAF_TABLE_AT: u32 = 5;
export const OBJECTS: u32 = 6;

/** The next capability goes into this slot. */
let slot: u32 = 0;

function give(page: u32, cnode: u32): void {
  put(slotAt(cnode, slot), 1, page, ALL_RIGHTS, 0);
  slot += 1;
}

/** So many pages from `first` on become objects of a type: where they end. */
function makeAll(type: u32, first: u32, count: u32, cnode: u32): u32 {
  const end = first + count;
  for (let page = first; page < end; page++) {
    setType(page, type);
    give(page, cnode);
  }
  return end;
}

/** All objects, from page `first` on. Memory's pages from `free` to before `pages` are left free. */
export function makeObjects(
  first: u32,
  domains: u32,
  interrupts: u32,
  dma: u32,
  devices: u32,
  free: u32,
  pages: u32,
): void {
  const cnode = first + CNODE_AT;
  const firstDomain = first + OBJECTS;
  slot = 0;
  makeAll(CNODE, cnode, 1, cnode);
  makeAll(THREAD, first + THREAD_AT, 1, cnode);
  makeAll(UNTYPED, first + UNTYPED_AT, 1, cnode);
  makeAll(ROOT_TABLE, first + ROOT_TABLE_AT, 1, cnode);
  setType(first + MIDDLE_TABLE_AT, MIDDLE_TABLE);
  setType(first + LEAF_TABLE_AT, LEAF_TABLE);
  const firstHandler = makeAll(DOMAIN, firstDomain, domains, cnode);
  const firstDma = makeAll(IRQ_HANDLER, firstHandler, interrupts, cnode);
  makeAll(DEVICE_FRAME, pages, devices, cnode);
  makeAll(DMA_FRAME, firstDma, dma, cnode);
  store<u32>(objectAt(first + UNTYPED_AT) + UNTYPED_FIRST, free);
  store<u32>(objectAt(first + UNTYPED_AT) + UNTYPED_END, pages);
  store<u32>(KERNEL + KERNEL_FIRST_DOMAIN, firstDomain);
  store<u32>(KERNEL + KERNEL_LAST_DOMAIN, firstHandler - 1);
  store<u32>(KERNEL + KERNEL_FIRST_HANDLER, interrupts == 0 ? 0 : firstHandler);
  store<u32>(KERNEL + KERNEL_INTERRUPTS, interrupts);
  begin(firstDomain);
  makeThread(first);
  tell(first + THREAD_AT, domains, interrupts, devices, dma, free, pages);
}

/** The first thread, with the first space and the first address space, in the first domain. */
function makeThread(first: u32): void {
  const thread = objectAt(first + THREAD_AT);
  store<u64>(thread + THREAD_ROOT_GENERATION, 1);
  store<u32>(thread + THREAD_ROOT_PAGE, first + CNODE_AT);
  store<u64>(thread + THREAD_SPACE_GENERATION, 1);
  store<u32>(thread + THREAD_SPACE_PAGE, first + ROOT_TABLE_AT);
  store<u8>(thread + THREAD_STATE, READY);
  store<u8>(thread + THREAD_PRIORITY, PRIORITIES - 1);
  store<u32>(thread + THREAD_DOMAIN, first + OBJECTS);
  run(first + THREAD_AT);
}

/** What there is, in the first thread's registers. */
function tell(
  thread: u32,
  domains: u32,
  interrupts: u32,
  devices: u32,
  dma: u32,
  free: u32,
  pages: u32,
): void {
  setRegister(thread, PC, IMAGE_ADDRESS);
  setRegister(thread, ARGUMENTS, domains);
  setRegister(thread, ARGUMENTS + 1, interrupts);
  setRegister(thread, ARGUMENTS + 2, devices);
  setRegister(thread, ARGUMENTS + 3, dma);
  setRegister(thread, ARGUMENTS + 4, free);
  setRegister(thread, ARGUMENTS + 5, pages);
}

/** The program's pages are frames for ever, at IMAGE_ADDRESS of the first address space. */
export function makeImage(first: u32, imageFirst: u32, imageText: u32, imageEnd: u32): void {
  const leaf = first + LEAF_TABLE_AT;
  map(first + MIDDLE_TABLE_AT, 0, first + ROOT_TABLE_AT, 0, ENTRY_VALID);
  map(leaf, 0, first + MIDDLE_TABLE_AT, 0, ENTRY_VALID);
  const index = <u32>IMAGE_ADDRESS >> PAGE_BITS;
  for (let page = imageFirst; page < imageEnd; page++) {
    const rights = page < imageText ? READ | EXECUTE : READ | WRITE;
    setType(page, FRAME);
    map(page, 0, leaf, index + page - imageFirst, leafFlags(rights));
  }
}
