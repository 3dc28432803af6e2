/**
 * Making room, and sweeping: of an entry only home is forgotten, however often room is made, and what
 * is swept has no age.
 */
import { add, and, equal, FALSE, sub, type Term } from "@ashlar/logic";
import { explore, exploreFrom, loopsOf, type World } from "@ashlar/semantics";
import { contents, type Known } from "@ashlar/spec";
import type { Obligation, Statement } from "../../prove/statement.js";
import { momentOf } from "../ack/frames.js";
import { isBucket, isPlacedTable } from "../ack/tables.js";
import { anyOf, type Core, explored, type Moment } from "../core.js";
import { globalIn, globalOf } from "../globals.js";
import { anyLocals } from "../overlay/theorem.js";
import { number32 } from "../terms.js";
import { contracts } from "./contracts.js";
import { isStretch } from "./effects.js";
import { needs } from "./log.js";
import { areAsLeft, knownIn, startNoting } from "./noted.js";
import { anyKnown, readingOf } from "./sector.js";

function startOf(core: Core, name: "bucketHasRoom" | "fitsOverlay" | "sweep", names: string[]) {
  const moment = momentOf(core, name, contracts(core));
  startNoting(moment);
  const { parameters } = moment.callable.type;
  return { moment, parameters: parameters.map((type, at) => anyOf(names[at]!, type)) };
}

/** Of the entry that was there only what is home may be gone; all else that is known stays. */
function onlyHomeGoes({ globals }: Moment, before: Known, world: World): Obligation[] {
  const reading = readingOf(globals);
  const known = knownIn(world);
  const age = contents.ageOfReleased(reading);
  return [
    {
      claim: "of the entry only home is forgotten",
      goal: contents.mayBecome(before.entry, known.entry, age, reading.window),
    },
    { claim: "the range stays", goal: contents.isSameRange(known.range, before.range) },
  ];
}

const tablesAsLeft = (moment: Moment, world: World): Obligation => ({
  claim: "the tables are as they were left",
  goal: areAsLeft(moment, world),
});

/** Loops that are not cut go round eight times. */
const roundsMax = 9;

export function bucketStatement(core: Core): Statement {
  const { moment, parameters } = startOf(core, "bucketHasRoom", ["bucket", "wanted"]);
  const hypotheses = [...isPlacedTable(moment), isBucket(moment, parameters[0]!)];
  const run = explored(explore(moment.callable, parameters, moment.world, { roundsMax }));
  const { returned } = run;
  if (returned === undefined)
    return { hypotheses, obligations: [{ claim: "it returns", goal: FALSE }] };
  return {
    hypotheses,
    obligations: [
      ...needs(run),
      ...onlyHomeGoes(moment, anyKnown(), returned.world),
      tablesAsLeft(moment, returned.world),
    ],
  };
}

export function sweepStatement(core: Core): Statement {
  const { moment } = startOf(core, "sweep", []);
  const hypotheses = isPlacedTable(moment);
  const run = explored(explore(moment.callable, [], moment.world));
  const { returned } = run;
  if (returned === undefined)
    return { hypotheses, obligations: [{ claim: "it returns", goal: FALSE }] };
  const { world } = returned;
  const { window } = readingOf(moment.globals);
  const known = knownIn(world);
  const last = sub(globalOf(moment, "bucketCount"), number32(1));
  const next = and(add(globalOf(moment, "swept"), number32(1)), last);
  return {
    hypotheses,
    obligations: [
      ...needs(run),
      {
        claim: "of the entry only what has no age is forgotten",
        goal: contents.mayBecome(anyKnown().entry, known.entry, number32(1), window),
      },
      { claim: "the range stays", goal: contents.isSameRange(known.range, anyKnown().range) },
      { claim: "the next bucket is next", goal: equal(globalIn(world.globals, "swept"), next) },
      tablesAsLeft(moment, world),
    ],
  };
}

export function fitsStatement(core: Core): Statement {
  const { moment, parameters } = startOf(core, "fitsOverlay", ["offset", "length"]);
  const [offset, length] = parameters as [Term, Term];
  const loops = loopsOf(moment.callable).map(({ label }) => label);
  const run = explored(explore(moment.callable, parameters, moment.world, { cuts: loops }));
  return {
    hypotheses: [...isPlacedTable(moment), isStretch(offset, length)],
    obligations: [
      ...needs(run),
      ...outcomesOf(moment, anyKnown(), run),
      ...loops.flatMap((label) => fromLoop(core, label, loops)),
    ],
  };
}

/** Wherever a run stops: at a loop's head, or at its end. */
function outcomesOf(
  moment: Moment,
  before: Known,
  { returned, reached }: ReturnType<typeof explored>,
): Obligation[] {
  const outcomes = [...reached, ...(returned === undefined ? [] : [returned])];
  return outcomes.flatMap(({ condition, world }) =>
    [...onlyHomeGoes(moment, before, world), tablesAsLeft(moment, world)].map((claim) => ({
      ...claim,
      when: [condition],
    })),
  );
}

/** From a loop's head, when something may have been forgotten. */
function fromLoop(core: Core, label: number, cuts: readonly number[]): Obligation[] {
  const { moment } = startOf(core, "fitsOverlay", ["offset", "length"]);
  const locals = anyLocals(moment, {});
  const before = anyKnown("at first");
  const from = { label, locals, stack: [] };
  const when = onlyHomeGoes(moment, before, moment.world).map(({ goal }) => goal);
  const run = explored(exploreFrom(moment.callable, from, moment.world, { cuts }));
  return [...needs(run), ...outcomesOf(moment, before, run)].map((claim) => ({
    ...claim,
    when: [...when, ...(claim.when ?? [])],
  }));
}
