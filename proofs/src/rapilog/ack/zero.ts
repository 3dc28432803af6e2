/** `zero`: a range record is appended, or nothing happens. */
import { all, any, equal, FALSE, isNonzero, ite, not, type Term } from "@ashlar/logic";
import { explore } from "@ashlar/semantics";
import { watermarks } from "@ashlar/spec";
import type { StatedTheorem, Statement } from "../../prove/statement.js";
import { anyOf, type Core, coreBytes, coreOf, explored, type Moment } from "../core.js";
import { coreTheorem } from "../core-theorem.js";
import { functionIn } from "../functions.js";
import { ringSectorsOf, watermarksIn } from "../refines/watermarks.js";
import { anyAddress, number32 } from "../terms.js";
import { replayedFrom } from "../v8-state.js";
import { admissionChanges } from "./ack-changes.js";
import { appending, type Sealing } from "./append.js";
import { momentOf } from "./frames.js";
import { answerOf, logGuesses, sectorBytes } from "./guesses.js";
import {
  appended,
  endings,
  endsWell,
  globalsAre,
  isLog,
  isOnDisk,
  keepsBudget,
  recordSectors,
  staysSealed,
  wide,
} from "./log.js";

const RANGES = [2, 3, 4];
const { ADMITTED, WAIT_OVERLAY, REFUSE_RANGE } = watermarks;

/** What comes of a range before the overlay is asked. */
function verdictOf(moment: Moment, [offset, length, kind]: readonly Term[], sectors: Term): Term {
  const isRange = any(RANGES.map((one) => equal(kind!, number32(one))));
  const { globals } = moment;
  const admitted = watermarks.admission(
    watermarksIn(globals),
    wide(sectors),
    ringSectorsOf(globals),
  );
  return ite(all([isRange, isOnDisk(moment, offset!, length!)]), admitted, REFUSE_RANGE);
}

/** What the tables' functions may change. */
const OPEN = ["intactFrom", "rangesUsed", "swept"] as const;

const guessesOf = (moment: Moment, [offset, length, kind]: readonly Term[]) =>
  logGuesses(moment, (random, set) => {
    set(offset!, sectorBytes(random, 1 << 19) + (random.chance(0.1) ? 8 : 0));
    set(length!, sectorBytes(random, 1 << 19));
    set(kind!, 1 + random.below(5));
    set(answerOf("fitsRange"), random.chance(0.9) ? 1 : 0);
  });

function zeroStatement(core: Core): Statement {
  const sealings: Sealing[] = [];
  const moment = momentOf(core, "zero", () => ({ append: appending(sealings), appendPad: "body" }));
  const { callable, globals } = moment;
  const names = ["offset", "length", "kind"];
  const parameters = callable.type.parameters.map((type, at) => anyOf(names[at]!, type));
  const run = explored(explore(callable, parameters, moment.world));
  const hypotheses = isLog(moment);
  const { returned } = run;
  if (returned === undefined)
    return { hypotheses, obligations: [{ claim: "it returns", goal: FALSE }] };
  const { condition, world } = returned;
  const result = returned.results[0]!;
  const sectors = recordSectors(moment, number32(0));
  const verdict = verdictOf(moment, parameters, sectors);
  const isAppended = all([condition, equal(result, ADMITTED)]);
  const isRefused = all([condition, isNonzero(result)]);
  const ways = endings(moment, parameters, verdict, appended(moment, sectors), OPEN);
  return {
    hypotheses,
    guesses: guessesOf(moment, parameters),
    replay: (state) => replayedFrom(core, functionIn(core, "zero"), moment, ways, state),
    obligations: [
      ...endsWell(run),
      {
        claim: "what is not admitted is refused as specified",
        ...{ goal: equal(result, verdict), when: [condition, isNonzero(verdict)] },
      },
      {
        claim: "what is admitted is appended, or waits for the overlay",
        goal: any([equal(result, ADMITTED), equal(result, WAIT_OVERLAY)]),
        when: [condition, not(isNonzero(verdict))],
      },
      ...globalsAre(isRefused, globals, world.globals, {}, OPEN),
      ...globalsAre(isAppended, globals, world.globals, appended(moment, sectors), OPEN),
      ...keepsBudget(condition, globals, world.globals),
      staysSealed(moment, isAppended, sealings.at(-1)!, world.memories[0]!.load(anyAddress(), 1)),
    ],
  };
}

export function zeroTheorem(core: Core = coreOf(coreBytes())): StatedTheorem {
  return coreTheorem(core, {
    id: "rapilog/ack/zero",
    says: "of a placed log whose watermarks are as the specification has them: zero refuses or defers exactly what the specification does, before the overlay is asked, and then moves no watermark; otherwise it moves them as the specification's append does, keeps invariants, budget and promises, and changes no byte beside the tables once the head has moved; it does not trap of its own",
    functions: (core) => new Map([["zero", functionIn(core, "zero")]]),
    statement: zeroStatement,
    changes: (core) => admissionChanges(core, momentOf(core, "zero").callable),
  });
}
