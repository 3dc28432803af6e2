/**
 * What the functions that keep the overlay may change: bytes of its table and of the rows of
 * ranges, and a few globals. It is proved of each from its code (`frames.ts`), with what is said
 * here of those that it calls, and it is what their callers' theorems know of them. Nothing is said
 * of what they do there, nor that they do not trap.
 */
import {
  and,
  arrayOf,
  equal,
  implies,
  isNonzero,
  not,
  or,
  type Term,
  ule,
  variable,
} from "@ashlar/logic";
import { type HostCall, TermMemory, type World } from "@ashlar/semantics";
import { anyOf, type Core, type Moment } from "../core.js";
import { type FunctionName, functionIn } from "../functions.js";
import { GLOBALS, type GlobalName, type Globals, globalIn } from "../globals.js";
import { ROWS_MAX } from "../placed-table.js";
import { anyAddress, number32 } from "../terms.js";
import { isBesideTables, isBucket, isTag } from "./tables.js";

/** What a function may do. */
export interface Frame {
  readonly parameters: readonly string[];
  /** Whether it writes in the tables; otherwise memory stays. */
  readonly writes: boolean;
  /** The globals that may change. */
  readonly globals?: readonly GlobalName[];
  /** What it needs of its parameters. */
  readonly needs?: (moment: Moment, parameters: readonly Term[]) => Term;
  /** What it says of its results. */
  readonly results?: (moment: Moment, results: readonly Term[]) => Term;
  /** What it says of globals before and after. */
  readonly relates?: (before: Globals, after: Globals) => Term;
  /** What holds of locals and globals at the head of each of its loops, where its run is cut. */
  readonly loop?: (locals: readonly Term[], globals: Globals) => readonly Term[];
}

const ofBucket = (moment: Moment, [bucket]: readonly Term[]) => isBucket(moment, bucket!);

/** Nothing but home is forgotten, and it is not remembered again. */
function isForgetting(before: Globals, after: Globals): Term {
  const [from, to] = [globalIn(before, "intactFrom"), globalIn(after, "intactFrom")];
  const isHome = ule(to, globalIn(after, "released"));
  return implies(ule(from, globalIn(before, "released")), and(isHome, ule(from, to)));
}

/** Rows are moved to lower numbers, all of the table's rows. */
const isCompacting = ([, , row, kept]: readonly Term[], globals: Globals): readonly Term[] => [
  ule(kept!, row!),
  ule(row!, number32(ROWS_MAX)),
  equal(globalIn(globals, "rangesUsed"), number32(ROWS_MAX)),
];

export const FRAMES = {
  checksum: { parameters: ["address", "bytes"], writes: false, loop: () => [] },
  verify: { parameters: ["position", "stream"], writes: false },
  find: {
    ...{ parameters: ["page"], writes: false },
    results: (moment, [tag]) => or(not(isNonzero(tag!)), isTag(moment, tag!)),
  },
  ageIn: { parameters: ["tag", "sector"], writes: false },
  forgetInBucket: { parameters: ["bucket", "ageMin"], writes: true, needs: ofBucket },
  bucketHasRoom: { parameters: ["bucket", "wanted"], writes: true, needs: ofBucket },
  put: { parameters: ["page", "mask", "position", "zeros"], writes: true },
  fitsOverlay: { parameters: ["offset", "length"], writes: true, loop: () => [] },
  overlayStretch: {
    ...{ parameters: ["offset", "length", "position", "zeros"], writes: true },
    loop: () => [],
  },
  sweep: { parameters: [], writes: true, globals: ["swept"] },
  fitsRange: {
    ...{ parameters: ["offset", "length"], writes: true },
    ...{ globals: ["rangesUsed", "intactFrom"], relates: isForgetting, loop: isCompacting },
  },
  enterRange: {
    ...{ parameters: ["offset", "length", "position"], writes: true },
    globals: ["rangesUsed"],
  },
} satisfies Partial<Record<FunctionName, Frame>>;

export type FramedName = keyof typeof FRAMES;
export const frameOf = (name: FramedName): Frame => FRAMES[name];

/** What is claimed of the byte at any address, and of the other globals. */
export function isFramed(
  frame: Frame,
  moment: Moment,
  before: { byte: Term; globals: Globals },
  after: { byte: Term; globals: Globals },
): { readonly memory: Term; readonly globals: readonly (readonly [GlobalName, Term])[] } {
  const stays = equal(after.byte, before.byte);
  const names = Object.keys(GLOBALS) as GlobalName[];
  const changing: readonly GlobalName[] = frame.globals ?? [];
  return {
    memory: frame.writes ? implies(isBesideTables(moment, anyAddress()), stays) : stays,
    globals: names
      .filter((name) => !changing.includes(name))
      .map((name) => [name, equal(globalIn(after.globals, name), globalIn(before.globals, name))]),
  };
}

const byteIn = (world: World) => world.memories[0]!.load(anyAddress(), 1);

function calledFramed(core: Core, name: FramedName, moment: Moment, count: number, call: HostCall) {
  const frame = frameOf(name);
  const { world, parameters } = call;
  const when = `after ${name} (${count})`;
  if (frame.needs) call.require(frame.needs(moment, parameters));
  const before = { byte: byteIn(world), globals: world.globals.slice() };
  for (const changing of frame.globals ?? []) {
    const at = GLOBALS[changing];
    world.globals[at] = anyOf(`${changing} ${when}`, core.module.globals[at]!.type);
  }
  if (frame.writes) {
    const { pages } = world.memories[0]!;
    world.memories[0] = TermMemory.of(variable(`memory ${when}`, arrayOf(32)), pages);
  }
  const after = { byte: byteIn(world), globals: world.globals };
  call.assume(isFramed(frame, moment, before, after).memory);
  if (frame.relates) call.assume(frame.relates(before.globals, after.globals));
  const { type } = core.module.functions[functionIn(core, name)]!;
  const results = type.results.map((one, at) => anyOf(`result ${at} ${when}`, one));
  if (frame.results) call.assume(frame.results(moment, results));
  return results;
}

/** Stands for a framed function: a call may do anything that its frame allows. */
export function framed(core: Core, name: FramedName, moment: () => Moment) {
  let count = 0;
  return (call: HostCall) => calledFramed(core, name, moment(), count++, call);
}
