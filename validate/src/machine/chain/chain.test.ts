/** A chain is as strong as its weakest link, and what is not stated is not forgotten. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { chainOf, type LinkVerdict, type VerdictOf } from "./chain.js";
import type { Needed } from "./links.js";

const NEEDED: Needed = {
  integrity: ["i"],
  confidentiality: [],
  invariants: ["v", "w"],
  "specification to wasm": ["s"],
  "wasm to machine code": ["m"],
  "way in and out": ["t"],
};

const chainWith = (verdicts: Readonly<Record<string, ReturnType<VerdictOf>>>) =>
  chainOf("send", NEEDED, (id) => verdicts[id] ?? "proved");

test("what is proved link by link is proved", () => {
  const { verdict, links } = chainWith({});
  assert.equal(verdict, "proved");
  assert.equal(links.confidentiality.verdict, "none");
  assert.deepEqual(links.invariants, { verdict: "proved", of: 2, lacks: {} });
});

test("one theorem that is less than proved is what the chain is", () => {
  for (const one of ["unknown", "open", "refuted"] as const)
    for (const id of Object.values(NEEDED).flat()) {
      const { verdict, links } = chainWith({ [id]: one });
      assert.equal(verdict, one);
      const lacking = Object.values(links).filter(
        ({ verdict: of }) => of !== "proved" && of !== "none",
      );
      assert.deepEqual(
        lacking.map(({ lacks }) => lacks),
        [{ [id]: one }],
      );
    }
});

test("the worst of several counts", () => {
  const worst = (v: LinkVerdict, w: LinkVerdict) =>
    chainWith({ v, w } as Record<string, ReturnType<VerdictOf>>).links.invariants.verdict;
  assert.equal(worst("unknown", "open"), "open");
  assert.equal(worst("refuted", "open"), "refuted");
  assert.equal(worst("proved", "unknown"), "unknown");
});
