/**
 * What is acknowledged beyond the journal never exceeds the budget: after every event, and of the
 * very code. Each event keeps the specification's invariants and promises; a log that is attached
 * has them. So they hold after every history of events, by induction.
 */
import { FALSE, not, type Term } from "@ashlar/logic";
import type { Theorem } from "@ashlar/logic/prove";
import type { Explored } from "@ashlar/semantics";
import { type Claim, watermarks } from "@ashlar/spec";
import type { Obligation, Statement } from "../../prove/statement.js";
import { type Core, coreBytes, coreOf, indexOf, isMemorySize } from "../core.js";
import { coreTheorem } from "../core-theorem.js";
import { type Before, beforeCall, type Described, replayOf, runCall } from "./call.js";
import { stateChanges } from "./state-changes.js";
import { ringSectorsOf, watermarksIn } from "./watermarks.js";

/** An event that keeps what must be true, or makes it so. */
export interface Keeping {
  readonly described: Described;
  /** What must be so before; the invariants, if that is left out. */
  readonly before?: (before: Before) => readonly Term[];
  /** Whether it goes on from the state before it: then the promises hold too. */
  readonly goesOn: boolean;
  /** What changes of the code break, by what they are. The others may be wrong, but are safe. */
  readonly breaks: readonly RegExp[];
  readonly says: string;
}

const holds = (claims: readonly Claim[]): Term[] => claims.map(({ holds }) => holds);
const goals = (claims: readonly Claim[]): Obligation[] =>
  claims.map(({ claim, holds }) => ({ claim, goal: holds }));

export const invariantsOf = ({ moment: { globals } }: Before) =>
  holds(watermarks.invariants(watermarksIn(globals), ringSectorsOf(globals)));

function budgetStatement(core: Core, keeping: Keeping): Statement {
  const { described, goesOn } = keeping;
  const before = beforeCall(core, described);
  const { moment } = before;
  const effect = described.effectOf(before);
  const hypotheses = [
    isMemorySize(moment.pages),
    ...(keeping.before ?? invariantsOf)(before),
    ...(effect.traps === undefined ? [] : [not(effect.traps)]),
  ];
  const run = runCall(before);
  return {
    hypotheses,
    replay: replayOf(core, before, described, effect),
    obligations: goesOn ? kept(before, run) : made(run),
  };
}

const NEVER: readonly Obligation[] = [{ claim: "it returns", goal: FALSE }];

function made({ returned }: Explored): readonly Obligation[] {
  if (returned === undefined) return NEVER;
  const { globals } = returned.world;
  const after = watermarksIn(globals);
  return [
    { claim: "it returns", goal: returned.condition },
    ...goals(watermarks.invariants(after, ringSectorsOf(globals))),
  ];
}

function kept({ moment }: Before, run: Explored): readonly Obligation[] {
  if (run.returned === undefined) return NEVER;
  const [before, after] = [moment, run.returned.world].map(({ globals }) => watermarksIn(globals));
  return [...made(run), ...goals(watermarks.promises(before!, after!))];
}

export function budgetTheorem(keeping: Keeping, core: Core = coreOf(coreBytes())): Theorem {
  const { described, says, breaks } = keeping;
  const { name } = described;
  return coreTheorem(core, {
    ...{ id: `rapilog/budget/${name}`, says },
    functions: ({ module }) => new Map([[name, indexOf(module, name)]]),
    statement: (core) => budgetStatement(core, keeping),
    changes: (core) =>
      stateChanges(core.bytes, beforeCall(core, described).moment.callable).filter(({ what }) =>
        breaks.some((one) => one.test(what)),
      ),
  });
}
