import type { Statement } from "../../prove/statement.js";
import type { Equivalent } from "../changes.js";
import type { Core } from "../core.js";
import type { FunctionName } from "../functions.js";
import { ageStatement } from "./age.js";
import { anyChoiceStatement, choiceStatement } from "./emit.js";
import { anyFindStatement, findStatement } from "./find.js";
import { fitsStartStatement, fitsStepStatement } from "./fits.js";
import { forgetStatement } from "./forget.js";
import { rangesStartStatement, rangesStepStatement } from "./newest-range.js";
import { anyClaimStatement, claimStatement, enterStatement } from "./put.js";
import { compactStartStatement, compactStepStatement, enterRangeStatement } from "./ranges.js";
import { readStartStatement, readStepStatement } from "./read.js";
import { roomStatement, sweepStatement } from "./room.js";
import { stretchStartStatement, stretchStepStatement } from "./stretch.js";
export interface Claim {
  readonly name: string;
  readonly says: string;
  readonly about: FunctionName;
  readonly statement: (core: Core) => Statement;
  readonly narrower?: (core: Core) => Statement;
  /** The part of the function that it is about, by its last loop; otherwise all of it. */
  readonly part?: Part;
  /** The first such change of the loop is tried too: whether it ends in time. */
  readonly also?: string;
  /** Of the changes each so-manieth is tried, where there are very many. */
  readonly every?: number;
  /** Changes that change nothing of this: of each the first one in its part, or those with these
   * numbers, from 1. */
  readonly equivalent?: readonly Equivalent[];
}

/** Up to the head of a function's last loop; its rounds; what comes behind. */
type Part = "start" | "loop" | "end" | "loop and end";

export const TABLE =
  "with a table of 2^7 to 2^16 buckets, a power of two, within memory and not at 0: ";

const TABLE_CLAIMS: readonly Claim[] = [
  {
    name: "overlay-find",
    says: `${TABLE}find(page) returns the first slot in use for the page, of the eight of its first bucket and the eight of its second, or 0; it changes nothing and does not trap`,
    about: "find",
    statement: anyFindStatement,
    narrower: findStatement,
  },
  {
    name: "overlay-age",
    says: "ageIn(slot, sector) is 0 if the slot has no such sector, otherwise the age of its position; of any position before the head that is less than 2^32 - 2^21 sectors old, the age is 1 + its distance from the first position that may be read from the ring, or 0 before that, although only the lower half of the position is known; it changes nothing and does not trap",
    about: "ageIn",
    statement: ageStatement,
    // Slots begin at multiples of eight.
    equivalent: ["i32.const -64 → -62"],
  },
  {
    name: "overlay-forget",
    says: "forgetInBucket(bucket, ageMin) takes away exactly those sectors of its eight slots that are younger than ageMin; pages, positions and the zeros of what is left stay, no other byte changes, no trap",
    about: "forgetInBucket",
    statement: forgetStatement,
  },
  {
    name: "overlay-put-claims",
    says: `${TABLE}put takes the page's slot if it has one, otherwise the first free one of the emptier of its two buckets; it does not trap if there is one; until then it changes nothing`,
    about: "put",
    statement: anyClaimStatement,
    narrower: claimStatement,
    // There is a free slot, so the search for it ends in time and finds it; tags are aligned.
    equivalent: [
      ["i32.const 8 → 10", 3],
      ["i32.lt_u → i32.le_u", 4],
      ["i32.const 0 → 2", 3],
      "unreachable → nop",
      "i32.const -64 → -62",
    ],
    part: "start",
    every: 3,
  },
  {
    name: "overlay-put-writes",
    says: "put then writes in this slot, whichever it is: the page, the sectors beside those that were there, position + i for sector i (zeros: the position for all), which of them are zeros; no other byte changes, no trap",
    about: "put",
    statement: enterStatement,
    // No mask has more than eight bits.
    equivalent: ["i32.const 8 → 10", "i32.lt_u → i32.le_u"],
    part: "loop and end",
  },
];

