/**
 * What the functions that keep the tables do to what these know of one arbitrary sector. It is what
 * their callers' theorems know of them, beside their frames. Of `put` and `forgetInBucket` it is what
 * `rapilog/refines/overlay-*` say of slots and pages, put together (meta-arguments); of the others it
 * is proved from their code (`stretch.ts`, `room.ts`, `ranges.ts`).
 */
import {
  add,
  all,
  and,
  BOOLEAN,
  bitVector,
  equal,
  extract,
  implies,
  isNonzero,
  ite,
  lshr,
  not,
  or,
  sub,
  type Term,
  TRUE,
  ule,
  ult,
  variable,
  zeroExtend,
} from "@ashlar/logic";
import type { HostCall } from "@ashlar/semantics";
import { contents, type Entering, type Entry, overlay } from "@ashlar/spec";
import type { FramedName } from "../ack/contracts.js";
import type { Core, Moment } from "../core.js";
import { isWholeRounds } from "../encode/round.js";
import { GLOBALS, type Globals, globalIn, globalOf } from "../globals.js";
import { ROWS_MAX } from "../placed-table.js";
import { number32, number64 } from "../terms.js";
import { type Claimed, forgetting, instantOf, premisesOf } from "./lemmas.js";
import { forgetFit, isFitting, knownIn, note, noteAgreed, noteFit, versionIn } from "./noted.js";
import { anySector, enteringOf, lowerHalf, readingOf } from "./sector.js";

/** What a call does to what is known, once its frame has been applied. */
export type Effect = (call: HostCall, results: readonly Term[], about: About) => void;

interface About {
  readonly core: Core;
  readonly moment: Moment;
  /** For names of variables: so many calls came before. */
  readonly when: string;
  /** What was before the call. */
  readonly before: Before;
}

interface Before {
  readonly known: ReturnType<typeof knownIn>;
  readonly globals: readonly (Term | undefined)[];
  /** That the tables agreed with history. */
  readonly agrees: Term;
}

export const SMALL_BYTES_MAX = 1 << 18;
const [PAGES_MAX, DISK_PAGES_END] = [65, 1n << 44n];

export const isSmall = (length: Term) => ule(length, number64(SMALL_BYTES_MAX));

/** Whether a stretch is whole sectors, 65 pages at most, and none beyond what a tag can name. */
export function isStretch(offset: Term, length: Term): Term {
  const page = (byte: Term) => lshr(byte, number64(12));
  const last = page(sub(add(offset, length), number64(1)));
  return all([
    isWholeRounds(offset, 9),
    isWholeRounds(length, 9),
    not(equal(length, number64(0))),
    ult(offset, add(offset, length)),
    ult(last, number64(DISK_PAGES_END)),
    ult(sub(last, page(offset)), number64(PAGES_MAX)),
  ]);
}

const enter = ({ world }: HostCall, entering: Entering): void => {
  const known = knownIn(world);
  note(world, { ...known, entry: overlay.put(known.entry, lowerHalf(entering)) });
};

const anyEntry = (when: string): Entry => ({
  isPresent: variable(`there is an entry ${when}`, BOOLEAN),
  position: variable(`the entry's position ${when}`, bitVector(32)),
  isZero: variable(`the entry is zeros ${when}`, BOOLEAN),
});

/** All of this must be so; what was shown is known when the next is. */
export function needAll({ require, assume }: HostCall, conditions: readonly Claimed[]): void {
  for (const { goal } of conditions) {
    require(goal);
    assume(goal);
  }
}

/** The tables agree afterwards, by a lemma: what it needs must be so. */
function stayAgreed(call: HostCall, ageMin: Term, { moment, before }: About): void {
  const { world } = call;
  const version = versionIn(world);
  const was = instantOf(before.known, version, readingOf(before.globals));
  const is = instantOf(knownIn(world), version, readingOf(world.globals));
  call.require(before.agrees);
  needAll(call, premisesOf(forgetting(was, is, ageMin, globalOf(moment, "head"))));
  noteAgreed(world, version);
}

/** Of what is home some may be forgotten. */
function mayForgetHome({ world, assume }: HostCall, { when, before }: About): void {
  const entry = anyEntry(when);
  const reading = readingOf(before.globals);
  const age = contents.ageOfReleased(reading);
  assume(contents.mayBecome(before.known.entry, entry, age, reading.window));
  note(world, { ...knownIn(world), entry });
}

/** Home is forgotten before a range that was home and is dropped. */
function mayDropRange({ world, assume }: HostCall, { when, before }: About): void {
  const { range } = before.known;
  const isDropped = variable(`the range is dropped ${when}`, BOOLEAN);
  const isBefore = (mark: Term) => and(range.isThere, ult(range.position, mark));
  assume(
    implies(
      isDropped,
      and(
        isBefore(globalIn(before.globals, "released")),
        isBefore(globalIn(world.globals, "intactFrom")),
      ),
    ),
  );
  const left = { ...range, isThere: and(range.isThere, not(isDropped)) };
  note(world, { ...knownIn(world), range: left });
}

