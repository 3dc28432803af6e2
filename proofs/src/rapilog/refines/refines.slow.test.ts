/** Every theorem about single calls is proved, every mutant refuted, and V8 shows each. */
import { test } from "node:test";
import { assertAllProved } from "../../testing/all-proved.js";
import { refinesTheorems } from "./index.js";

test("all are proved with certificates, and all mutants refuted", () =>
  assertAllProved({ theorems: refinesTheorems(), mutants_min: 350, hidden_max: 0 }));
