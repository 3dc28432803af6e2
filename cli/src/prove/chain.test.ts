/** What is printed of chains of proofs: whence verdicts come, and what is missing. */
import assert from "node:assert/strict";
import { test } from "node:test";
import type { TheoremResult } from "@ashlar/logic/prove";
import type { Chain, Link } from "@ashlar/validate/machine/chain";
import { chainText, verdictsOf } from "./chain.js";

const result = (id: string, verdict: TheoremResult["verdict"]): TheoremResult => ({
  ...{ id, says: "", verdict, seconds: 1, cached: false, recalled: false },
  ...{ certificate: null, certificate_words: 0, reason: null, trace: [] },
});

test("this run's verdict counts first, then what was kept; what nobody stated is open", () => {
  const kept = new Map([
    ["a", "proved" as const],
    ["b", "proved" as const],
    ["c", undefined],
  ]);
  const verdictOf = verdictsOf([result("a", "unknown"), result("m", "refuted")], kept);
  assert.deepEqual(["a", "b", "c", "d", "m"].map(verdictOf), [
    ...["unknown", "proved", "unknown", "open", "refuted"],
  ]);
});

const PROVED: Link = { verdict: "proved", of: 2, lacks: {} };
const NONE: Link = { verdict: "none", of: 0, lacks: {} };
const OPEN: Link = {
  verdict: "open",
  of: 3,
  lacks: { "kernel/refines/send": "open", x: "unknown" },
};
const LINKS: Chain["links"] = {
  ...{ integrity: PROVED, confidentiality: NONE, invariants: PROVED },
  "specification to wasm": OPEN,
  ...{ "wasm to machine code": PROVED, "way in and out": PROVED },
};

test("each entry has a row with a verdict for each link, and what chains wait for is told", () => {
  const whole: Chain = {
    ...{ entry: "poll", verdict: "proved" },
    links: { ...LINKS, "specification to wasm": PROVED },
  };
  const text = chainText([{ entry: "send", verdict: "open", links: LINKS }, whole]);
  assert.match(text, /^send +proved +– +proved +open \(2\) +proved +proved +open$/m);
  assert.match(text, /^poll +proved +– +proved +proved +proved +proved +proved$/m);
  assert.match(text, /^proved +2 +2 +2 +1 +2 +2 +1$/m);
  assert.match(
    text,
    /^Chains wait for:\n {2}kernel\/refines\/send: open, for send\n {2}x: unknown/m,
  );
});
