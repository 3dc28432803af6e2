/**
 * What holds at the head of a checksum's loop, and what one round, the start and the end do. These
 * are the hypotheses and the conclusions of the induction in `meta-arguments.ts`.
 */
import {
  add,
  all,
  any,
  concat,
  constant,
  equal,
  evaluateAll,
  extract,
  FALSE,
  not,
  select,
  sub,
  type Term,
  TRUE,
  ule,
  ult,
  zeroExtend,
} from "@ashlar/logic";
import type { Explored, World } from "@ashlar/semantics";
import { type Obligation, type Statement, same } from "../../prove/statement.js";
import { type Core, isMemorySize, type Moment } from "../core.js";
import { anyAddress, number32, number64 } from "../terms.js";
import { finish, LANES_START, ROUND_BYTES, step } from "./checksum.js";
import { guessesOf } from "./guesses.js";
import { entryOf, type LoopRun, type Places, type Roles, rolesOf, roundOf } from "./loops.js";
import { replayed } from "./replay.js";

const LANE_NAMES = ["a", "b", "c", "d"];

/** Sums of addresses, lengths and sizes do not wrap in so many bits. */
const SUM_BITS = 34;
const wide = (term: Term) => zeroExtend(term, SUM_BITS);
/** Whether the low bits of a length are zero. */
export const isWholeRounds = (value: Term, bits: number) =>
  equal(extract(value, bits - 1, 0), constant(bits, 0));

/** The size of memory in bytes. */
const sizeOf = (pages: Term) => wide(concat(extract(pages, 16, 0), constant(16, 0)));

/** Whether so many bytes from an address on (32 bits both) are within memory. */
export const isInside = (pages: Term, from: Term, bytes: Term) =>
  ule(add(wide(from), wide(bytes)), sizeOf(pages));

/** What is left to do is whole rounds, within the range and within memory. */
export function invariant(pages: Term, { at, limit, words, copy }: Roles): Term[] {
  const left = sub(limit, at);
  const ranges = [words, ...(copy === undefined ? [] : [copy])];
  return [
    isMemorySize(pages),
    ule(at, limit),
    isWholeRounds(left, 5),
    ...ranges.map((from) => isInside(pages, from, left)),
  ];
}

export const wordAt = (memory: Term, address: Term) => {
  const bytes = Array.from({ length: 8 }, (_, at) => select(memory, add(address, number32(at))));
  return bytes.reduce((low, high) => concat(high, low));
};

/** The four words of a round, the first of them at an address. */
export const wordsAt = (memory: Term, from: Term) =>
  [0, 8, 16, 24].map((offset) => wordAt(memory, add(from, number32(offset))));

export const noTrap = ({ run }: { run: Explored }): Obligation => ({
  claim: "it does not trap, and no path is left out",
  goal: not(any([...run.traps, ...run.leftOut].map(({ condition }) => condition))),
});

export const sameGlobals = ({ globals }: Moment, world: World): Obligation => ({
  claim: "the globals and the memory's size stay",
  goal: all(
    globals.map((value, at) => (value === undefined ? TRUE : equal(value, world.globals[at]!))),
  ),
});

export function sameMemory({ memory }: Moment, world: World): Obligation {
  const address = anyAddress();
  const goal = equal(world.memories[0]!.load(address, 1), select(memory, address));
  return { claim: "memory stays", goal };
}

/** Each byte that is not in the copy is as before; each in it is its source's. */
function memoryObligations({ memory }: Moment, world: World, roles: Roles): Obligation[] {
  const address = anyAddress();
  const after = (at: Term) => world.memories[0]!.load(at, 1);
  const before = select(memory, address);
  const { copy, words } = roles;
  if (copy === undefined) return [{ claim: "memory stays", goal: equal(after(address), before) }];
  const isElsewhere = ule(number32(ROUND_BYTES), sub(address, copy));
  const stays = { claim: "the bytes elsewhere stay", goal: equal(after(address), before) };
  const copies = Array.from({ length: ROUND_BYTES }, (_, at) => ({
    claim: `byte ${at} of the copy is what was summed`,
    goal: equal(after(add(copy, number32(at))), select(memory, add(words, number32(at)))),
  }));
  return [...copies, { ...stays, when: [isElsewhere] }];
}

