/**
 * The durable disk as far as it is positions: what is where, and what a client may be told.
 *
 * Every write becomes a record in one stream of sectors of 512 bytes that never ends. A position
 * is a sector's number in that stream. Four positions, the watermarks, say how far what has come:
 *
 *     head          the end of the last complete record in the vault (in memory)
 *     acknowledged  clients were told that all before this is durable
 *     journaled     all before this is on the journal's disk, synced
 *     released      all before this is on the disk itself, synced; its room in the ring is free
 *
 *     released ≤ journaled ≤ acknowledged ≤ head ≤ released + the ring's size
 *
 * Acknowledged but not journaled is what a power failure puts at stake: it must be written with the
 * energy that is left, and the budget says how much that can be. So nothing is acknowledged further
 * beyond the journal than the budget allows, and nothing at all while the power or the journal
 * fails. A budget that is lowered holds for what is acknowledged from then on; what clients were
 * told before is not taken back.
 *
 * Each event is one function from the state before it to the state after it. On literals it
 * computes, on variables it describes: this text is what the core's WebAssembly is proved to do.
 *
 * Positions are numbers of 64 bits, and their sums are meant without overflow. That is assumed, as
 * `isFarFromEnd`: 2^62 sectors are what 100 gigabytes a second write in 700 years.
 */
import {
  add,
  and,
  constant,
  equal,
  FALSE,
  implies,
  ite,
  lshr,
  not,
  or,
  sub,
  type Term,
  ugt,
  ule,
  ult,
} from "@ashlar/logic";
import type { Claim } from "../claim.js";
import { larger, number64, smaller } from "../number.js";

/** Positions and the budget have 64 bits, `journal` has 32. */
export interface Watermarks {
  readonly released: Term;
  readonly journaled: Term;
  readonly acknowledged: Term;
  readonly head: Term;
  /** What is released stays readable in the ring until it is overwritten, but not from before this. */
  readonly intactFrom: Term;
  /** What the energy left can still write to the journal, in sectors. */
  readonly budget: Term;
  /** A truth value. */
  readonly powerFails: Term;
  /** `JOURNAL_WORKS`, `JOURNAL_FAILS` (for now) or `JOURNAL_FAILED` (for good). */
  readonly journal: Term;
}

const state32 = (value: number) => constant(32, value);

export const JOURNAL_WORKS = state32(0);
export const JOURNAL_FAILS = state32(1);
export const JOURNAL_FAILED = state32(2);

const SECTOR_SHIFT = 9;
const END = 1n << 62n;
/** A budget is given in bytes, in 64 bits. */
const BUDGET_END = 1n << BigInt(64 - SECTOR_SHIFT);

/** What is assumed of positions, so that none of their sums overflows. */
export const isFarFromEnd = (position: Term) => ule(position, number64(END));

// What can be read off the state

/** How far beyond the journal may be acknowledged now. */
export const budgetInForce = ({ powerFails, journal, budget }: Watermarks) =>
  ite(and(not(powerFails), equal(journal, JOURNAL_WORKS)), budget, number64(0));

/** What clients were told is durable and only memory holds: what a power failure puts at stake. */
export const atStake = ({ acknowledged, journaled }: Watermarks) => sub(acknowledged, journaled);

/** Sectors of the ring that hold what is not home yet. */
export const liveSectors = ({ head, released }: Watermarks) => sub(head, released);

/** Sectors of the ring that a record may take. */
export const freeSectors = (state: Watermarks, ringSectors: Term) =>
  sub(ringSectors, liveSectors(state));

/** The first position that may be read from the ring. */
export function heldFrom({ head, intactFrom }: Watermarks, ringSectors: Term): Term {
  const notOverwritten = sub(head, ringSectors);
  return ite(ugt(head, ringSectors), larger(notOverwritten, intactFrom), intactFrom);
}

/** What comes of a write: `admission` has to do with the ring, the power and the journal. */
export const ADMITTED = state32(0);
export const WAIT_RING = state32(1);
export const WAIT_OVERLAY = state32(2);
export const WAIT_POWER = state32(3);
export const REFUSE_FAULT = state32(4);
export const REFUSE_RANGE = state32(5);

/** Whether a record of `sectors` sectors may be appended now, with the pad that it may need. */
export function admission(state: Watermarks, sectors: Term, ringSectors: Term): Term {
  const needed = add(padBefore(state, sectors, ringSectors), sectors);
  const isFull = ugt(needed, freeSectors(state, ringSectors));
  const isFailed = equal(state.journal, JOURNAL_FAILED);
  const ofRing = ite(isFull, WAIT_RING, ADMITTED);
  return ite(state.powerFails, WAIT_POWER, ite(isFailed, REFUSE_FAULT, ofRing));
}

// Events

/** A log is attached: it is empty, and its next record will be at `position`. */
export function attach(position: Term): Watermarks {
  return {
    ...{ released: position, journaled: position, acknowledged: position, head: position },
    ...{ intactFrom: position, budget: number64(0), powerFails: FALSE, journal: JOURNAL_WORKS },
  };
}

