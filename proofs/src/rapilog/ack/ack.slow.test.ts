/** Every theorem about appending is proved, and every mutant tried refuted. */
import { test } from "node:test";
import { assertAllProved } from "../../testing/all-proved.js";
import { ackTheorems } from "./index.js";

/**
 * Frames are about calls whose callees are arbitrary, in their loops too: V8 shows what such a call
 * does from its start only. Of recover, what shows while power or journal fails, or by the record after the next.
 */
const HIDDEN_MAX = 24;

test("all are proved with certificates, and the mutants refuted", () =>
  assertAllProved({
    ...{ what: "appending", theorems: ackTheorems(), sample: 5 },
    ...{ mutants_min: 150, hidden_max: HIDDEN_MAX },
  }));
