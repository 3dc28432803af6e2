/**
 * Which records recovery takes up: what continues the chain and fits. The function `verify` stands
 * for what was proved about it (it changes nothing); those that enter a record into the overlay may
 * do anything.
 */
import {
  add,
  all,
  and,
  any,
  constant,
  equal,
  extract,
  FALSE,
  isNonzero,
  ite,
  not,
  or,
  sub,
  type Term,
  uge,
  ule,
  ult,
  zeroExtend,
} from "@ashlar/logic";
import { explore, type Returned, ValueType } from "@ashlar/semantics";
import {
  type Obligation,
  type StatedTheorem,
  type Statement,
  same,
} from "../../prove/statement.js";
import { type Change, changesIn, PLACE_OPERATORS } from "../changes.js";
import {
  anyOf,
  arbitraryMoment,
  type Call,
  type Core,
  coreBytes,
  coreOf,
  explored,
  indexOf,
  type Moment,
} from "../core.js";
import { coreTheorem } from "../core-theorem.js";
import { functionIn } from "../functions.js";
import { globalIn, globalOf } from "../globals.js";
import { number32 } from "../terms.js";
import { isPlacedRing, KIND_PAD, wordsFrom } from "./is-record.js";
import { addressOf } from "./places.js";
import { KIND_WRITE } from "./record.js";
import { replayedRecovery } from "./replay.js";
import { isWholeRounds, noTrap, sameGlobals, sameMemory } from "./round.js";

/** What `recover` answers. */
const [END, RECORD, WAIT] = [0, 1, 2];
const UNKNOWN_SEQUENCE = -1;
/** The header at the head, by its fields. */
function headerAt(moment: Moment) {
  const words = wordsFrom(moment.memory, addressOf(moment, globalOf(moment, "head")));
  const [kind, , , sequence, incarnation, offset, length] = words as [Term, Term, Term, ...Term[]];
  return {
    kind: extract(kind, 63, 32),
    ...{ sequence: sequence!, incarnation: incarnation!, offset: offset!, length: length! },
  };
}

type Header = ReturnType<typeof headerAt>;

/** What must be true of a record for recovery to go on with it. */
function continues(moment: Moment, header: Header, sectors: Term): Obligation[] {
  const global = (name: Parameters<typeof globalOf>[1]) => globalOf(moment, name);
  const live = extract(sub(global("head"), global("released")), 31, 0);
  const room = sub(global("ringSectors"), live);
  const expected = global("sequence");
  const { kind, sequence, incarnation, offset, length } = header;
  const isOnDisk = all([
    isWholeRounds(offset, 9),
    isWholeRounds(length, 9),
    isNonzero(length),
    ule(length, global("diskBytes")),
    ule(offset, sub(global("diskBytes"), length)),
  ]);
  return [
    { claim: "stands in a ring that is not full", goal: ult(live, global("ringSectors")) },
    { claim: "is whole and undamaged, says verify", goal: isNonzero(sectors) },
    { claim: "is not longer than what the ring has room for", goal: ule(sectors, room) },
    {
      claim: "has no smaller incarnation than the record before it",
      goal: uge(incarnation, global("incarnationSeen")),
    },
    {
      claim: "has no later incarnation than the log's own",
      goal: ule(incarnation, global("incarnation")),
    },
    {
      claim: "has the next sequence number, if that is known",
      goal: or(equal(expected, constant(64, UNKNOWN_SEQUENCE)), equal(sequence, expected)),
    },
    { claim: "lies on the disk, or is a pad", goal: or(equal(kind, number32(KIND_PAD)), isOnDisk) },
  ];
}

function recoverStatement(core: Core): Statement {
  const { module, bytes } = core;
  const verify = functionIn(core, "verify");
  const sectors = anyOf("sectors", ValueType.I32);
  const moment: Moment = arbitraryMoment(module, indexOf(module, "recover"), (callee) =>
    callee === verify ? () => [sectors] : undefined,
  );
  const run = explored(explore(moment.callable, [], moment.world));
  const hypotheses = isPlacedRing(moment);
  const replay = () => replayedRecovery(bytes);
  const { returned } = run;
  const fits = moment.calls.filter(({ results }) => results.length === 1);
  if (returned === undefined || fits.length !== 2 || moment.calls.length !== 4)
    return { hypotheses, replay, obligations: [{ claim: "it asks whether it fits", goal: FALSE }] };
  return {
    ...{ hypotheses, replay },
    obligations: [
      { claim: "it returns", goal: returned.condition },
      noTrap({ run }),
      ...answers(moment, returned, sectors),
    ],
  };
}

