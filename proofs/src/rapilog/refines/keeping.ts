/** The events that keep the watermarks' invariants and promises, and what would break them. */

import { watermarks } from "@ashlar/spec";
import type { Keeping } from "./budget.js";
import { ATTACH } from "./placing.js";
import { MARK_EVENTS } from "./watermarks.js";

const KEPT =
  "if the specification's invariants hold before, they hold after it, and so do its promises: watermarks never go back; what is acknowledged now is beyond the journal by no more than the budget in force, which is none while power or journal fails";

/** Power and fault ignored, another budget, another limit, the wrong watermark set. */
const BREAKING = [/^i32\.eqz/, /^i64\.(add|lt_u|gt_u)/, /^global\.set [3-6]/, /^global\.get 8/];

export const KEEPING: readonly Keeping[] = [
  ...MARK_EVENTS.map((described) => ({
    described,
    goesOn: true,
    breaks: BREAKING,
    says: `${described.name}: ${KEPT}`,
  })),
  {
    described: ATTACH,
    goesOn: false,
    before: ({ parameters }) => [watermarks.isFarFromEnd(parameters[3]!)],
    breaks: [/^global\.set [3-7]/],
    says: "attach: whatever was before, the specification's invariants hold after it",
  },
];
