/**
 * Which pages may be something. The kernel's own, with its words and what it knows of all pages, are
 * nothing that anybody could have.
 */
import * as numbers from "@ashlar/kernel/interface";
import { PAGE_BITS, PAGE_BYTES, PAGE_INFO, PAGE_INFO_BITS, PAGES_MAX } from "@ashlar/kernel/layout";
import { add, all, and, lshr, not, or, shl, type Term, uge, ule, ult } from "@ashlar/logic";
import { type Claim, where } from "../claim.js";
import { number64 } from "../number.js";
import { isOfType } from "./capability.js";
import { FIRST_FREE, FIRST_HANDLER, INTERRUPTS, RAM_PAGES } from "./fields.js";
import type { State } from "./state.js";

/** The first page behind the kernel's own. */
export function ownEnd({ pages }: Pick<State, "pages">): Term {
  const info = shl(pages, number64(PAGE_INFO_BITS));
  return lshr(add(info, number64(PAGE_INFO + PAGE_BYTES - 1)), number64(PAGE_BITS));
}

/** It lies behind the kernel's own pages, and in memory unless it is a device's. */
function isInItsPlace(state: State, page: Term): Term {
  const isDevice = isOfType(state, page, numbers.DEVICE_FRAME);
  return and(
    and(uge(page, ownEnd(state)), ult(page, state.pages)),
    or(isDevice, ult(page, state.get(RAM_PAGES))),
  );
}

/** There are no more pages than can be named; memory's come first, and of these the kernel's own. */
export const areSoundPages = (state: State): Term =>
  all([
    ule(state.pages, number64(PAGES_MAX)),
    ule(state.get(RAM_PAGES), state.pages),
    ule(ownEnd(state), state.get(FIRST_FREE)),
    ult(state.get(FIRST_FREE), state.get(RAM_PAGES)),
  ]);

/** Interrupt handlers are pages. */
const areSoundHandlers = (state: State): Term =>
  ule(add(state.get(FIRST_HANDLER), state.get(INTERRUPTS)), state.pages);

/** Of a page that there is. */
export const placeInvariants = (state: State, page: Term): Claim[] => [
  {
    claim: "what is something lies behind the kernel's own pages",
    holds: where(not(isOfType(state, page, numbers.FREE)), () => isInItsPlace(state, page)),
  },
  { claim: "there are so many pages", holds: areSoundPages(state) },
  { claim: "interrupt handlers are pages", holds: areSoundHandlers(state) },
];
