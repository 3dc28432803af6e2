/** `planBegin` has two loops: over records, and over the pages of a write. What holds at their heads. */
import {
  add,
  and,
  any,
  equal,
  implies,
  isNonzero,
  lshr,
  or,
  sub,
  type Term,
  ule,
  ult,
  zeroExtend,
} from "@ashlar/logic";
import type { Moment } from "../core.js";
import { globalIn } from "../globals.js";
import { number32, number64 } from "../terms.js";
import { isUnfetched } from "./next-heads.js";

export const [RECORDS, FRAGMENTS] = [0, 1] as const;
export const BEGIN = { from: 0, to: 1, sector: 2, first: 4, end: 6, payload: 8, sectors: 9 };
export type Begin = typeof BEGIN;
export type Locals = (name: keyof Begin) => Term;

const WRITE_SECTORS_MAX = 512;
/** Bytes of a disk are counted in 64 bits. */
const SECTORS_MAX = 1n << 55n;

export const wide = (value: Term) => zeroExtend(value, 64);

/** So many records up to a position were taken up, none of them beyond the limit. */
export function isBegun({ globals }: Pick<Moment, "globals">, local: Locals): Term[] {
  const [position, from] = [globalIn(globals, "planPosition"), local("from")];
  const isEmpty = equal(globalIn(globals, "fragmentCount"), number32(0));
  return [
    ule(from, position),
    or(ule(position, local("to")), equal(position, from)),
    implies(equal(position, from), isEmpty),
    ...isUnfetched({ globals }),
  ];
}

/** So much of a write is cut up, and the table has room for the rest. */
export function isCutting({ globals }: Pick<Moment, "globals">, local: Locals): Term[] {
  const [first, sector, end] = [local("first"), local("sector"), local("end")];
  const [position, to] = [globalIn(globals, "planPosition"), local("to")];
  const [count, most] = [globalIn(globals, "fragmentCount"), globalIn(globals, "fragmentsMax")];
  const ofPage = and(sector, number64(7));
  const pages = lshr(add(sub(end, sub(sector, ofPage)), number64(7)), number64(3));
  const isAt = [equal(sector, first), equal(sector, end), equal(ofPage, number64(0))];
  return [
    ult(first, number64(SECTORS_MAX)),
    ...[ult(first, end), ule(sub(end, first), number64(WRITE_SECTORS_MAX))],
    ...[ule(first, sector), ule(sector, end), any(isAt)],
    implies(ult(sector, end), ule(add(wide(count), pages), wide(most))),
    implies(ult(first, sector), isNonzero(count)),
    ...[ule(local("from"), position), ult(position, to), isNonzero(local("sectors"))],
    ule(wide(local("sectors")), sub(to, position)),
    ...isUnfetched({ globals }),
  ];
}
