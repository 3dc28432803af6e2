/** `recover`: the record at the head is taken up, or nothing happens. */
import { add, all, constant, equal, FALSE, not, select, type Term } from "@ashlar/logic";
import { explore, type World } from "@ashlar/semantics";
import { watermarks } from "@ashlar/spec";
import type { StatedTheorem, Statement } from "../../prove/statement.js";
import type { Change } from "../changes.js";
import { type Core, coreBytes, coreOf, explored, type Moment } from "../core.js";
import { coreTheorem } from "../core-theorem.js";
import { addressOf } from "../encode/places.js";
import { replayedRecovery } from "../encode/replay.js";
import { functionIn } from "../functions.js";
import { globalOf } from "../globals.js";
import { watermarksIn } from "../refines/watermarks.js";
import { anyAddress, number32 } from "../terms.js";
import { changesWithin } from "./ack-changes.js";
import { framed } from "./contracts.js";
import { momentOf } from "./frames.js";
import { answerOf, logGuesses } from "./guesses.js";
import { endsWell, globalsAre, globalsWith, isLog, keepsBudget, wide } from "./log.js";
import { isBesideTables } from "./tables.js";

const RECORD = number32(1);
const [SEQUENCE_AT, INCARNATION_AT] = [24, 32];
const OPEN = ["intactFrom", "rangesUsed"] as const;

const guessesOf = (moment: Moment, sectors: Term) =>
  logGuesses(moment, (random, set) => {
    set(sectors, 1 + random.below(65));
    set(globalOf(moment, "sequence"), random.chance(0.5) ? -1 : 0);
    set(globalOf(moment, "incarnationSeen"), 0);
    set(answerOf("fitsOverlay"), 1);
    set(answerOf("fitsRange"), 1);
  });

/** The globals after a record was taken up: the header's sequence and incarnation are the log's. */
function taken(moment: Moment, sectors: Term, { memories }: World) {
  const header = addressOf(moment, globalOf(moment, "head"));
  // The record is no part of the tables, so afterwards it is what it was: the last claim says it.
  const field = (offset: number) => memories[0]!.load(add(header, number32(offset)), 8);
  const state = watermarks.advanceHead(watermarksIn(moment.globals), wide(sectors));
  return {
    ...globalsWith(moment.globals, state, constant(64, 0)),
    sequence: add(field(SEQUENCE_AT), constant(64, 1)),
    incarnationSeen: field(INCARNATION_AT),
  };
}

function recoverStatement(core: Core): Statement {
  const sizes: Term[] = [];
  const moment = momentOf(core, "recover", (moment) => {
    const verify = framed(core, "verify", moment);
    return {
      verify: (call) => {
        sizes.push(...verify(call));
        return sizes;
      },
    };
  });
  const { callable, globals, memory } = moment;
  const run = explored(explore(callable, [], moment.world));
  const hypotheses = isLog(moment);
  const { returned } = run;
  const [sectors] = sizes;
  if (returned === undefined || sectors === undefined)
    return { hypotheses, obligations: [{ claim: "it returns", goal: FALSE }] };
  const { condition, world } = returned;
  const isTaken = all([condition, equal(returned.results[0]!, RECORD)]);
  const isLeft = all([condition, not(equal(returned.results[0]!, RECORD))]);
  const byte = world.memories[0]!.load(anyAddress(), 1);
  return {
    hypotheses,
    guesses: guessesOf(moment, sectors),
    replay: () => replayedRecovery(core.bytes),
    obligations: [
      ...endsWell(run),
      ...globalsAre(isLeft, globals, world.globals, {}, OPEN),
      ...globalsAre(isTaken, globals, world.globals, taken(moment, sectors, world), OPEN),
      ...keepsBudget(condition, globals, world.globals),
      {
        claim: "a record is taken up only if verify accepted it",
        ...{ goal: not(equal(sectors, number32(0))), when: [isTaken] },
      },
      {
        claim: "no byte of the ring or beside the tables changes",
        goal: equal(byte, select(memory, anyAddress())),
        when: [condition, isBesideTables(moment, anyAddress())],
      },
    ],
  };
}

const [GLOBAL_SET, END] = [0x24, Number.POSITIVE_INFINITY];

/** How the watermarks move. (The first look at the ring's room spares only time.) */
function takingChanges(core: Core): Change[] {
  const { callable } = momentOf(core, "recover");
  const moved = [...callable.code!.offsets].find((at) => core.bytes[at] === GLOBAL_SET)!;
  return changesWithin(core, callable, [[moved - FIELD_BYTES, END]]).filter(
    ({ what }) => what !== JOURNALED_AS_ACKNOWLEDGED,
  );
}

/** Without a budget the one is no further than the other: as much is acknowledged as was. */
const JOURNALED_AS_ACKNOWLEDGED = "global.get 4 → 5";
/** From where the first field is loaded. */
const FIELD_BYTES = 5;

export function recoverTheorem(core: Core = coreOf(coreBytes())): StatedTheorem {
  return coreTheorem(core, {
    id: "rapilog/ack/recover",
    says: "of a placed log whose watermarks are as the specification has them: if recover takes up a record, it moves the watermarks as the specification's advanceHead does by what verify says of it, takes over its sequence and incarnation, and keeps invariants, budget and promises; otherwise no watermark moves; no byte beside the tables changes; it does not trap of its own",
    functions: (core) => new Map([["recover", functionIn(core, "recover")]]),
    statement: recoverStatement,
    changes: takingChanges,
  });
}
