/**
 * What is noted beside the machine's state while a function runs: what the tables know of one
 * arbitrary sector, and of which bytes and globals that is so. It runs along with the globals, and no
 * instruction sees it.
 *
 * What the tables know depends on their bytes and on a few globals (`rapilog/refines/contents-known`).
 * Only functions with a contract change it. Wherever one is called, and at the end, it is required that
 * an arbitrary byte of the tables, and these globals, are as the last one left them.
 */
import { all, and, equal, FALSE, implies, not, type Term } from "@ashlar/logic";
import type { World } from "@ashlar/semantics";
import type { Known, Version } from "@ashlar/spec";
import { isBesideTables } from "../ack/tables.js";
import type { Moment } from "../core.js";
import { GLOBAL_NAMES, GLOBALS, type GlobalName, type Globals, globalIn } from "../globals.js";
import { anyAddress, number64 } from "../terms.js";
import { isSameKnown } from "./lemmas.js";
import { anyKnown, anyVersion } from "./sector.js";

const NOTES = [
  ...["isPresent", "position", "isZero", "isRange", "rangePosition"],
  ...["wasPresent", "wasPosition", "wasZero", "wasRange", "wasRangePosition"],
  ...["isVersion", "versionPosition", "versionIsZero"],
  ...["head", "intactFrom", "released", "ringSectors"],
  ...["byte", "rangesUsed"],
  ...["fits", "fitsOffset", "fitsLength"],
] as const;
type Note = (typeof NOTES)[number];

const noteAt = (note: Note) => GLOBAL_NAMES.length + NOTES.indexOf(note);
const noted = ({ globals }: World, note: Note): Term => globals[noteAt(note)]!;

function take(world: World, notes: Partial<Record<Note, Term>>): void {
  for (const [note, value] of Object.entries(notes)) world.globals[noteAt(note as Note)] = value;
}

/** What the tables know now. */
export const knownIn = (world: World): Known => ({
  entry: {
    isPresent: noted(world, "isPresent"),
    position: noted(world, "position"),
    isZero: noted(world, "isZero"),
  },
  range: { isThere: noted(world, "isRange"), position: noted(world, "rangePosition") },
});

export function note(world: World, { entry, range }: Known): void {
  take(world, { ...entry, isRange: range.isThere, rangePosition: range.position });
}

/** How far history has come. */
export const versionIn = (world: World): Version => ({
  isThere: noted(world, "isVersion"),
  position: noted(world, "versionPosition"),
  isZero: noted(world, "versionIsZero"),
});

/** Now they agree with history, which has come to this version. */
export function noteAgreed(world: World, version: Version): void {
  const { entry, range } = knownIn(world);
  take(world, {
    ...{ wasPresent: entry.isPresent, wasPosition: entry.position, wasZero: entry.isZero },
    ...{ wasRange: range.isThere, wasRangePosition: range.position },
    ...{ isVersion: version.isThere, versionPosition: version.position },
    versionIsZero: version.isZero,
    ...Object.fromEntries(COUNTING.map((name) => [name, globalIn(world.globals, name)])),
  });
}

/** What the tables knew when they last agreed: since then something may have been entered. */
export const agreedIn = (world: World): Known => ({
  entry: {
    isPresent: noted(world, "wasPresent"),
    position: noted(world, "wasPosition"),
    isZero: noted(world, "wasZero"),
  },
  range: { isThere: noted(world, "wasRange"), position: noted(world, "wasRangePosition") },
});

/** That nothing has changed since then on which it depends. */
export const doAgree = (world: World): Term =>
  and(isSameKnown(knownIn(world), agreedIn(world)), isCountedAsThen(world));

/** That the tables count as they did then; what is known may be more. */
export const isCountedAsThen = (world: World): Term =>
  all(COUNTING.map((name) => equal(globalIn(world.globals, name), noted(world, name))));

/** The globals as they were then, as far as it depends on them. */
export function globalsThen(world: World): Globals {
  const then = world.globals.slice();
  for (const name of COUNTING) then[GLOBALS[name]] = noted(world, name);
  return then;
}

/** The globals that say which part of the stream may be read from the ring, and which is home. */
const COUNTING = ["head", "intactFrom", "released", "ringSectors"] as const;

const byteNow = (world: World) => world.memories[0]!.load(anyAddress(), 1);

/** That tables, and what says where they are, are as they were left. */
export function areAsLeft(moment: Moment, world: World): Term {
  const isKept = equal(byteNow(world), noted(world, "byte"));
  const used = equal(globalIn(world.globals, "rangesUsed"), noted(world, "rangesUsed"));
  const places = PLACES.map((name) =>
    equal(globalIn(world.globals, name), globalIn(moment.globals, name)),
  );
  const inTables = implies(not(isBesideTables(moment, anyAddress())), isKept);
  return [used, ...places].reduce(and, inTables);
}

const PLACES: readonly GlobalName[] = ["overlay", "bucketCount", "bucketBits"];

/** The tables are left as they are now. */
export const leave = (world: World) =>
  take(world, { byte: byteNow(world), rangesUsed: globalIn(world.globals, "rangesUsed") });

/** Begins to note, of tables that know this. */
export function startNoting({ world }: Moment): void {
  if (world.globals.length !== GLOBAL_NAMES.length) throw new Error("globals without a name");
  note(world, anyKnown());
  noteAgreed(world, anyVersion());
  leave(world);
  forgetFit(world);
}

/** It was said that there is room for this stretch; and nothing was entered since. */
export const noteFit = (world: World, fits: Term, [fitsOffset, fitsLength]: readonly Term[]) =>
  take(world, { fits, fitsOffset: fitsOffset!, fitsLength: fitsLength! });

export const forgetFit = (world: World) => noteFit(world, FALSE, [number64(0), number64(0)]);

/** Whether that was said. */
export const isFitting = (world: World, [offset, length]: readonly Term[]) =>
  and(
    noted(world, "fits"),
    and(equal(noted(world, "fitsOffset"), offset!), equal(noted(world, "fitsLength"), length!)),
  );
