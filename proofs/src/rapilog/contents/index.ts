/**
 * The theorems about contents: what events of the core make of one arbitrary sector is what history
 * says, and a reader is shown that.
 */
import type { Term } from "@ashlar/logic";
import type { Theorem } from "@ashlar/logic/prove";
import type { Statement } from "../../prove/statement.js";
import type { Change } from "../changes.js";
import { type Core, coreBytes, coreOf } from "../core.js";
import { coreTheorem } from "../core-theorem.js";
import { replayedContents } from "../encode/replay.js";
import { type FunctionName, functionIn } from "../functions.js";
import { pureTheorem, type Resting } from "../overlay/pure.js";
import { type AnyLemma, anyAppending, anyForgetting, anyReading } from "./any-lemma.js";
import { changesOf, changesOfWrite } from "./changes.js";
import { enterStatement } from "./enter.js";
import { known } from "./known.js";
import { readContents } from "./read.js";
import { recoverStatement } from "./recover.js";
import { bucketStatement, fitsStatement, sweepStatement } from "./room.js";
import { rowsStatement } from "./rows.js";
import { stretchStatement } from "./stretch.js";
import { writeEndStatement, writeStartStatement } from "./write.js";
import { zeroStatement } from "./zero.js";

const GROUP = "rapilog/refines";

export interface ContentsClaim {
  readonly name: string;
  readonly says: string;
  readonly about: FunctionName;
  readonly statement: (core: Core) => Statement;
  /** What is wrong with the code in changes under which it must be refuted. */
  readonly changes: (core: Core) => Change[];
}

const LOG =
  "of a log as configure leaves it and its events keep it, of which the tables agree with history about one arbitrary sector (spec/src/durable-disk/contents.ts)";
const AGREES = "the tables agree with history again";

const CLAIMS: readonly ContentsClaim[] = [
  {
    name: "contents-stretch",
    says: "overlayStretch(offset, length, position, zeros) enters of one arbitrary sector what the specification's put enters: if it is in the stretch, at the position that follows from the first sector's (zeros: the record's), otherwise nothing; it needs nothing of put but what overlay-put-* say",
    about: "overlayStretch",
    statement: stretchStatement,
    // A stretch ends with a sector: three bytes before its end are in the same page as one.
    changes: changesOf("overlayStretch", /^(?!i64.const 1 → 3)/),
  },
  {
    name: "contents-room",
    says: "bucketHasRoom forgets of one arbitrary sector's entry at most what is home",
    about: "bucketHasRoom",
    statement: bucketStatement,
    changes: changesOf("bucketHasRoom"),
  },
  {
    name: "contents-fits",
    says: "fitsOverlay, however often it asks for room, forgets of one arbitrary sector's entry at most what is home, and nothing else",
    about: "fitsOverlay",
    statement: fitsStatement,
    changes: changesOf("fitsOverlay", /^(global.get 11 |i32.const 320 |i32.mul )/),
  },
  {
    name: "contents-sweep",
    says: "sweep forgets of one arbitrary sector's entry at most what has no age, and goes on to the next bucket",
    about: "sweep",
    statement: sweepStatement,
    changes: changesOf("sweep", /^(?!global.get 14 )/),
  },
  {
    name: "contents-rows",
    says: "where no row is free, fitsRange keeps each row that is not home; what it keeps are rows that were there and are not home; and up to each that it drops nothing may be read from the ring any more",
    about: "fitsRange",
    statement: rowsStatement,
    changes: changesOf("fitsRange"),
  },
  {
    name: "contents-enter",
    says: "enterRange enters the zeros of a range up to 256 KiB as overlayStretch does, and leaves the overlay alone for a larger one (which becomes a row: ranges-enter)",
    about: "enterRange",
    statement: enterStatement,
    // Anything but 0 says that it is zeros.
    changes: changesOf("enterRange", /^(?!i32.const 1 )/),
  },
  {
    name: "write-start",
    says: `${LOG}: write, up to the loop that copies the payload, leaves history and this agreement as they were, has room for the stretch in the overlay, and has changed no byte that it was given; if it refuses or defers, nothing has happened to the sector; with a payload that is not whole grains it goes all the way: history goes on by this write, ${AGREES}, and where the newest version stands in the ring are the bytes that were given; of what stands in the ring and may still be read no byte changes`,
    about: "write",
    statement: writeStartStatement,
    changes: changesOfWrite("start"),
  },
  {
    name: "write-end",
    says: `${LOG}, and the payload copied: write goes on to its end, history goes on by this write (inside of the stretch the newest version is the payload's sector, outside it is what it was), and ${AGREES}; the newest version stands where its bytes were copied; of what stands in the ring and may still be read no byte changes`,
    about: "write",
    statement: writeEndStatement,
    changes: changesOfWrite("end"),
  },
  {
    name: "zero",
    says: `${LOG}: if zero refuses or defers, nothing has happened to the sector; otherwise history goes on by this range (inside of it the newest version is zeros, outside it is what it was), whether it is entered in the overlay or in the table of ranges, and ${AGREES}; of what stands in the ring and may still be read no byte changes`,
    about: "zero",
    statement: zeroStatement,
    changes: changesOf("zero"),
  },
  {
    name: "recover",
    says: `${LOG}: if recover takes up the record at the head, history goes on by it as its header says (a write, a range, or a pad, which touches nothing), and ${AGREES}; otherwise nothing has happened to the sector; no byte of the ring changes`,
    about: "recover",
    statement: recoverStatement,
    // What is answered without room is of rapilog/encode/recover.
    changes: changesOf("recover", /^(?!i32.const 2 )/),
  },
];

