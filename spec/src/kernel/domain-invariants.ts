/** What holds of domains, which are there from boot on, one after the other, and take turns. */
import * as numbers from "@ashlar/kernel/interface";
import { all, and, equal, type Term, uge, ule, ult } from "@ashlar/logic";
import type { Claim } from "../claim.js";
import { isOfType } from "./capability.js";
import { FIRST_DOMAIN, LAST_DOMAIN, RUNNING_DOMAIN } from "./fields.js";
import type { State } from "./state.js";

/** Of a page that there is. */
export function domainInvariants(state: State, page: Term): Claim[] {
  const [first, last] = [state.get(FIRST_DOMAIN), state.get(LAST_DOMAIN)];
  const running = state.get(RUNNING_DOMAIN);
  const isAmong = (one: Term) => and(uge(one, first), ule(one, last));
  return [
    {
      claim: "domains are where they were at boot",
      holds: equal(isOfType(state, page, numbers.DOMAIN), isAmong(page)),
    },
    {
      claim: "it is the turn of one of them",
      holds: all([isAmong(running), ult(last, state.pages)]),
    },
  ];
}
