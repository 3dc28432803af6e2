/** Every theorem about crashes of the specification is proved, and every mutant tried refuted. */
import { test } from "node:test";
import { assertAllProved } from "../../testing/all-proved.js";
import { CRASH } from "./index.js";

test("all are proved with certificates, and the mutants refuted", () =>
  assertAllProved({
    ...{ what: "crashes", theorems: CRASH, sample: 8 },
    ...{ mutants_min: 72, isForV8: () => false, hidden_max: 0 },
  }));