/** After each event: as much is acknowledged as may be, and nothing is taken back. */
function acknowledge(state: Watermarks): Watermarks {
  const reach = add(state.journaled, budgetInForce(state));
  return { ...state, acknowledged: larger(state.acknowledged, smaller(state.head, reach)) };
}

/** A record of `sectors` sectors stands complete at the head. Not more than `freeSectors`. */
export const advanceHead = (state: Watermarks, sectors: Term) =>
  acknowledge({ ...state, head: add(state.head, sectors) });

/**
 * A record of `sectors` sectors is appended. It never wraps: where the ring's end is too near, what
 * is left until there becomes a record of its own first, a pad.
 */
export function append(state: Watermarks, sectors: Term, ringSectors: Term): Watermarks {
  return advanceHead(padded(state, padBefore(state, sectors, ringSectors)), sectors);
}

/** The sectors of the pad that a record of `sectors` sectors needs before it, or 0. */
export function padBefore({ head }: Watermarks, sectors: Term, ringSectors: Term): Term {
  const inRing = and(head, sub(ringSectors, number64(1)));
  const untilEnd = sub(ringSectors, inRing);
  return ite(ugt(sectors, untilEnd), untilEnd, number64(0));
}

/** After a pad, if there is one. */
export function padded(state: Watermarks, pad: Term): Watermarks {
  const after = advanceHead(state, pad);
  const isNone = equal(pad, number64(0));
  return { ...after, acknowledged: ite(isNone, state.acknowledged, after.acknowledged) };
}

/** The energy left can still write so many bytes to the journal. */
export const budget = (state: Watermarks, bytes: Term) =>
  acknowledge({ ...state, budget: lshr(bytes, number64(SECTOR_SHIFT)) });

/** The journal's disk holds, synced, everything before `position`. Not beyond the head. */
export const journaled = (state: Watermarks, position: Term) =>
  acknowledge({ ...state, journaled: larger(state.journaled, position) });

/** The disk holds, synced, everything before `position`; the journal did. Not beyond the head. */
export const released = (state: Watermarks, position: Term) =>
  journaled({ ...state, released: larger(state.released, position) }, position);

/** The power fails, or is back. */
export const power = (state: Watermarks, fails: Term) =>
  acknowledge({ ...state, powerFails: fails });

/** The journal works, fails for now, or has failed for good. */
export const fault = (state: Watermarks, journal: Term) => acknowledge({ ...state, journal });

/** Nothing before `position` is to be read from the ring any more. Not beyond what is released. */
export const forgetBefore = (state: Watermarks, position: Term): Watermarks => ({
  ...state,
  intactFrom: larger(state.intactFrom, position),
});

// What must be true

/** Always, of every state: `attach` makes it so, and no event ends it. */
export function invariants(state: Watermarks, ringSectors: Term): Claim[] {
  const { released, journaled, acknowledged, head, intactFrom } = state;
  return [
    { claim: "what is released is journaled", holds: ule(released, journaled) },
    { claim: "what is journaled is acknowledged", holds: ule(journaled, acknowledged) },
    { claim: "only what stands in the vault is acknowledged", holds: ule(acknowledged, head) },
    {
      claim: "the ring holds all that is not home",
      holds: and(ule(released, head), ule(liveSectors(state), ringSectors)),
    },
    { claim: "what is not home is intact", holds: ule(intactFrom, released) },
    { claim: "the journal's state is one of three", holds: ule(state.journal, JOURNAL_FAILED) },
    {
      claim: "the budget is one of bytes in 64 bits",
      holds: ult(state.budget, number64(BUDGET_END)),
    },
    { claim: "positions are far from their end", holds: isFarFromEnd(head) },
  ];
}

/** Of every event but `attach`, from the state before it to the state after it. */
export function promises(before: Watermarks, after: Watermarks): Claim[] {
  const goesOn = (claim: string, mark: "released" | "journaled" | "acknowledged" | "head") => ({
    claim,
    holds: ule(before[mark], after[mark]),
  });
  const isMore = ugt(after.acknowledged, before.acknowledged);
  const limit = budgetInForce(after);
  const isNoBudget = equal(limit, number64(0));
  return [
    goesOn("what is released stays released", "released"),
    goesOn("what is journaled stays journaled", "journaled"),
    goesOn("what is acknowledged stays acknowledged", "acknowledged"),
    goesOn("what is complete stays complete", "head"),
    {
      claim: "what is acknowledged now is beyond the journal by no more than the budget in force",
      holds: implies(isMore, ule(atStake(after), limit)),
    },
    {
      claim: "what is at stake grows up to the budget in force, and not beyond",
      holds: or(ule(atStake(after), limit), ule(atStake(after), atStake(before))),
    },
    {
      claim: "while power or journal fails, only what the journal holds is acknowledged",
      holds: implies(and(isMore, isNoBudget), equal(after.acknowledged, after.journaled)),
    },
  ];
}
