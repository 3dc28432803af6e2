/** Every theorem about single calls is proved, every mutant tried refuted, and V8 shows each. */
import { test } from "node:test";
import { assertAllProved } from "../../testing/all-proved.js";
import { refinesTheorems } from "./index.js";

test("all are proved with certificates, and the mutants refuted", () =>
  assertAllProved({
    ...{ what: "single calls", theorems: refinesTheorems(), sample: 8 },
    ...{ mutants_min: 350, hidden_max: 0 },
  }));
