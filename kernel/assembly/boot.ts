/**
 * The first state, from arbitrary memory and what the machine's boot record says: first the kernel's
 * own pages, then the first thread's program, the first objects, and free pages.
 * `spec/src/kernel/boot.ts` says the same.
 */
import { IMAGE_PAGES_MAX, ROOT_DOMAIN_SLOT, SLOTS } from "../src/interface";
import {
  KERNEL,
  KERNEL_DEVICE_BASE,
  KERNEL_FIRST_FREE,
  KERNEL_PAGES,
  KERNEL_RAM_BASE,
  KERNEL_RAM_PAGES,
  PAGE_BITS,
  PAGE_BYTES,
  PAGE_INFO,
  PAGE_INFO_BITS,
  PAGES_MAX,
} from "../src/layout";
import { makeImage, makeObjects, OBJECTS } from "./first-objects";
import { objectAt, setGeneration } from "./page-info";

/** Interrupt sources are bits of 64, and source 0 is none. */
const INTERRUPTS_MAX: u32 = 63;
/** So many numbers of pages the machine has at most. */
const PHYSICAL_PAGES: u64 = 1 << 32;

/** Where the kernel's own pages end. */
function kernelEnd(pages: u32): u32 {
  return (PAGE_INFO + (pages << PAGE_INFO_BITS) + PAGE_BYTES - 1) >> PAGE_BITS;
}

/** Whether the first space has a slot for each capability. */
function isFew(domains: u32, interrupts: u32, dma: u32, devices: u32): bool {
  const slots: u64 = <u64>ROOT_DOMAIN_SLOT + domains + interrupts + dma + devices;
  return domains != 0 && interrupts <= INTERRUPTS_MAX && slots <= <u64>SLOTS;
}

/** Whether each page has a number, and the machine another one for each. */
function isNumbered(pages: u64, devices: u64, ramBase: u64, deviceBase: u64): bool {
  const ramEnd = ramBase + pages;
  const deviceEnd = deviceBase + devices;
  if (pages + devices > <u64>PAGES_MAX) return false;
  if (ramEnd > PHYSICAL_PAGES || deviceEnd > PHYSICAL_PAGES) return false;
  return deviceEnd <= ramBase || ramEnd <= deviceBase;
}

/** Whether a program is in memory behind the kernel's own pages, or none. */
function isImage(own: u32, pages: u32, first: u32, text: u32, end: u32): bool {
  if (first == end) return true;
  const isOrdered = own <= first && first <= text && text <= end && end <= pages;
  return isOrdered && end - first <= <u32>IMAGE_PAGES_MAX;
}

/**
 * Boots on so many pages of memory; false if something of the record cannot be, and then nothing
 * was changed. The program is in the pages from `imageFirst` to before `imageEnd`; those before
 * `imageText` can be executed, those from there on written.
 */
export function boot(
  pages: u32,
  domains: u32,
  interrupts: u32,
  dma: u32,
  devices: u32,
  ramBase: u32,
  deviceBase: u32,
  imageFirst: u32,
  imageText: u32,
  imageEnd: u32,
): bool {
  if (!isFew(domains, interrupts, dma, devices)) return false;
  if (!isNumbered(pages, devices, ramBase, deviceBase)) return false;
  const own = kernelEnd(pages + devices);
  if (!isImage(own, pages, imageFirst, imageText, imageEnd)) return false;
  const first = imageFirst == imageEnd ? own : imageEnd;
  const free = first + OBJECTS + domains + interrupts + dma;
  if (free >= pages) return false;
  clear(pages + devices, first, free);
  store<u32>(KERNEL + KERNEL_RAM_PAGES, pages);
  store<u32>(KERNEL + KERNEL_FIRST_FREE, free);
  store<u32>(KERNEL + KERNEL_RAM_BASE, ramBase);
  store<u32>(KERNEL + KERNEL_DEVICE_BASE, deviceBase);
  makeObjects(first, domains, interrupts, dma, devices, free, pages);
  makeImage(first, imageFirst, imageText, imageEnd);
  return true;
}

/** All is zero but what is free and the program; each page is of the first generation. */
function clear(pages: u32, first: u32, free: u32): void {
  memory.fill(0, 0, PAGE_INFO + (pages << PAGE_INFO_BITS));
  memory.fill(objectAt(first), 0, (free - first) << PAGE_BITS);
  store<u32>(KERNEL + KERNEL_PAGES, pages);
  for (let page: u32 = 0; page < pages; page++) setGeneration(page, 1);
}