/** A lemma's premises are what it rests on. */
function restingOn({ lemma, meanings }: AnyLemma): Resting {
  const { premises, conclusion, steps, cases = [] } = lemma;
  const follows = (when: readonly Term[]) =>
    conclusion.map((claim) => ({ ...claim, when: [...when, ...steps.map(({ goal }) => goal)] }));
  return {
    needed: premises,
    statement: {
      hypotheses: Object.values(premises),
      obligations: [
        ...steps.map((step) => ({ ...step, when: meanings })),
        ...(cases.length === 0 ? follows([]) : cases.flatMap((one) => follows([one]))),
      ],
    },
  };
}

const PURE: readonly [name: string, says: string, build: (core: Core) => Resting][] = [
  [
    "contents-known",
    "each byte of a page's buckets, and of a row, is one of the tables': where these stay, what is known of a sector stays",
    known,
  ],
  [
    "contents-forgetting",
    "if the tables agree with history about a sector, they still do when entries that are home or dead are forgotten, when ranges that are home are dropped and nothing before them is read from the ring any more, and when more is home",
    () => restingOn(anyForgetting()),
  ],
  [
    "contents-appending",
    "if they agree, and then a record is entered in the overlay or in the table of ranges, or touches the sector not, they agree with history and this record once the head has moved behind it",
    () => restingOn(anyAppending()),
  ],
  [
    "contents-shown",
    "if they agree, a reader is sent to the newest version of the sector in the ring, to zeros if it is zeros, or home, and home only if no record touches the sector or the last one that does is home",
    () => restingOn(anyReading()),
  ],
  [
    "read",
    "and what he then reads is what the specification's disk reads (spec/src/durable-disk/disk.ts), from any sound disk",
    readContents,
  ],
];

/** The theorems about a core, by default the one that `ashlar serve` runs. */
export function contentsTheorems(core: Core = coreOf(coreBytes())): Theorem[] {
  return [
    ...PURE.map(([name, says, build]) => pureTheorem(`${GROUP}/${name}`, says, () => build(core))),
    ...CLAIMS.map((claim) => theoremOf(core, claim)),
  ];
}

const theoremOf = (core: Core, { name, says, about, statement, changes }: ContentsClaim) =>
  coreTheorem(core, {
    ...{ id: `${GROUP}/${name}`, says, changes },
    functions: (core) => new Map([[about, functionIn(core, about)]]),
    statement: (core) => ({ replay: () => replayedContents(core.bytes), ...statement(core) }),
  });
