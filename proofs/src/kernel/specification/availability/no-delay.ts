/** `spec/availability/no-delay`: whatever anybody does, it takes no longer to get a page back. */
import { all, any, equal, implies, not, ule, ult } from "@ashlar/logic";
import { fields, type State } from "@ashlar/spec/kernel";
import type { Obligation, Statement } from "../../../prove/statement.js";
import { anyState } from "../any-state.js";
import type { Entry } from "../entries.js";
import { isFree, PAGE, THREAD, wholeOf } from "../moment.js";
import { isDying, stepsLeft, waitsAt } from "./dying.js";

/** Whoever is put in a queue is put in another one; change by change, because that is quicker. */
const joinsElsewhere = ({ changes }: State): Obligation[] =>
  changes.flatMap((change) =>
    "field" in change && change.field === fields.THREAD.queue
      ? [
          {
            claim: "who begins to wait does so elsewhere",
            goal: implies(change.when, not(equal(change.value, PAGE))),
          },
        ]
      : [],
  );

/** Of more changes than these it is asked at once, because that is quicker then. */
const MANY = 10;

/** Of any page that is dying. */
export function noDelay(entry: Entry): Statement {
  const { before, after, when, perhaps } = wholeOf(entry, anyState());
  const isSameType = equal(after.get(fields.TYPE, PAGE), before.get(fields.TYPE, PAGE));
  const joins = joinsElsewhere(after);
  return {
    hypotheses: [...when, ...perhaps, ult(PAGE, before.pages), isDying(before, PAGE)],
    obligations: [
      {
        claim: "it is still dying, or free",
        goal: any([isFree(after, PAGE), all([isDying(after, PAGE), isSameType])]),
      },
      {
        claim: "it takes no more steps to get it back",
        goal: ule(stepsLeft(after, PAGE), stepsLeft(before, PAGE)),
      },
      ...joins,
      {
        claim: "nobody waits there who did not wait there before",
        goal: implies(waitsAt(after, THREAD, PAGE), waitsAt(before, THREAD, PAGE)),
        when: joins.map(({ goal }) => goal),
      },
    ],
    together: joins.length > MANY,
  };
}
