/** Every theorem about the plan is proved, and every mutant tried refuted; of most V8 shows it. */
import { test } from "node:test";
import { assertAllProved } from "../../testing/all-proved.js";
import { planTheorems } from "./index.js";

/** A check that a right sort always passes, and bounds that it never comes to; what only bad memory
 * would show. */
const HIDDEN_MAX = 30;

const WITHOUT_CODE = ["tables", "home"].map((name) => `rapilog/refines/plan-${name}`);

test("all are proved with certificates, and the mutants refuted", () =>
  assertAllProved({
    ...{ what: "the plan", theorems: planTheorems(), sample: 4 },
    ...{ mutants_min: 250, hidden_max: HIDDEN_MAX },
    isForV8: ({ theorem }) => !WITHOUT_CODE.includes(theorem),
  }));
