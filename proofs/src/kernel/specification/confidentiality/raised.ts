/**
 * A notification may be what both sides name. If the observer sees it, all that is done with it is
 * seen. If not, what is signalled there changes nothing that is seen, and the rest of the step looks
 * only at what is: so it is the same in two states that look the same.
 */
import * as numbers from "@ashlar/kernel/interface";
import { equal, not } from "@ashlar/logic";
import { number64 } from "@ashlar/spec";
import { fields, type Outlook, raise } from "@ashlar/spec/kernel";
import type { Statement } from "../../../prove/statement.js";
import { any, anyArguments, anyPage, anyState } from "../any-state.js";
import { watched } from "../paths.js";
import { respected } from "./claims.js";
import { isClosed, isLow } from "./labels.js";
import { isDomain, usedOf } from "./step.js";
import { isLowTurn } from "./view.js";

const ZERO = number64(0);

/** A step in which nothing is signalled: what it looks at after that is as it was. */
export const UNSIGNALLED: Outlook = {
  routine: ({ name }, before) => (name === "raise" ? before : undefined),
};

type Raise = typeof raise;

/** That in a low turn what is signalled to a closed notification of the other side is not seen. */
export function raisedStatement(raised: Raise = raise): Statement {
  const { state, seen } = watched(anyState());
  const notification = anyPage("notification");
  const after = raised(state, notification, any("bits"));
  const obligations = respected({ before: anyState(), after, seen: [], perhaps: [] });
  const known = usedOf(anyState(), seen(), anyArguments());
  return {
    hypotheses: [
      ...[isLow(ZERO), not(isClosed(ZERO)), isLowTurn(anyState())],
      isDomain(anyState(), anyState().get(fields.RUNNING_DOMAIN)),
      ...[isClosed(notification), not(isLow(notification))],
      equal(anyState().get(fields.TYPE, notification), number64(numbers.NOTIFICATION)),
      ...known,
    ],
    obligations,
    together: true,
  };
}
