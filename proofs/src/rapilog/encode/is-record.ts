/** What the specification calls a record: in which memory, and where. */
import {
  add,
  all,
  and,
  any,
  constant,
  equal,
  extract,
  implies,
  isNonzero,
  ite,
  lshr,
  mul,
  not,
  or,
  sub,
  type Term,
  uge,
  ule,
  zeroExtend,
} from "@ashlar/logic";
import type { Obligation } from "../../prove/statement.js";
import type { Moment } from "../core.js";
import { globalOf } from "../globals.js";
import { number32 } from "../terms.js";
import { addressOf } from "./places.js";
import { HEADER_SUM_AT, headerSum, KIND_WRITE, MAGIC, SUMMED_BYTES } from "./record.js";
import { isInside, isWholeRounds, wordAt } from "./round.js";

const RECORD_BYTES_MAX = 256 * 1024;
export const KIND_PAD = 5;
/** Kinds of ranges: zeros, trimmed, zeros that keep their space. */
const RANGES = [2, 3, 4];
const SECTOR_BYTES = 512;
const [RING_SECTORS_MIN, RING_SECTORS_MAX] = [1 << 11, 1 << 21];
/** Below 4 GiB, so that no range ends where addresses begin again. */
const PAGES_MAX = (1 << 16) - 1;

export const bytesOfSectors = (sectors: Term) => mul(sectors, number32(SECTOR_BYTES));

/** A ring as `configure` leaves it: `assembly/ring.ts` asserts the same. */
export function isPlacedRing(moment: Moment): Term[] {
  const { pages } = moment;
  const [base, sectors] = [globalOf(moment, "base"), globalOf(moment, "ringSectors")];
  const grain = globalOf(moment, "grainSectors");
  return [
    ule(pages, number32(PAGES_MAX)),
    uge(sectors, number32(RING_SECTORS_MIN)),
    ule(sectors, number32(RING_SECTORS_MAX)),
    equal(and(sectors, sub(sectors, number32(1))), number32(0)),
    or(equal(grain, number32(1)), equal(grain, number32(8))),
    isInside(pages, base, bytesOfSectors(sectors)),
  ];
}

/** A payload whose checksum was asked for. */
export interface Payload {
  readonly address: Term;
  readonly bytes: Term;
  readonly sum: Term;
}

/** A header's first 64 bytes as words, where it stands. */
export const wordsFrom = (memory: Term, at: Term) =>
  Array.from({ length: SUMMED_BYTES / 8 }, (_, word) =>
    wordAt(memory, add(at, number32(8 * word))),
  );

/** What a record at a position of a stream is. */
export function recordConditions(
  moment: Moment,
  { position, stream }: { position: Term; stream: Term },
  payload: Payload,
): Obligation[] {
  const at = addressOf(moment, position);
  const words = wordsFrom(moment.memory, at);
  const [grain, sectors] = [globalOf(moment, "grainSectors"), globalOf(moment, "ringSectors")];
  const place = and(extract(position, 31, 0), sub(sectors, number32(1)));
  const kind = extract(words[0]!, 63, 32);
  const sum = wordAt(moment.memory, add(at, number32(HEADER_SUM_AT)));
  const aligned = and(extract(position, 31, 0), sub(grain, number32(1)));
  const isWrite = equal(kind, number32(KIND_WRITE));
  return [
    { claim: "is at a multiple of the grain", goal: equal(aligned, number32(0)) },
    { claim: "has the magic number", goal: equal(extract(words[0]!, 31, 0), number32(MAGIC)) },
    { claim: "names the stream", goal: equal(words[1]!, stream) },
    { claim: "names its position", goal: equal(words[2]!, position) },
    { claim: "has the checksum of its header", goal: equal(sum, headerSum(words)) },
    {
      claim: "has a kind, and a length that is sound for it",
      goal: isLengthSound(kind, words[6]!, grain, sub(sectors, place)),
    },
    {
      claim: "has the checksum of its payload, if it is a write",
      goal: implies(isWrite, equal(words[7]!, payload.sum)),
    },
  ];
}

const bytes64 = (sectors: Term) => mul(zeroExtend(sectors, 64), constant(64, SECTOR_BYTES));

/** What a header at a position says of the record, if it is one. */
export function recordAt(moment: Moment, position: Term) {
  const words = wordsFrom(moment.memory, addressOf(moment, position));
  const [kind, offset, length] = [extract(words[0]!, 63, 32), words[5]!, words[6]!];
  const [grain, ring] = [globalOf(moment, "grainSectors"), globalOf(moment, "ringSectors")];
  const room = sub(ring, and(extract(position, 31, 0), sub(ring, number32(1))));
  return {
    ...{ kind, offset, length },
    isSound: isLengthSound(kind, length, grain, room),
    sectors: sectorsOf(kind, extract(length, 31, 0), grain),
  };
}

/** The sectors that a record takes: a grain, and the payload or the pad in whole grains. */
function sectorsOf(kind: Term, length: Term, grain: Term): Term {
  const last = sub(grain, number32(1));
  const payload = lshr(length, number32(9));
  const rounded = and(add(payload, last), not(last));
  const behind = ite(equal(kind, number32(KIND_WRITE)), rounded, number32(0));
  return add(grain, ite(equal(kind, number32(KIND_PAD)), payload, behind));
}

/** Whether a kind may have a length, where there is room for so many sectors. */
function isLengthSound(kind: Term, length: Term, grain: Term, room: Term): Term {
  const isKind = (...kinds: number[]) => any(kinds.map((one) => equal(kind, number32(one))));
  const [grainBytes, roomBytes] = [bytes64(grain), bytes64(room)];
  const last = sub(grainBytes, constant(64, 1));
  const rounded = and(add(length, last), not(last));
  const fits = all([
    ule(length, constant(64, RECORD_BYTES_MAX)),
    ule(add(grainBytes, rounded), roomBytes),
  ]);
  const isPad = isKind(KIND_PAD);
  const ofPad = equal(add(length, grainBytes), roomBytes);
  const ofRest = all([isNonzero(length), or(and(isKind(KIND_WRITE), fits), isKind(...RANGES))]);
  return and(isWholeRounds(length, 9), or(and(isPad, ofPad), and(not(isPad), ofRest)));
}
