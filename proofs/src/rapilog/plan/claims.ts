/** What is claimed of the plan, walk by walk. */
import type { Statement } from "../../prove/statement.js";
import type { Equivalent } from "../changes.js";
import type { Core } from "../core.js";
import type { FunctionName } from "../functions.js";
import { beginStatement, recordStatement } from "./begin.js";
import { fragmentStatement } from "./fragment.js";
import { runStatement, scanStatement, seekStatement, startStatement } from "./next.js";
import { PAGE, RUN, SCAN, SEEK } from "./next-heads.js";
import { pageStatement } from "./next-page.js";
import { sizeStatement } from "./record-size.js";
import {
  ADDING,
  CHECK,
  COUNTING,
  checkStatement,
  PASSES,
  PLACING,
  passStatement,
  SORTING,
  type SortHead,
} from "./sort.js";

/** From one byte of a function up to another. */
export type Part = readonly [from: number, to: number];
/** Where a function's loops begin and end, in the order of its code. */
export type Loops = readonly { readonly open: number; readonly close: number }[];

export interface Claim {
  readonly name: string;
  readonly says: string;
  readonly about: FunctionName;
  readonly statement: (core: Core) => Statement;
  /** The part of the function in which changes are made; otherwise all of it. */
  readonly part?: (loops: Loops, calls: readonly number[]) => readonly Part[];
  /** Of the changes each so-manieth is tried, where there are many and each takes seconds; all of them
   * were tried once. */
  readonly every?: number;
  /** Those that change nothing of this. */
  readonly equivalent?: readonly Equivalent[];
}

const END = Number.POSITIVE_INFINITY;
const before = (number: number) => (loops: Loops) => [[0, loops[number]!.open]] as const;
const inside = (number: number) => (loops: Loops) =>
  [[loops[number]!.open, loops[number]!.close]] as const;
/** In a loop, but not in the one that it contains. */
const around = (number: number, inner: number) => (loops: Loops) =>
  [
    [loops[number]!.open, loops[inner]!.open],
    [loops[inner]!.close, END],
  ] as const;

const BEGINNING: readonly Claim[] = [
  {
    name: "plan-record-size",
    says: "what verify answers of a record that it accepts is how many sectors it takes: a grain, and a write's payload in whole grains, or a pad's bytes; its kind is one of the five, a write has 1 to 512 sectors",
    about: "verify",
    statement: sizeStatement,
    // What it accepts is said elsewhere: here only how it computes its answer.
    part: (_, calls) => [[calls.at(-1)!, END]],
    // So not how the checksums are compared; lengths are whole sectors, and a range has no payload
    // of which anything could be rounded.
    equivalent: [
      ...["i64.load offset=56 → offset=48", "i64.ne → i64.eq", "i32.const 511 → 509"],
      ["global.get 2 → 0", 6],
      ["i32.const 1 → 3", 4],
      ["i32.sub → i32.add", 3],
      ["i32.add → i32.sub", 5],
    ],
  },
  {
    name: "plan-begin-start",
    says: "planBegin(from, to) begins at from, with no fragment, and nothing fetched of it; it traps exactly for more than the ring holds",
    about: "planBegin",
    statement: beginStatement,
    part: before(0),
  },
  {
    name: "plan-begin-record",
    says: "of a placed plan, one round of planBegin, wherever in the stretch: it looks for a record while it is before the limit and 65 fragments fit; what stands there is taken up or ends the batch as the specification's batch says, by what verify answers of this very position; the batch's kind, position, life, offset and length are the specification's; what ends with writes is sorted first, and if it does not come out sorted it is damaged, has no fragment, and the position is where it began; no other global changes, no byte but by the sort; no trap",
    about: "planBegin",
    statement: recordStatement,
    part: around(0, 1),
  },
  {
    name: "plan-begin-fragment",
    says: "one round of cutting a write up: the next fragment has exactly the write's sectors in the next page, each at its position in the stream, so by the specification it is newest of these; its key is the page and the fragment's number; no byte but of these two changes, both are in the tables; it ends when all of the write is cut up, and then the batch has come as much further as the record takes; no trap",
    about: "planBegin",
    statement: fragmentStatement,
    every: 2,
    part: inside(1),
  },
];

/** Of a sort that is not trusted only this is said: which digits it looks at, how it counts, and where
 * it puts a key, as long as that is a place for keys, does not matter. */
