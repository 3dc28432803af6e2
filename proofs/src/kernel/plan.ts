/** Steps that are planned, not drawn: what they make, in which pages and slots. */
import * as numbers from "@ashlar/kernel/interface";
import type { Step } from "./history.js";
import { RECORD } from "./twin.js";

export const PAGES = 38;
/** Slots that are used, so that they meet. */
export const SLOTS_USED = 39;

const { ROOT_CNODE_SLOT, ROOT_UNTYPED_SLOT, ROOT_DOMAIN_SLOT } = numbers;

/** What the first thread finds behind the domains. */
export const IRQ_SLOT = ROOT_DOMAIN_SLOT + RECORD.domains;
export const DEVICE_SLOT = ROOT_DOMAIN_SLOT + RECORD.domains + RECORD.interrupts;
export const DMA_SLOT = DEVICE_SLOT + RECORD.devices;
/** Slots of what is planned, in pages from the last one downwards. */
export const MADE = DMA_SLOT + RECORD.dma;

export const step = (call: number, ...registers: number[]): Step => ({
  call,
  registers: Array.from({ length: 8 }, (_, at) => BigInt(registers[at] ?? 0)),
});

export const make = (at: number, type: number): Step =>
  step(numbers.UNTYPED_RETYPE, ROOT_UNTYPED_SLOT, PAGES - 1 - at, type, 0, 0, MADE + at);

/** A copy of a capability of the first space, with a badge. */
export const mint = (
  from: number,
  into: number,
  badge: number,
  rights: number = numbers.ALL_RIGHTS,
): Step => step(numbers.CNODE_MINT, ROOT_CNODE_SLOT, into, ROOT_CNODE_SLOT, from, rights, badge);

/** A copy with fewer rights. */
export const copy = (from: number, into: number, rights: number): Step =>
  step(numbers.CNODE_COPY, ROOT_CNODE_SLOT, into, ROOT_CNODE_SLOT, from, rights);
