/** Faults in what enters records in the tables: which part of a function is about what is claimed. */
import { type Callable, loopsOf } from "@ashlar/semantics";
import { callsIn, changesWithin } from "../ack/ack-changes.js";
import type { Change } from "../changes.js";
import { arbitraryMoment, type Core } from "../core.js";
import { type FunctionName, functionIn } from "../functions.js";

/** From one byte of a function up to another. */
type Part = readonly [from: number, to: number];
/** Its parts, by the bytes of its calls and of its first loop. */
type Parts = (calls: readonly number[], loop: number) => readonly Part[];

const END = Number.POSITIVE_INFINITY;
/** `local.get` of two parameters, the second of them widened. */
const ARGUMENTS_BYTES = 5;

const PARTS = {
  overlayStretch: () => [[0, END]],
  bucketHasRoom: ([forget]) => [[forget! - FORGET_BYTES, forget! + 2]],
  fitsOverlay: () => [[0, END]],
  sweep: () => [[0, END]],
  /** Up to the assertion that what is home is not beyond what is released. */
  fitsRange: (_, loop) => [[loop + ROUND_BYTES[0], loop + ROUND_BYTES[1]]],
  /** Up to the call of a small range. */
  enterRange: ([stretch]) => [[0, stretch!]],
  zero: ([fits]) => [[fits! - ARGUMENTS_BYTES, fits! + REFUSED_BYTES]],
  /** Which record is entered how. */
  recover: ([, fits]) => [[fits! - BRANCH_BYTES, fits!]],
} satisfies Partial<Record<FunctionName, Parts>>;

/** How far from calls, or from a loop's beginning, that is. */
const [FORGET_BYTES, BRANCH_BYTES, REFUSED_BYTES, ROUND_BYTES] = [38, 15, 21, [11, 35]] as const;

const WRITE: Readonly<Record<"start" | "end", Parts>> = {
  start: ([fits]) => [[fits! - ARGUMENTS_BYTES, fits! + REFUSED_BYTES]],
  end: (calls) => [[calls[2]! + 5, calls.at(-1)!]],
};

const callableOf = (core: Core, name: FunctionName): Callable =>
  arbitraryMoment(core.module, functionIn(core, name)).callable;

const within = (core: Core, callable: Callable, parts: Parts): Change[] =>
  changesWithin(
    core,
    callable,
    parts(callsIn(core, callable), loopsOf(callable)[0]?.offset ?? END),
  );

/** Some of the changes in these parts of a function; not those of which another theorem speaks. */
export const changesOf =
  (name: keyof typeof PARTS, isMeant: RegExp = /./) =>
  (core: Core): Change[] =>
    within(core, callableOf(core, name), PARTS[name]).filter(({ what }) => isMeant.test(what));

/** Of `write` but for checksums and their lanes. */
export const changesOfWrite =
  (part: keyof typeof WRITE) =>
  (core: Core): Change[] =>
    within(core, callableOf(core, "write"), WRITE[part]).filter(
      ({ what }) => !/^(i64.const -|local.... 3 )/.test(what),
    );
