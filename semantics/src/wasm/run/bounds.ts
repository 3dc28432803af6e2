/**
 * Whether an access is in bounds. Sums are made in so many bits that they do not wrap: an address,
 * an offset and a length are below 2^32 each, a memory has at most 2^32 bytes.
 */
import {
  add,
  boolean,
  concat,
  constant,
  extract,
  isLiteral,
  numberOf,
  type Term,
  ult,
  zeroExtend,
} from "@ashlar/logic";
import { PAGE_BYTES } from "../types.js";

const SUM_BITS = 34;
const PAGES_BITS = 17;
const PAGE_SHIFT = 16;

export function isOutside(pages: Term, base: Term, offset: number, bytes: number): Term {
  if (!isLiteral(pages))
    return ult(sizeOf(pages), add(zeroExtend(base, SUM_BITS), constant(SUM_BITS, offset + bytes)));
  const last = numberOf(pages) * PAGE_BYTES - offset - bytes;
  return last < 0 ? boolean(true) : ult(constant(32, last), base);
}

export function isRangeOutside(pages: Term, base: Term, length: Term): Term {
  return ult(sizeOf(pages), add(zeroExtend(base, SUM_BITS), zeroExtend(length, SUM_BITS)));
}

function sizeOf(pages: Term): Term {
  const size = concat(extract(pages, PAGES_BITS - 1, 0), constant(PAGE_SHIFT, 0));
  return zeroExtend(size, SUM_BITS);
}
