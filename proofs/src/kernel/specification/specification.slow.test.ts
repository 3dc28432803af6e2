/** Some of the theorems about the specification are proved, one of each family at least, and their mutants refuted. */
import { test } from "node:test";
import { assertAllProved } from "../../testing/all-proved.js";
import { theorems } from "./index.js";

/** What a run asks; `ashlar prove spec --mutants` asks all, which takes most of an hour. */
const ASKED = [
  "spec/invariants/untypedRetype",
  "spec/integrity/cnodeCopy",
  "spec/integrity/cnodeDelete",
  "spec/availability/reclaim-begins",
  "spec/availability/reclaim-goes-on",
  "spec/confidentiality/cnodeDelete/unseen",
  "spec/confidentiality/cnodeDelete/own",
  "spec/confidentiality/cnodeDelete/policy",
];
const MUTANTS_MIN = 20;

test("they are proved with certificates, and what is wrong on purpose is refuted", () =>
  assertAllProved({
    what: "the kernel's specification",
    theorems: theorems().filter(({ id }) => ASKED.includes(id)),
    ...{ sample: ASKED.length, mutants_min: MUTANTS_MIN, isForV8: () => false, hidden_max: 0 },
    module: new URL("./index.js", import.meta.url),
  }));
