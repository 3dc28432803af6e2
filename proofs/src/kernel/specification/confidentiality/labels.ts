/**
 * Sides. For an observer every page is low, of a domain from which it may learn, or high. Pages never
 * change sides, and neither do domains. Two more things are fixed: a page may be closed, which is what
 * it is for ever, in the range of no Untyped that anybody holds; only these may be named from the
 * other side. And each mapping slot of a closed frame is of the side whose holder maps by it.
 */
import { arrayOf, concat, constant, equal, select, type Term, variable } from "@ashlar/logic";

const isMarked = (name: string, bits: number, index: Term): Term =>
  equal(select(variable(`pages that are ${name}`, arrayOf(bits, 1)), index), constant(1, 1));

export const isLow = (page: Term) => isMarked("low", 64, page);
export const isClosed = (page: Term) => isMarked("closed", 64, page);
/** Of a mapping slot of a closed frame. */
export const isLowSlot = (page: Term, slot: Term) =>
  isMarked("low by slot", 128, concat(page, slot));

export const isSameSide = (one: Term, other: Term) => equal(isLow(one), isLow(other));
