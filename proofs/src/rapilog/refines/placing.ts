/** Placing a log or a plan in the memory, and attaching a log to a stream: what is refused, exactly. */
import {
  add,
  all,
  and,
  any,
  concat,
  constant,
  ctz,
  equal,
  extract,
  ite,
  mul,
  not,
  or,
  select,
  shl,
  sub,
  type Term,
  uge,
  ule,
  ult,
  zeroExtend,
} from "@ashlar/logic";
import { watermarks } from "@ashlar/spec";
import { isInside, isWholeRounds } from "../encode/round.js";
import { globalOf } from "../globals.js";
import { isPowerOfTwo, tableBytes, tableDemands } from "../placed-table.js";
import { number32 } from "../terms.js";
import type { Before, Described, Effect } from "./call.js";
import { globalsOf } from "./watermarks.js";

const ZERO = number32(0);
const [RING_SECTORS_MIN, RING_SECTORS_MAX] = [1 << 11, 1 << 21];
/** Page numbers have 44 bits. */
const DISK_BYTES_MAX = 1n << 56n;
const SEGMENTS_MIN = 1 << 16;
const [FRAGMENTS_MIN, FRAGMENTS_MAX] = [65, (1 << 20) - 1];
/** Of a fragment, and of a key, as powers of two. */
const [FRAGMENT_BYTES_SHIFT, KEY_BYTES_SHIFT] = [4, 3];

/** Where a ring may be: all of it in the memory, of a size that is a power of two. */
function isRing(pages: Term, [base, sectors, grain]: readonly Term[]): Term {
  const bytes = mul(zeroExtend(sectors!, 64), constant(64, 512));
  const size = zeroExtend(concat(extract(pages, 16, 0), constant(16, 0)), 64);
  return all([
    uge(sectors!, number32(RING_SECTORS_MIN)),
    ule(sectors!, number32(RING_SECTORS_MAX)),
    isPowerOfTwo(sectors!),
    or(equal(grain!, number32(1)), equal(grain!, number32(8))),
    isWholeRounds(base!, 9),
    ule(add(zeroExtend(base!, 64), bytes), size),
  ]);
}

/** All bytes of a table become zero. */
const clears =
  ({ moment: { memory } }: Before, table: Term, bytes: Term) =>
  (address: Term) =>
    ite(ult(sub(address, table), bytes), constant(8, 0), select(memory, address));

function configureEffect(before: Before): Effect {
  const { moment, parameters } = before;
  const [ring, ringSectors, grainSectors, diskBytes, overlay, bucketCount, segments, segmentsMax] =
    parameters as [Term, Term, Term, Term, Term, Term, Term, Term];
  const isDisk = all([
    isWholeRounds(diskBytes, 9),
    not(equal(diskBytes, constant(64, 0))),
    ule(diskBytes, constant(64, DISK_BYTES_MAX)),
  ]);
  const isOverlay = all(Object.values(tableDemands(moment.pages, overlay, bucketCount)));
  const isPlaced = [
    isRing(moment.pages, [ring, ringSectors, grainSectors]),
    isDisk,
    isOverlay,
    uge(segmentsMax, number32(SEGMENTS_MIN)),
  ];
  return {
    traps: not(all(isPlaced)),
    globals: {
      ...{ base: ring, ringSectors, grainSectors, diskBytes, overlay, bucketCount },
      ...{ bucketBits: ctz(bucketCount), swept: ZERO, segments, segmentsMax },
    },
    byteAt: clears(before, overlay, tableBytes(bucketCount)),
  };
}

function planConfigureEffect({ moment, parameters }: Before): Effect {
  const [ring, ringSectors, grainSectors, fragments, fragmentsMax, pieces, piecesMax, runBytesMax] =
    parameters as [Term, Term, Term, Term, Term, Term, Term, Term];
  const isPlaced = [
    isRing(moment.pages, [ring, ringSectors, grainSectors]),
    uge(fragmentsMax, number32(FRAGMENTS_MIN)),
    ule(fragmentsMax, number32(FRAGMENTS_MAX)),
    not(equal(piecesMax, ZERO)),
    and(uge(runBytesMax, number32(512)), isWholeRounds(runBytesMax, 9)),
  ];
  const keys = add(fragments, shl(fragmentsMax, number32(FRAGMENT_BYTES_SHIFT)));
  return {
    traps: not(all(isPlaced)),
    globals: {
      ...{ base: ring, ringSectors, grainSectors, fragments, fragmentsMax, keys },
      keysSpare: add(keys, shl(fragmentsMax, number32(KEY_BYTES_SHIFT))),
      ...{ pieces, piecesMax, runBytesMax },
    },
  };
}

function attachEffect(before: Before): Effect {
  const { moment, parameters } = before;
  const [stream, incarnation, floor, position, sequence] = parameters as Term[];
  const [overlay, buckets] = [globalOf(moment, "overlay"), globalOf(moment, "bucketCount")];
  const low = and(extract(position!, 31, 0), sub(globalOf(moment, "grainSectors"), number32(1)));
  const isRefused = any([
    ult(incarnation!, floor!),
    not(equal(low, ZERO)),
    not(isInside(moment.pages, overlay, tableBytes(buckets))),
  ]);
  return {
    traps: isRefused,
    globals: {
      ...globalsOf(watermarks.attach(position!), moment),
      ...{ stream: stream!, incarnation: incarnation!, sequence: sequence! },
      ...{ swept: ZERO, rangesUsed: ZERO, incarnationSeen: floor! },
    },
    byteAt: clears(before, overlay, tableBytes(buckets)),
  };
}

export const ATTACH: Described = {
  name: "attach",
  says: "from every state: attach(stream, incarnation, floor, position, sequence) makes the watermarks those of the specification's attach, takes over stream, incarnation, floor and sequence, and empties the overlay and the ranges: its bytes are zero and no other byte changes; it traps exactly if floor is beyond incarnation, the position no multiple of the grain, or the overlay's table not within memory",
  parameters: ["stream", "incarnation", "floor", "position", "sequenceOfNext"],
  effectOf: attachEffect,
};

export const PLACING: readonly Described[] = [
  {
    name: "configure",
    says: "from every state: configure takes its parameters over and clears the overlay's table and no other byte; it traps exactly unless the ring has 2^11 to 2^21 sectors, a power of two, a grain of 1 or 8, starts at a multiple of 512 and lies in the memory, the disk is whole sectors, 2^56 bytes at most, the table has 2^7 to 2^16 buckets, a power of two, starts at a multiple of 64 and lies in the memory, and the list of segments has 65 536 places",
    parameters: [
      ...["ring", "ringSectors", "grainSectors", "diskBytes"],
      ...["index", "indexBuckets", "segments", "segmentsMax"],
    ],
    effectOf: configureEffect,
    // Limits that are powers of two, and one of whole sectors: between them and the next one there is
    // none.
    equivalent: ["i32.const 2097152", "i32.const 65536", "i64.const 72057594037927936"],
  },
  {
    name: "planConfigure",
    says: "from every state: planConfigure takes its parameters over and changes nothing else; it traps exactly unless the ring is as configure demands, the tables hold 65 to 2^20 - 1 fragments, the list one piece, and a run is whole sectors",
    parameters: [
      ...["ring", "ringSectors", "grainSectors", "fragments", "fragmentsMax"],
      ...["pieces", "piecesMax", "runBytesMax"],
    ],
    effectOf: planConfigureEffect,
    // The limit as above; and any number but zero is true.
    equivalent: ["i32.const 2097152", "i32.const 1 "],
  },
  ATTACH,
];
