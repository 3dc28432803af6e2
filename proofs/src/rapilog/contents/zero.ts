/** What `zero` makes of one arbitrary sector. */
import { all, equal, FALSE, isNonzero, type Term, TRUE } from "@ashlar/logic";
import { explore } from "@ashlar/semantics";
import { contents, watermarks } from "@ashlar/spec";
import type { Statement } from "../../prove/statement.js";
import { momentOf } from "../ack/frames.js";
import { recordSectors } from "../ack/log.js";
import { anyOf, type Core, explored } from "../core.js";
import { number32 } from "../terms.js";
import { ringStays } from "./bytes.js";
import { contracts } from "./contracts.js";
import { agreesAfter, isKnowing, needs } from "./log.js";
import { startNoting } from "./noted.js";
import { anyVersion, enteringOf } from "./sector.js";
import { beginOf } from "./write.js";

export function zeroStatement(core: Core): Statement {
  const moment = momentOf(core, "zero", (moment) => ({
    ...contracts(core)(moment),
    appendPad: "body",
  }));
  startNoting(moment);
  const { callable } = moment;
  const names = ["offset", "length", "kind"];
  const parameters = callable.type.parameters.map((type, at) => anyOf(names[at]!, type));
  const [offset, length] = parameters as [Term, Term, Term];
  const run = explored(explore(callable, parameters, moment.world));
  const hypotheses = isKnowing(moment);
  const { returned } = run;
  if (returned === undefined)
    return { hypotheses, obligations: [{ claim: "it returns", goal: FALSE }] };
  const { condition, results, world } = returned;
  const isAppended = all([condition, equal(results[0]!, watermarks.ADMITTED)]);
  const isRefused = all([condition, isNonzero(results[0]!)]);
  const position = beginOf(moment, recordSectors(moment, number32(0)));
  const zeroed = contents.touched(anyVersion(), enteringOf({ offset, length, position }, TRUE));
  return {
    hypotheses,
    obligations: [
      ...needs(run),
      ...agreesAfter(moment, isRefused, world, anyVersion()),
      ...agreesAfter(moment, isAppended, world, zeroed),
      ringStays(moment, isAppended, world),
    ],
  };
}
