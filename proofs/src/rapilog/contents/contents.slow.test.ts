/** Every theorem about contents is proved, every mutant tried refuted; of events' V8 shows it. */
import { test } from "node:test";
import { assertAllProved } from "../../testing/all-proved.js";
import { contentsTheorems } from "./index.js";

/** Where what is wrong must come out in a short history of writes, ranges and recoveries. */
const IN_V8 = ["rapilog/refines/write-end"];

test("all are proved with certificates, and the mutants refuted", () =>
  assertAllProved({
    ...{ what: "contents", theorems: contentsTheorems(), sample: 2 },
    ...{ mutants_min: 120, hidden_max: 0 },
    isForV8: ({ theorem }) => IN_V8.includes(theorem),
  }));