/** One round from any state in which the invariant holds and something is left to do. */
export function roundStatement({ bytes, module }: Core, places: Places): Statement {
  const loop = roundOf(module, places);
  const { moment, locals, reached } = loop;
  const roles = rolesOf(places, locals);
  const hypotheses = [...invariant(moment.pages, roles), ult(roles.at, roles.limit)];
  if (reached === undefined)
    return {
      hypotheses,
      replay: () => replayed(bytes, places),
      obligations: [{ claim: "it goes round", goal: FALSE }],
    };
  const next = rolesOf(places, reached.locals);
  const words = wordsAt(moment.memory, roles.words);
  return {
    hypotheses,
    guesses: guessesOf(places, moment, locals),
    replay: (state) => replayed(bytes, places, evaluateAll(words, state) as bigint[]),
    obligations: [
      { claim: "it goes round", goal: reached.condition },
      noTrap(loop),
      ...same(
        roles.lanes.map((lane, which) => [
          `lane ${LANE_NAMES[which]} takes in word ${which}`,
          next.lanes[which]!,
          step(lane, words[which]!),
        ]),
      ),
      ...same([["it goes on 32 bytes further", next.at, add(roles.at, number32(ROUND_BYTES))]]),
      ...same(
        places.kept.map((place) => [
          `local ${place} stays`,
          reached.locals[place]!,
          locals[place]!,
        ]),
      ),
      sameGlobals(moment, reached.world),
      ...memoryObligations(moment, reached.world, roles),
      {
        claim: "what is left is whole rounds within memory again",
        goal: all(invariant(moment.pages, next)),
      },
    ],
  };
}

/** What comes out where nothing is left to do. */
export function endStatement(
  { bytes, module }: Core,
  places: Places,
  resultOf: (loop: LoopRun) => Term | undefined,
): Statement {
  const loop = roundOf(module, places);
  const { moment, locals, run } = loop;
  const roles = rolesOf(places, locals);
  const hypotheses = [...invariant(moment.pages, roles), equal(roles.at, roles.limit)];
  const { returned } = run;
  const result = resultOf(loop);
  if (returned === undefined || result === undefined)
    return {
      hypotheses,
      replay: () => replayed(bytes, places),
      obligations: [{ claim: "it ends with a checksum", goal: FALSE }],
    };
  const sum = finish(roles.bytes, roles.lanes);
  return {
    hypotheses,
    guesses: guessesOf(places, moment, locals, 0),
    replay: (state) => replayed(bytes, places, evaluateAll(roles.lanes, state) as bigint[]),
    obligations: [
      { claim: "it ends", goal: returned.condition },
      noTrap(loop),
      ...same([["the checksum is the finish of the lanes", result, sum]]),
    ],
  };
}

/** How the loop's head is come to for the first time. */
export function startStatement(
  { bytes, module }: Core,
  places: Places,
  expected: (roles: Roles, parameters: readonly Term[]) => readonly Obligation[],
): Statement {
  const loop = entryOf(module, places);
  const { moment, locals, reached } = loop;
  if (reached === undefined)
    return { hypotheses: [], obligations: [{ claim: "it comes to the loop", goal: FALSE }] };
  const roles = rolesOf(places, reached.locals);
  return {
    hypotheses: [isMemorySize(moment.pages), reached.condition],
    replay: () => replayed(bytes, places),
    obligations: [
      ...same(
        roles.lanes.map((lane, which) => [
          `lane ${LANE_NAMES[which]} starts with its number`,
          lane,
          number64(LANES_START[which]!),
        ]),
      ),
      ...expected(roles, locals),
    ],
  };
}
