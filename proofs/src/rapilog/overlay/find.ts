/** Where pages are looked for: their buckets, and what `find` returns. */
import { equal, FALSE, select } from "@ashlar/logic";
import type { World } from "@ashlar/semantics";
import { type Obligation, type Statement, same } from "../../prove/statement.js";
import type { Core, Moment } from "../core.js";
import { noTrap, sameGlobals } from "../encode/round.js";
import { anyAddress } from "../terms.js";
import { anyScattering, bucketsOf, isPlacedTable, lookup, readArray, slotsOf } from "./table.js";
import { generalised, replayOf, runOf, startOf } from "./theorem.js";

/** That nothing has changed. */
export function changesNothing(moment: Moment, world: World): Obligation[] {
  const address = anyAddress();
  const stays = equal(world.memories[0]!.load(address, 1), select(moment.memory, address));
  return [sameGlobals(moment, world), { claim: "memory stays", goal: stays }];
}

export function findStatement(core: Core): Statement {
  const start = startOf(core, "find", ["page"]);
  const { moment, parameters } = start;
  const page = parameters[0]!;
  const hypotheses = isPlacedTable(moment);
  const found = lookup(readArray(moment.memory), slotsOf(...bucketsOf(moment, page)), page);
  const replay = replayOf(core, "find", start, { results: [found] });
  const run = runOf(start);
  const { returned } = run;
  if (returned === undefined)
    return { hypotheses, replay, obligations: [{ claim: "it returns", goal: FALSE }] };
  return {
    ...{ hypotheses, replay },
    obligations: [
      { claim: "it returns", goal: returned.condition },
      noTrap({ run }),
      ...same([["it returns the page's first slot in use", returned.results[0]!, found]]),
      ...changesNothing(moment, returned.world),
    ],
  };
}

/** The same, however pages are scattered. */
export function anyFindStatement(core: Core): Statement {
  const { moment, parameters } = startOf(core, "find", ["page"]);
  return generalised(findStatement(core), anyScattering(moment, parameters[0]!));
}