const READING: readonly Claim[] = [
  {
    name: "read-start",
    says: "read(offset, length) answers -1 and changes nothing unless the stretch is 1 to 65 536 whole sectors of the disk; otherwise it empties the list and begins with the first of them",
    about: "read",
    statement: readStartStatement,
    part: "start",
  },
  {
    name: "read-step",
    says: "one round of read calls emitSector for the next sector with the slot that find returns for its page, and nothing else; when no sector is left it returns the count of segments",
    about: "read",
    statement: readStepStatement,
    // Looking a page up once more changes nothing.
    equivalent: ["i32.const 7 → 5"],
    part: "loop and end",
  },
  {
    name: "read-range-start",
    says: "emitSector begins to look for the newest range over the sector with the first row, knowing of none",
    about: "emitSector",
    statement: rangesStartStatement,
    part: "start",
  },
  {
    name: "read-range-step",
    says: "one round of emitSector's loop: the newest is the newer of what it was and the row's range, as far as that is over the sector and its position may still be read; 64 rows at most; it changes nothing and does not trap",
    about: "emitSector",
    statement: rangesStepStatement,
    part: "loop",
    // A row too many is what read-sector excludes; any number but zero is true; the newer of two
    // that are equally new is either.
    equivalent: ["i32.lt_u → i32.le_u", "i32.const 1 → 3", "i32.gt_u → i32.ge_u"],
  },
  {
    name: "read-sector",
    says: "when no row is left, emitSector chooses as the specification: the range if it is newer than the overlay's entry (zeros, or home if the range is home), else the entry (zeros, or the ring's sector at its position), else home; the list gets exactly this sector, at the end of its last segment if it goes on there, otherwise as a new one; no other byte and no other global changes, no trap while the list has room",
    about: "emitSector",
    statement: anyChoiceStatement,
    narrower: choiceStatement,
    // A segment of zeros or of home goes on wherever its sectors lie, and is never of the ring; the
    // list has room; tags are aligned.
    equivalent: [
      ["i32.const 1 → 3", 2],
      ["i32.add → i32.sub", 2],
      "i32.eqz → nop",
      ["i32.ge_u → i32.gt_u", 1, 2, 3],
      ["unreachable → nop", 1, 2, 3],
      "i32.const -64 → -62",
    ],
    part: "end",
    also: "i32.lt_u → i32.le_u",
    every: 5,
  },
];

const ROOM: readonly Claim[] = [
  {
    name: "overlay-stretch-start",
    says: "overlayStretch(offset, length, position, zeros) begins with the first page of the stretch and knows its first sector, its end and its last page",
    about: "overlayStretch",
    statement: stretchStartStatement,
    part: "start",
  },
  {
    name: "overlay-stretch-step",
    says: "one round of overlayStretch calls put for the next page with exactly those of its sectors that are in the stretch, at the positions that follow from the first sector's (zeros: at the record's), and nothing else; it ends when all of the stretch is done",
    about: "overlayStretch",
    statement: stretchStepStatement,
    part: "loop and end",
  },
  {
    name: "overlay-fits-start",
    says: "fitsOverlay(offset, length) begins with the first page of the stretch and wants one free slot for a single page, four for more; it traps exactly for more than 65 pages or beyond page 2^44",
    about: "fitsOverlay",
    statement: fitsStartStatement,
    part: "start",
  },
  {
    name: "overlay-fits-step",
    says: "one round of fitsOverlay goes on to the next page if find has a slot for the page, or the first or the second of its two buckets has room; otherwise it says no; when no page is left it says yes, but if slots were freed on the way it asks all pages again: one of them may have lost its slot",
    about: "fitsOverlay",
    statement: fitsStepStatement,
    part: "loop and end",
  },
  {
    name: "overlay-sweep",
    says: "sweep forgets in the next bucket in turn what has age 0, and nothing else",
    about: "sweep",
    statement: sweepStatement,
  },
  {
    name: "overlay-room",
    says: "bucketHasRoom(bucket, wanted) says yes and changes nothing if so many slots are free; otherwise it forgets what is younger than what is released, in this bucket only, and says whether so many are free then, and whether that is another number than before",
    about: "bucketHasRoom",
    statement: roomStatement,
  },
];

const RANGES: readonly Claim[] = [
  {
    name: "ranges-enter",
    says: "enterRange(offset, length, position) with up to 256 KiB enters zeros in the overlay by overlayStretch; more, with a row free, becomes the last row, its sectors and its position, and nothing else changes; without a row free, or of no sectors, it traps",
    about: "enterRange",
    statement: enterRangeStatement,
  },
  {
    name: "ranges-room-start",
    says: "fitsRange asks the overlay about up to 256 KiB; of more it says yes and changes nothing while there are less than 64 rows; otherwise it begins to look at the rows with the first one",
    about: "fitsRange",
    statement: compactStartStatement,
    part: "start",
  },
  {
    name: "ranges-room-step",
    says: "one round of fitsRange: a row that is not home moves up behind those that were kept, in order; one that is home is dropped, and by the specification's forgetBefore nothing up to its record is read from the ring any more; no other byte changes; at the end what was kept is what there is, and it says whether that is less than 64",
    about: "fitsRange",
    statement: compactStepStatement,
    // What is before `released` is not beyond it: the assertion cannot fail.
    equivalent: ["unreachable → nop"],
    part: "loop and end",
  },
];

export const CLAIMS = [...TABLE_CLAIMS, ...READING, ...ROOM, ...RANGES];
