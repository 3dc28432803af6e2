/**
 * `write` up to the loop that copies the payload and sums it, or to its end where there is nothing to
 * copy, or a payload that is not whole grains.
 */
import {
  type Assignment,
  all,
  and,
  any,
  constant,
  equal,
  FALSE,
  isNonzero,
  ite,
  not,
  type Term,
  ule,
} from "@ashlar/logic";
import { explore, type Returned } from "@ashlar/semantics";
import { watermarks } from "@ashlar/spec";
import type { Obligation, StatedTheorem, Statement } from "../../prove/statement.js";
import { anyOf, type Core, coreBytes, coreOf, explored, type Moment } from "../core.js";
import { coreTheorem } from "../core-theorem.js";
import { isInside } from "../encode/round.js";
import { functionIn } from "../functions.js";
import type { GlobalName } from "../globals.js";
import { ringSectorsOf, watermarksIn } from "../refines/watermarks.js";
import { number32 } from "../terms.js";
import { replayedFrom } from "../v8-state.js";
import { admissionChanges } from "./ack-changes.js";
import type { Sealing } from "./append.js";
import { momentOf } from "./frames.js";
import { answerOf, logGuesses, sectorBytes } from "./guesses.js";
import {
  appended,
  endings,
  endsWell,
  globalsAre,
  globalsWith,
  isLog,
  isOnDisk,
  keepsBudget,
  recordSectors,
  staysSealed,
  wide,
} from "./log.js";
import {
  byteOf,
  isReady,
  LOG,
  momentOfWrite,
  RECORD_BYTES_MAX,
  SWEPT,
  writeOf,
} from "./write-parts.js";

const { ADMITTED, WAIT_OVERLAY, REFUSE_RANGE } = watermarks;

/** What comes of a write before the overlay is asked. */
function verdictOf(moment: Moment, offset: Term, length: Term): Term {
  const { globals } = moment;
  const sectors = wide(recordSectors(moment, length));
  const admitted = watermarks.admission(watermarksIn(globals), sectors, ringSectorsOf(globals));
  const isPayload = ule(length, number32(RECORD_BYTES_MAX));
  return ite(and(isPayload, isOnDisk(moment, offset, wide(length))), admitted, REFUSE_RANGE);
}

const startGuesses = (moment: Moment, [offset, length, source]: readonly Term[]) =>
  logGuesses(moment, (random, set) => {
    set(offset!, sectorBytes(random, 1 << 19) + (random.chance(0.1) ? 8 : 0));
    set(length!, random.chance(0.1) ? random.below(1 << 20) : sectorBytes(random, 1 << 18));
    set(source!, 1 << 15);
    set(answerOf("fitsOverlay"), random.chance(0.9) ? 1 : 0);
  });

function startStatement(core: Core): Statement {
  const { moment, sealings, cut } = momentOfWrite(core);
  const { callable, pages } = moment;
  const names = ["offset", "length", "source"];
  const parameters = callable.type.parameters.map((type, at) => anyOf(names[at]!, type));
  const [offset, length, source] = parameters as [Term, Term, Term];
  const run = explored(explore(callable, parameters, moment.world, { cuts: [cut] }));
  const hypotheses = [...isLog(moment), isInside(pages, source, length)];
  const [head] = run.reached;
  const verdict = verdictOf(moment, offset, length);
  const after = appended(moment, recordSectors(moment, length));
  const ways = endings(moment, parameters, verdict, after, SWEPT);
  const replay = (state: Assignment) =>
    replayedFrom(core, functionIn(core, "write"), moment, ways, state);
  const guesses = startGuesses(moment, parameters);
  if (run.returned === undefined || head === undefined)
    return {
      ...{ hypotheses, guesses, replay },
      obligations: [{ claim: "it returns or copies", goal: FALSE }],
    };
  const isPlaced = head.condition;
  const kept = parameters.map((parameter, at) => equal(head.locals[at]!, parameter));
  return {
    hypotheses,
    ...{ guesses, replay },
    obligations: [
      ...endsWell(run),
      ...returnClaims(moment, run.returned, verdict, length, sealings),
      {
        claim: "what is not admitted is not copied",
        goal: not(isNonzero(verdict)),
        when: [isPlaced],
      },
      ...globalsAre(isPlaced, moment.globals, head.world.globals, paddedGlobals(moment, length)),
      ...keepsBudget(isPlaced, moment.globals, head.world.globals),
      { claim: "the parameters are kept", goal: all(kept), when: [isPlaced] },
      ...isReady(head.world.globals, pages, head.locals).map(([claim, goal]) => ({
        claim,
        ...{ goal, when: [isPlaced] },
      })),
    ],
  };
}

/** The globals after the pad, if the record needs one. */
function paddedGlobals({ globals }: Moment, length: Term): Partial<Record<GlobalName, Term>> {
  const [state, ring] = [watermarksIn(globals), ringSectorsOf(globals)];
  const pad = watermarks.padBefore(state, wide(recordSectors({ globals }, length)), ring);
  const records = ite(equal(pad, constant(64, 0)), constant(64, 0), constant(64, 1));
  return globalsWith(globals, watermarks.padded(state, pad), records);
}

/** Where it returns without the loop: refused, deferred, or a payload that is not whole grains. */
function returnClaims(
  moment: Moment,
  { condition, results, world }: Returned,
  verdict: Term,
  length: Term,
  sealings: readonly Sealing[],
): Obligation[] {
  const { globals } = moment;
  const result = results[0]!;
  const isAppended = all([condition, equal(result, ADMITTED)]);
  const isRefused = all([condition, isNonzero(result)]);
  const after = appended(moment, recordSectors(moment, length));
  return [
    {
      claim: "what is not admitted is refused as specified",
      ...{ goal: equal(result, verdict), when: [condition, isNonzero(verdict)] },
    },
    {
      claim: "what is admitted is appended, or waits for the overlay",
      goal: any([equal(result, ADMITTED), equal(result, WAIT_OVERLAY)]),
      when: [condition, not(isNonzero(verdict))],
    },
    ...globalsAre(isRefused, globals, world.globals, {}),
    ...globalsAre(isAppended, globals, world.globals, after, SWEPT),
    ...keepsBudget(condition, globals, world.globals),
    staysSealed(moment, isAppended, sealings.at(-1)!, byteOf(world)),
  ];
}

export function writeStartTheorem(core: Core = coreOf(coreBytes())): StatedTheorem {
  return coreTheorem(core, {
    id: "rapilog/ack/write-start",
    says: `${LOG}: write refuses or defers exactly what the specification does, before the overlay is asked, and then changes no global; or it comes to the loop that copies the payload, with no watermark moved but by a pad, and with room in the ring for all of the record behind the head; or, with a payload that is not whole grains, it goes all the way, as the specification's append. Invariants, budget and promises are kept; no trap of its own, if the source is within memory`,
    ...{ functions: writeOf, statement: startStatement },
    changes: (core) => admissionChanges(core, momentOf(core, "write").callable),
  });
}