const SHIFTED: readonly Equivalent[] = [
  ...["i32.const 20 → 22", "i32.add → i32.sub", "i64.shr_u → i64.shl", "i32.const 2047 → 2045"],
  ...["i32.const 2 → 0", "i32.shl → i32.shr_u"],
];
const SORT_PARTS: Readonly<Record<SortHead, Pick<Claim, "part" | "equivalent">>> = {
  pass: {
    part: (loops) => [
      [loops[PASSES]!.open, loops[COUNTING]!.open],
      [loops[PASSES]!.close, loops[CHECK]!.open],
    ],
    equivalent: [
      ...["global.get 25 → 26", "i64.shr_u → i64.shl", "i64.const 0 → 2", "i64.ne → i64.eq"],
      ...["memory.fill → drop drop drop"],
      ["i32.const 0 → 2", 2],
    ],
  },
  count: {
    part: (loops) => [[loops[COUNTING]!.open, loops[ADDING]!.open]],
    equivalent: [...SHIFTED, ...["i32.const 1 → 3", "i32.const 0 → 2"], ["i32.add → i32.sub", 3]],
  },
  add: {
    part: (loops) => [[loops[ADDING]!.open, loops[PLACING]!.open]],
    equivalent: ["i32.add → i32.sub"],
  },
  place: {
    part: (loops) => [[loops[PLACING]!.open, loops[PASSES]!.close]],
    equivalent: [
      ...SHIFTED,
      ...["i32.const 0 → 2", "i32.const 3 → 1", "local.get 6 → 5", "i32.eqz → nop"],
      ...["i64.store offset=0 → drop drop", "i32.const 11 → 9"],
      ["i32.const 1 → 3", 1, 2],
      ["i32.add → i32.sub", 3],
      ["i32.shl → i32.shr_u", 2],
    ],
  },
};

const SORT: readonly Claim[] = [
  {
    name: "plan-sort-start",
    says: "sortFragments begins with its first pass",
    about: "sortFragments",
    statement: (core) => passStatement(core, "start"),
    part: before(0),
  },
  ...SORTING.map(
    ({ head, name, says }): Claim => ({
      name: `plan-sort-${name}`,
      says: `${says}: whatever keys and counts there are, no byte changes but of spare keys and counts, no global but which keys are the spare ones; it goes on with less left to do, or gives up and says no; no trap`,
      about: "sortFragments",
      statement: (core) => passStatement(core, head),
      ...SORT_PARTS[name],
    }),
  ),
  {
    name: "plan-sort-check",
    says: "then each key is looked at: it says yes only after all, from the first to the last, were larger than those before, and named a fragment and its page; it changes nothing and does not trap",
    about: "sortFragments",
    statement: checkStatement,
    part: (loops) => [[loops[CHECK]!.open, END]],
  },
];

/** Behind the loop that seeks a sector: what says that none was sought. */
const NOT_SOUGHT_BYTES = 6;

const FETCHING: readonly Claim[] = [
  {
    name: "plan-next-start",
    says: "planNext begins with an empty run, after a batch was begun or a run fetched",
    about: "planNext",
    statement: startStatement,
    part: before(RUN),
  },
  {
    name: "plan-next-run",
    says: "with a batch at hand: as long as the run is shorter than a run may be, planNext seeks another sector; otherwise it returns how many pieces it has, not none",
    about: "planNext",
    statement: runStatement,
    part: (loops) => [
      [loops[RUN]!.open, loops[SEEK]!.open],
      [loops[SEEK]!.close, loops[SEEK]!.close + NOT_SOUGHT_BYTES],
    ],
  },
  {
    name: "plan-next-seek",
    says: "it seeks it in the page at hand first",
    about: "planNext",
    statement: seekStatement,
    part: (loops) => [[loops[SEEK]!.open, loops[SCAN]!.open]],
  },
  {
    name: "plan-next-scan",
    says: "one sector of the page: without a source it is left out; with one it becomes the run's next, behind the last piece if it goes on there, otherwise as a piece of its own; the run ends before it if it is not the disk's next sector or the list is full; when the page is done the next one is that of the next key, larger than all before, and no sector of it has a source yet; when no page is left the run ends, and so only then without a piece; a run's offset is its first sector's; no byte changes but of list and sources; another call may follow; no trap",
    about: "planNext",
    statement: scanStatement,
    every: 3,
    // Any number but zero is true.
    equivalent: ["i32.const 1 → 3"],
    part: (loops) => [
      [loops[SCAN]!.open, loops[PAGE]!.open],
      [loops[SEEK]!.close + NOT_SOUGHT_BYTES, END],
    ],
  },
  {
    name: "plan-next-page",
    says: "one fragment of the page, in the order of the keys: each of the page's sectors that it has gets its version, the newer one, all others keep theirs; behind the page's last fragment the page's sectors are looked at from the first on, and the next key is of a larger page; no byte changes but of the sources; no trap",
    about: "planNext",
    statement: pageStatement,
    every: 3,
    // No mask has more than eight bits.
    equivalent: ["i32.lt_u → i32.le_u"],
    part: (loops) => [[loops[PAGE]!.open, loops[SEEK]!.close]],
  },
];

export const CLAIMS = [...BEGINNING, ...SORT, ...FETCHING];