/** What is answered when, and what has happened then. */
function answers(moment: Moment, { results, world }: Returned, sectors: Term): Obligation[] {
  const header = headerAt(moment);
  const conditions = continues(moment, header, sectors);
  const [isPad, isWrite] = [KIND_PAD, KIND_WRITE].map((kind) => equal(header.kind, number32(kind)));
  const fits = moment.calls.filter((call) => call.results.length === 1);
  const [ofWrite, ofRange] = fits.map((call) => isNonzero(call.results[0]!));
  const hasRoom = any([isPad!, ite(isWrite!, ofWrite!, ofRange!)]);
  const goesOn = all(conditions.map(({ goal }) => goal));
  const is = (value: number) => equal(results[0]!, number32(value));
  return [
    ...conditions.map(({ claim, goal }) => ({
      ...{ claim: `what is recovered ${claim}`, goal, when: [is(RECORD)] },
    })),
    {
      claim:
        "all of which that is true, and for which there is room, is recovered; without room it waits; anything else is the end",
      goal: all([
        equal(is(RECORD), and(goesOn, hasRoom)),
        equal(is(WAIT), and(goesOn, not(hasRoom))),
        any([END, RECORD, WAIT].map(is)),
      ]),
    },
    { ...sameGlobals(moment, world), claim: "at the end no global changes", when: [is(END)] },
    { ...sameMemory(moment, world), claim: "and no byte of memory", when: [is(END)] },
    ...handedOver(moment, header),
    ...taken(moment, world.globals, header, sectors).map((obligation) => ({
      ...{ ...obligation, when: [is(RECORD), isPad!] },
    })),
  ];
}

/** What the functions are given that enter a record: its place on the disk, and in the stream. */
function handedOver({ calls }: Moment, { offset, length }: Header): Obligation[] {
  const [fitsOverlay, stretch, fitsRange, range] = calls as [Call, Call, Call, Call];
  const grain = globalIn(fitsOverlay.globals, "grainSectors");
  const payload = add(globalIn(fitsOverlay.globals, "head"), zeroExtend(grain, 64));
  const given = (name: string, { parameters }: Call, right: readonly Term[]) =>
    same(right.map((value, at) => [`${name} is right, parameter ${at}`, parameters[at]!, value]));
  return [
    ...given("what is asked of the overlay", fitsOverlay, [offset, length]),
    ...given("what is asked of the table of ranges", fitsRange, [offset, length]),
    ...given("the stretch for the overlay", stretch, [offset, length, payload, number32(0)]).map(
      (obligation) => ({
        ...obligation,
        when: [or(equal(grain, number32(1)), equal(grain, number32(8)))],
      }),
    ),
    ...given("the range", range, [offset, length, globalIn(fitsRange.globals, "head")]),
  ];
}

/** What becomes of the log by a pad, which no other function enters anywhere. */
function taken(before: Moment, after: Moment["globals"], header: Header, sectors: Term) {
  const one = constant(64, 1);
  return same([
    [
      "a pad moves the head by its sectors",
      globalIn(after, "head"),
      add(globalOf(before, "head"), zeroExtend(sectors, 64)),
    ],
    ["the next sequence number follows it", globalIn(after, "sequence"), add(header.sequence, one)],
    [
      "its incarnation is the last one seen",
      globalIn(after, "incarnationSeen"),
      header.incarnation,
    ],
  ]);
}

const [GLOBAL_SET, ELSE, BLOCK_END] = [0x24, 0x05, 0x0b];

/** All up to where the watermarks move, but for what changes nothing: truth values other than one,
 * and the sign of a grain; and but for locals, of which there are only two. */
function recoverChanges({ module, bytes }: Core): Change[] {
  const { callable } = arbitraryMoment(module, indexOf(module, "recover"));
  const sets = callable.code!.offsets.filter((at) => bytes[at] === GLOBAL_SET);
  const isTruth = ({ offset }: Change) =>
    bytes[offset] === 1 && [ELSE, BLOCK_END].includes(bytes[offset + 1]!);
  return changesIn(bytes, callable, { from: 0, to: sets[2]! }, PLACE_OPERATORS).filter(
    (change) => !isTruth(change) && !/^local|shr_s$/.test(change.what),
  );
}

export function recoverTheorem(core: Core = coreOf(coreBytes())): StatedTheorem {
  return coreTheorem(core, {
    id: "rapilog/encode/recover",
    says: "with a placed ring in less than 4 GiB, whatever memory holds: recover takes up exactly what verify accepts at the head, fits into the ring, has an incarnation from the last one seen up to the log's own, the next sequence number if one is known, and lies on the disk or is a pad; what does not is the end, and changes nothing; a pad that is taken up moves the head, the sequence and the incarnation seen as it says; no trap",
    functions: ({ module }) => new Map([["recover", indexOf(module, "recover")]]),
    ...{ statement: recoverStatement, changes: recoverChanges },
  });
}
