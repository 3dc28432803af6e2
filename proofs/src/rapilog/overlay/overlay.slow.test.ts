/** Every theorem about the overlay is proved, every mutant tried refuted; of the code's V8 shows it. */
import { test } from "node:test";
import { assertAllProved } from "../../testing/all-proved.js";
import { overlayTheorems } from "./index.js";

/** What V8 can be brought to from outside, by a call that begins in the counterexample's state or by a
 * short history. */
const IN_V8 = [
  ...["overlay-find", "overlay-age", "overlay-forget", "overlay-put-claims", "overlay-put-writes"],
  ...["overlay-stretch-step", "read-step"],
].map((name) => `rapilog/refines/${name}`);
/** Rounds too many of a loop over sectors ask for the age of what no slot has. */
const HIDDEN_MAX = 2;

test("all are proved with certificates, and the mutants refuted", () =>
  assertAllProved({
    ...{ what: "the overlay", theorems: overlayTheorems(), sample: 4 },
    ...{ mutants_min: 250, hidden_max: HIDDEN_MAX },
    isForV8: ({ theorem }) => IN_V8.includes(theorem),
  }));
