/** The list of segments that a read answers with, and what one sector more makes of it. */
import {
  add,
  and,
  any,
  bitVector,
  equal,
  implies,
  isNonzero,
  ite,
  mul,
  not,
  sub,
  type Term,
  uge,
  ule,
  ult,
  variable,
} from "@ashlar/logic";
import { overlay } from "@ashlar/spec";
import type { Core, Moment } from "../core.js";
import { isInside } from "../encode/round.js";
import { globalOf } from "../globals.js";
import { number32 } from "../terms.js";
import type { Resting } from "./pure.js";
import { readArray } from "./table.js";
import { type Effect, startOf } from "./theorem.js";

const SEGMENT_BYTES = 12;
const [SOURCE, LENGTH, ADDRESS] = [0, 4, 8];
const SECTOR_BYTES = 512;
/** More than any reader asks for, and few enough for their bytes to be counted in 32 bits. */
const SEGMENTS_MAX = 1 << 28;

/** Where a sector comes from: of the ring with its address, otherwise 0. */
export interface Sector {
  readonly source: Term;
  readonly address: Term;
}

/** The list after a sector more. */
export interface Appended {
  /** It has no room for one more segment, and needs it. */
  readonly overflows: Term;
  readonly count: Term;
  readonly writes: NonNullable<Effect["writes"]>;
}

const segmentAt = (moment: Moment, index: Term) =>
  add(globalOf(moment, "segments"), mul(index, number32(SEGMENT_BYTES)));

/** The list is within memory. */
function isPlacedList(moment: Moment): Term[] {
  const [count, most] = [globalOf(moment, "segmentCount"), globalOf(moment, "segmentsMax")];
  return [
    ule(moment.pages, number32(1 << 16)),
    ule(most, number32(SEGMENTS_MAX)),
    ule(count, most),
    isInside(moment.pages, globalOf(moment, "segments"), mul(most, number32(SEGMENT_BYTES))),
  ];
}

/** All that follows from that for one sector more. */
export function isListSound(moment: Moment): Term[] {
  const [count, most] = [globalOf(moment, "segmentCount"), globalOf(moment, "segmentsMax")];
  const isWithin = (index: Term) =>
    isInside(moment.pages, segmentAt(moment, index), number32(SEGMENT_BYTES));
  return [
    ule(moment.pages, number32(1 << 16)),
    implies(ult(count, most), isWithin(count)),
    implies(isNonzero(count), isWithin(sub(count, number32(1)))),
  ];
}

/** What stands for the place of the next segment: anything of which that is true. */
export const anyPlace = (moment: Moment) =>
  new Map([
    [
      mul(globalOf(moment, "segmentCount"), number32(SEGMENT_BYTES)),
      variable("bytes of the segments", bitVector(32)),
    ],
  ]);

/** Of a list that is within memory. */
export function list(core: Core): Resting {
  const { moment } = startOf(core, "emitSector", ["sector", "slot"]);
  const hypotheses = isPlacedList(moment);
  const [, , isCounted, isWithin] = hypotheses as [Term, Term, Term, Term];
  return {
    needed: { "the list is within memory": isWithin, "no more is counted than fits": isCounted },
    statement: {
      hypotheses,
      obligations: isListSound(moment).map((goal) => ({
        claim: "the last segment and the next one are within memory",
        goal,
      })),
    },
  };
}

/** A sector lengthens the last segment if it goes on where that ends; otherwise it is a new one. */
export function appended(moment: Moment, { source, address }: Sector): Appended {
  const read = readArray(moment.memory);
  const count = globalOf(moment, "segmentCount");
  const last = segmentAt(moment, sub(count, number32(1)));
  const field = (offset: number) => read(add(last, number32(offset)), 4);
  const follows = equal(add(field(ADDRESS), field(LENGTH)), address);
  const isJoined = and(
    isNonzero(count),
    and(equal(field(SOURCE), source), any([not(equal(source, overlay.FROM_RING)), follows])),
  );
  const next = segmentAt(moment, count);
  const longer = [add(last, number32(LENGTH)), add(field(LENGTH), number32(SECTOR_BYTES))] as const;
  const more = [
    [next, source],
    [add(next, number32(LENGTH)), number32(SECTOR_BYTES)],
    [add(next, number32(ADDRESS)), address],
  ] as const;
  // What is not written is as before.
  const when = (condition: Term, [at, value]: readonly [Term, Term]) =>
    [at, ite(condition, value, read(at, 4))] as const;
  return {
    overflows: and(not(isJoined), uge(count, globalOf(moment, "segmentsMax"))),
    count: ite(isJoined, count, add(count, number32(1))),
    writes: [when(isJoined, longer), ...more.map((write) => when(not(isJoined), write))],
  };
}
