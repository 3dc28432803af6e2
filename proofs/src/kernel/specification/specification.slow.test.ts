/** Of a sample of the theorems about the specification each is proved, and of some the mutants refuted. */
import { test } from "node:test";
import { sampleOfRun } from "@ashlar/rapilog/random";
import { assertAllProved } from "../../testing/all-proved.js";
import { theorems } from "./index.js";

/** A run asks so many; all with ASHLAR_EVERY=1. */
const SAMPLE = 3;

test("they are proved with certificates", () =>
  assertAllProved({
    what: "the kernel's specification",
    theorems: sampleOfRun("theorems of the specification", theorems(), SAMPLE),
    ...{ sample: 2, mutants_min: 0, isForV8: () => false, hidden_max: 0 },
    module: new URL("./index.js", import.meta.url),
  }));
