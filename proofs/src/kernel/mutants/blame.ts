/** Faults in which argument a refusal blames. */
import type { Mutant } from "@ashlar/rapilog/mutants";
import { fault } from "./fault.js";

export const BLAME: readonly Mutant[] = [
  fault(
    "the argument behind the right one is to blame",
    "system-call.ts",
    "argument + 1",
    "argument + 2",
  ),
  fault(
    "nobody is to blame for an endpoint that is not there",
    "message.ts",
    "answer(current(), refusalOf(found, 0));",
    "answer(current(), refusalOf(found, 0) & 0xff);",
  ),
  fault(
    "the space is to blame for what is in none of its slots",
    "cnode.ts",
    "blame(NO_CAPABILITY, 3)",
    "blame(NO_CAPABILITY, 2)",
  ),
  fault(
    "the slot that is empty is to blame for the one in use",
    "cnode.ts",
    "DONE : blame(IN_USE, 1)",
    "DONE : blame(IN_USE, 3)",
  ),
  fault(
    "the target's slot is to blame for the Indirection",
    "indirection.ts",
    "blame(IN_USE, 0)",
    "blame(IN_USE, 1)",
  ),
  fault(
    "a range's beginning is to blame for its end",
    "untyped.ts",
    "first >= end) return blame(OUT_OF_RANGE, 4)",
    "first >= end) return blame(OUT_OF_RANGE, 3)",
  ),
  fault(
    "the frame is to blame for the rights that are asked for",
    "frame.ts",
    "capability == NO_RIGHT ? 3 : 0",
    "0",
  ),
  fault(
    "the index is to blame for the badge",
    "frame.ts",
    "blame(OUT_OF_RANGE, 0)",
    "blame(OUT_OF_RANGE, 2)",
  ),
  fault("the table is to blame for its entry", "table.ts", "blame(IN_USE, 2)", "blame(IN_USE, 1)"),
  fault(
    "the notification is to blame for the domain",
    "interrupt.ts",
    "refusalOf(domain, 2)",
    "refusalOf(domain, 1)",
  ),
  fault(
    "somebody is to blame for a reply that is owed",
    "endpoint.ts",
    "if (mustReplyFirst) answer(current(), IN_USE)",
    "if (mustReplyFirst) answer(current(), IN_USE | 0x800)",
  ),
];
