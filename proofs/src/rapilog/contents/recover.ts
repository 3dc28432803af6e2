/** What `recover` makes of one arbitrary sector: the record at the head is history again. */
import { all, and, equal, FALSE, implies, isNonzero, not, type Term } from "@ashlar/logic";
import { explore, type HostCall, type World } from "@ashlar/semantics";
import { contents } from "@ashlar/spec";
import type { Obligation, Statement } from "../../prove/statement.js";
import { framed } from "../ack/contracts.js";
import { momentOf } from "../ack/frames.js";
import { type Core, explored, type Moment } from "../core.js";
import { recordAt } from "../encode/is-record.js";
import { globalOf } from "../globals.js";
import { number32 } from "../terms.js";
import { ringStays } from "./bytes.js";
import { appendingOf, contracts } from "./contracts.js";
import { appendingTo, instantOf, premisesOf } from "./lemmas.js";
import { agreesAfter, isKnowing, needs } from "./log.js";
import { agreedIn, areAsLeft, globalsThen, knownIn, startNoting } from "./noted.js";
import { anyVersion, readingOf } from "./sector.js";

const RECORD = number32(1);

/** What was proved of `verify` (rapilog/encode/verify): what it accepts is sound, and of that size. */
const verifyContract =
  (core: Core, moment: () => Moment) =>
  (call: HostCall): Term[] => {
    const sizes = framed(core, "verify", moment)(call);
    const { isSound, sectors } = recordAt(moment(), globalOf(moment(), "head"));
    const isIt = and(isSound, equal(sizes[0]!, sectors));
    call.assume(implies(isNonzero(sizes[0]!), isIt));
    return sizes;
  };

export function recoverStatement(core: Core): Statement {
  const moment = momentOf(core, "recover", (moment) => ({
    ...contracts(core)(moment),
    verify: verifyContract(core, moment),
  }));
  startNoting(moment);
  const run = explored(explore(moment.callable, [], moment.world));
  const hypotheses = isKnowing(moment);
  const { returned } = run;
  if (returned === undefined)
    return { hypotheses, obligations: [{ claim: "it returns", goal: FALSE }] };
  const { condition, results, world } = returned;
  const isRecord = equal(results[0]!, RECORD);
  const isTaken = all([condition, isRecord]);
  return {
    hypotheses,
    obligations: [
      ...needs(run),
      ...agreesAfter(moment, all([condition, not(isRecord)]), world, anyVersion()),
      ...takenUp(moment, isTaken, world),
      ringStays(moment, isTaken, world),
    ],
  };
}

/** The record at the head was appended to history, as the lemma about that needs it. */
function takenUp(moment: Moment, condition: Term, world: World): Obligation[] {
  const { globals } = moment;
  const { kind, offset, length } = recordAt(moment, globalOf(moment, "head"));
  const record = appendingOf(globals, [kind, offset, length]);
  const version = contents.touched(anyVersion(), record);
  const before = instantOf(agreedIn(world), anyVersion(), readingOf(globalsThen(world)));
  const after = instantOf(knownIn(world), version, readingOf(world.globals));
  const claims = [
    ...premisesOf(appendingTo(before, record, after, globalOf(moment, "head"))),
    { claim: "the tables are as they were left", goal: areAsLeft(moment, world) },
  ];
  return claims.map((claim) => ({ ...claim, when: [condition] }));
}
