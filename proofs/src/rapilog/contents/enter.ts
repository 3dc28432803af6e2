/** `enterRange` and `fitsRange`: of one arbitrary sector, and of one arbitrary row. */
import { equal, FALSE, implies, not, type Term, TRUE } from "@ashlar/logic";
import { explore } from "@ashlar/semantics";
import { overlay } from "@ashlar/spec";
import type { Obligation, Statement } from "../../prove/statement.js";
import { momentOf } from "../ack/frames.js";
import { isPlacedTable } from "../ack/tables.js";
import { anyOf, type Core, explored } from "../core.js";
import { globalIn, globalOf } from "../globals.js";
import { contracts } from "./contracts.js";
import { isSmall, isStretch } from "./effects.js";
import { needs } from "./log.js";
import { knownIn, noteFit, startNoting } from "./noted.js";
import { anyKnown, enteringOf, lowerHalf } from "./sector.js";

/** A small range is entered in the overlay; of a large one `ranges-enter` says that it is a row. */
export function enterStatement(core: Core): Statement {
  const moment = momentOf(core, "enterRange", contracts(core));
  startNoting(moment);
  const names = ["offset", "length", "position"];
  const parameters = moment.callable.type.parameters.map((type, at) => anyOf(names[at]!, type));
  const [offset, length, position] = parameters as [Term, Term, Term];
  noteFit(moment.world, TRUE, [offset, length]);
  const run = explored(explore(moment.callable, parameters, moment.world));
  const { returned } = run;
  const small = isSmall(length);
  const hypotheses = [...isPlacedTable(moment), implies(small, isStretch(offset, length))];
  if (returned === undefined)
    return { hypotheses, obligations: [{ claim: "it returns", goal: FALSE }] };
  const { condition, world } = returned;
  const [before, after] = [anyKnown(), knownIn(world)];
  const entered = overlay.put(
    before.entry,
    lowerHalf(enteringOf({ offset, length, position }, TRUE)),
  );
  const ofSmall: Obligation[] = [
    { claim: "its zeros are entered", goal: overlay.areSame(after.entry, entered) },
    {
      claim: "no row is used",
      goal: equal(globalIn(world.globals, "rangesUsed"), globalOf(moment, "rangesUsed")),
    },
  ];
  return {
    hypotheses,
    obligations: [
      ...needs(run),
      ...ofSmall.map((claim) => ({ ...claim, when: [condition, small] })),
      {
        claim: "a large one leaves the overlay alone",
        goal: overlay.areSame(after.entry, before.entry),
        when: [condition, not(small)],
      },
    ],
  };
}
