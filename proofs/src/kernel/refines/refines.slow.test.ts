/** The kernel's code does what the specification says, and faults in it are noticed. */
import { test } from "node:test";
import { assertAllProved } from "../../testing/all-proved.js";
import { theorems } from "./index.js";

test("all are proved with certificates, and the mutants refuted", () =>
  assertAllProved({
    ...{ what: "the kernel's code", theorems: theorems(), sample: 1 },
    ...{ mutants_min: 100, hidden_max: 0, isForV8: () => false },
    module: new URL("./index.js", import.meta.url),
  }));