/** No more rows are in use than there are. */
export const areRows = (globals: Globals): Term =>
  ule(globalIn(globals, "rangesUsed"), number32(ROWS_MAX));

const bitOf = (mask: Term, sector: Term) =>
  isNonzero(and(lshr(mask, zeroExtend(extract(sector, 2, 0), 32)), number32(1)));

export const EFFECTS = {
  find: () => {},
  ageIn: () => {},
  put(call) {
    const [page, mask, position, zeros] = call.parameters as [Term, Term, Term, Term];
    call.require(and(isNonzero(mask), ult(mask, number32(256))));
    call.require(ult(page, number64(DISK_PAGES_END)));
    const inPage = zeroExtend(extract(anySector(), 2, 0), 32);
    const isZero = isNonzero(zeros);
    const known = knownIn(call.world);
    const isPage = equal(page, lshr(anySector(), number64(3)));
    const entry = overlay.put(known.entry, {
      isMeant: and(isPage, bitOf(mask, anySector())),
      position: ite(isZero, position, add(position, inPage)),
      isZero,
    });
    note(call.world, { ...known, entry });
  },
  forgetInBucket({ parameters: [, ageMin], world }, _, { when, before }) {
    const { window } = readingOf(before.globals);
    const isIn = variable(`the sector's page is in the bucket ${when}`, BOOLEAN);
    const { entry } = before.known;
    const isYounger = ult(overlay.ageOfEntry(entry, window), ageMin!);
    note(world, { ...before.known, entry: overlay.forgotten(entry, and(isIn, isYounger)) });
  },
  bucketHasRoom: (call, _, about) => mayForgetHome(call, about),
  fitsOverlay(call, [fits], about) {
    const [offset, length] = call.parameters as [Term, Term];
    call.require(isStretch(offset, length));
    mayForgetHome(call, about);
    stayAgreed(call, contents.ageOfReleased(readingOf(about.before.globals)), about);
    noteFit(call.world, isNonzero(fits!), call.parameters);
  },
  overlayStretch(call) {
    const [offset, length, position, zeros] = call.parameters as [Term, Term, Term, Term];
    call.require(isFitting(call.world, [offset, length]));
    call.require(isStretch(offset, length));
    enter(call, enteringOf({ offset, length, position }, isNonzero(zeros)));
    forgetFit(call.world);
  },
  sweep(call, _, about) {
    const { world, assume } = call;
    const { when, before } = about;
    const { known, globals } = before;
    const { window } = readingOf(globals);
    const isIn = variable(`the sector's page is in the bucket ${when}`, BOOLEAN);
    note(world, { ...known, entry: contents.swept(known.entry, isIn, window) });
    const next = add(globalIn(globals, "swept"), number32(1));
    const last = sub(globalIn(globals, "bucketCount"), number32(1));
    assume(equal(globalIn(world.globals, "swept"), and(next, last)));
    stayAgreed(call, number32(1), about);
  },
  fitsRange(call, [fits], about) {
    const [offset, length] = call.parameters as [Term, Term];
    const { world } = call;
    const small = isSmall(length);
    call.require(implies(small, isStretch(offset, length)));
    call.require(areRows(about.before.globals));
    mayForgetHome(call, about);
    const { entry } = knownIn(world);
    mayDropRange(call, about);
    const { known, globals } = about.before;
    const stays = (["rangesUsed", "intactFrom"] as const).map((name) =>
      equal(globalIn(world.globals, name), globalIn(globals, name)),
    );
    const hasRow = ult(globalIn(world.globals, "rangesUsed"), number32(ROWS_MAX));
    call.assume(areRows(world.globals));
    const { range } = knownIn(world);
    call.assume(implies(small, all([...stays, contents.isSameRange(range, known.range)])));
    call.assume(implies(not(small), overlay.areSame(entry, known.entry)));
    call.assume(implies(and(not(small), isNonzero(fits!)), hasRow));
    stayAgreed(call, contents.ageOfReleased(readingOf(globals)), about);
    noteFit(world, isNonzero(fits!), call.parameters);
  },
  enterRange(call, _, { before: { known, globals } }) {
    const [offset, length, position] = call.parameters as [Term, Term, Term];
    const { world } = call;
    const [small, used] = [isSmall(length), globalIn(globals, "rangesUsed")];
    call.require(isFitting(world, [offset, length]));
    const isSome = ult(lshr(offset, number64(9)), lshr(add(offset, length), number64(9)));
    call.require(or(small, and(ult(used, number32(ROWS_MAX)), isSome)));
    const entering = enteringOf({ offset, length, position }, TRUE);
    const isMeant = (is: Term) => ({ ...entering, isMeant: and(is, entering.isMeant) });
    const range = contents.ranged(known.range, isMeant(not(small)).isMeant, position);
    note(world, { entry: overlay.put(known.entry, lowerHalf(isMeant(small))), range });
    world.globals[GLOBALS.rangesUsed] = ite(small, used, add(used, number32(1)));
    forgetFit(world);
  },
} satisfies Partial<Record<FramedName, Effect>>;

export type ContentName = keyof typeof EFFECTS;
