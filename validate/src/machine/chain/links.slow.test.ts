/** Chains need what there is: no theorem that is stated of an entry is left out, none made up. */
import assert from "node:assert/strict";
import { before, describe, test } from "node:test";
import { COMPILER, missing } from "@ashlar/board/riscv";
import { theorems as specified } from "@ashlar/proofs/kernel/specification";
import { theorems as refined } from "@ashlar/proofs/kernel/theorems";
import { KernelFunctions } from "../functions/index.js";
import { kernelSubject } from "../kernel.js";
import { ENTRIES, type Needed, neededFor } from "./links.js";

/** What no chain is about: lemmas of others, who gets memory back, and what programs do meanwhile. */
const BESIDE = /^spec\/(availability|mapping|user-step)\//;

describe("the chain of proofs", { skip: missing(COMPILER) ?? false }, () => {
  let needed = new Map<string, Needed>();
  let functions: KernelFunctions;
  before(async () => {
    functions = new KernelFunctions(await kernelSubject(2));
    needed = new Map(ENTRIES.map((entry) => [entry, neededFor(entry, functions)]));
  });

  test("all that is stated of the kernel is needed by some entry", () => {
    const ids = new Set([...needed.values()].flatMap((links) => Object.values(links).flat()));
    const stated = [...specified(), ...refined(), ...functions.theorems()].map(({ id }) => id);
    assert.deepEqual(
      stated.filter((id) => !ids.has(id) && !BESIDE.test(id)),
      [],
    );
  });

  test("each entry needs what is said of it, and functions that the image has", () => {
    const images = new Set(functions.theorems().map(({ id }) => id));
    for (const [entry, links] of needed) {
      assert.ok(links["specification to wasm"].includes(`kernel/refines/${entry}`));
      assert.ok(links["wasm to machine code"].includes(`machine/kernel/${entry}_0`), entry);
      assert.ok(links["wasm to machine code"].every((id) => images.has(id)));
      if (entry !== "boot")
        assert.ok(links.integrity.length > 0 && links.confidentiality.length > 2);
    }
  });

  test("an entry in which threads wait needs the lemmas about queues, another one does not", () => {
    const lemmas = (entry: string) =>
      needed.get(entry)!.invariants.filter((id) => id.startsWith("spec/invariants/queues/"));
    assert.ok(lemmas("wait").length > 30);
    assert.deepEqual(lemmas("cnodeCopy"), []);
  });
});
