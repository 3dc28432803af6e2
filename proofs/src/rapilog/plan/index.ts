/** The theorems about the plan: which records a batch takes up, and what goes home of it. */
import type { Theorem } from "@ashlar/logic/prove";
import { loopsOf } from "@ashlar/semantics";
import { type Change, isOther } from "../changes.js";
import { arbitraryMoment, type Core, coreBytes, coreOf } from "../core.js";
import { coreTheorem } from "../core-theorem.js";
import { functionIn } from "../functions.js";
import { pureTheorem } from "../overlay/pure.js";
import { stateChanges } from "../refines/state-changes.js";
import { CLAIMS, type Claim, type Loops } from "./claims.js";
import { batchIsHistory, tablesPlaced } from "./home.js";

const CALL = 0x10;

function changesOf(core: Core, { about, part, every = 1, equivalent = [] }: Claim): Change[] {
  const { callable } = arbitraryMoment(core.module, functionIn(core, about));
  const { labels, offsets } = callable.code!;
  const loops: Loops = loopsOf(callable).map(({ label, offset }) => ({
    ...{ open: offset, close: offsets[labels[label]!.end] ?? Number.POSITIVE_INFINITY },
  }));
  const calls = [...offsets].filter((at) => core.bytes[at] === CALL);
  const parts = part?.(loops, calls) ?? [[0, Number.POSITIVE_INFINITY]];
  return stateChanges(core.bytes, callable)
    .filter(({ offset }) => parts.some(([from, to]) => from! <= offset && offset < to!))
    .filter(isOther(equivalent))
    .filter((_, at) => at % every === 0);
}

const GROUP = "rapilog/refines";

/** The theorems about a core, by default the one that `ashlar serve` runs. */
export const planTheorems = (core: Core = coreOf(coreBytes())): Theorem[] => [
  pureTheorem(
    `${GROUP}/plan-tables`,
    "as planConfigure places them, and whichever of the two tables of keys is the spare one: fragments, keys and spare keys are within memory and have no byte in common",
    () => tablesPlaced(core),
  ),
  ...CLAIMS.map((claim) =>
    coreTheorem(core, {
      ...{ id: `${GROUP}/${claim.name}`, says: claim.says, statement: claim.statement },
      functions: (core) => new Map([[claim.about, functionIn(core, claim.about)]]),
      changes: (core) => changesOf(core, claim),
    }),
  ),
  pureTheorem(
    `${GROUP}/plan-home`,
    "of the specification: that a batch says of each sector what history says of it since the batch's beginning, whether it is written and what it then holds, stays so with each write; and what a batch brings home then is what an epoch of the specification leaves there",
    batchIsHistory,
  ),
];
