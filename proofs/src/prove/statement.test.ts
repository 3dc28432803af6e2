/** What becomes of a statement: proved with certificates, refuted with a state, or no verdict. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { add, bitVector, constant, equal, FALSE, ult, variable } from "@ashlar/logic";
import { proveStatement, type Statement } from "./statement.js";

const x = variable("x", bitVector(8));
const y = variable("y", bitVector(8));
const below = (limit: number) => ult(x, constant(8, limit));

const about = (statement: Partial<Statement>): Statement => ({
  hypotheses: [below(10)],
  obligations: [{ claim: "x is small", goal: below(20) }],
  ...statement,
});

test("what follows is proved", () => {
  assert.equal(proveStatement(() => about({})).verdict, "proved");
});

test("what does not follow is refuted by a state, which is replayed", () => {
  const obligations = [{ claim: "x is 3", goal: equal(x, constant(8, 3)) }];
  const replay = () => ({ says: "seen", trace: () => ["line by line"] });
  const proof = proveStatement(() => about({ obligations, replay }));
  assert.ok(proof.verdict === "refuted");
  assert.match(proof.reason, /^not so: x is 3; false for x = \d; seen$/);
  assert.deepEqual(proof.trace, ["line by line"]);
});

test("hypotheses that no state satisfies prove nothing", () => {
  const contradictory = about({ hypotheses: [below(10), ult(constant(8, 9), x)] });
  const proof = proveStatement(() => contradictory);
  assert.ok(proof.verdict === "unknown");
  assert.match(proof.reason, /no state is known/);
  const obligations = [{ claim: "anything", goal: FALSE, when: [FALSE] }];
  assert.equal(proveStatement(() => about({ obligations })).verdict, "unknown");
});

test("a guess refutes only where the hypotheses hold", () => {
  const obligations = [{ claim: "they differ", goal: ult(x, add(y, constant(8, 1))) }];
  const guess = (value: bigint) => new Map([[x, value]]);
  const refuted = proveStatement(() => about({ obligations, guesses: [guess(200n), guess(7n)] }));
  assert.ok(refuted.verdict === "refuted");
  assert.match(refuted.reason, /x = 7$/);
  const proved = proveStatement(() => about({ guesses: [guess(200n)] }));
  assert.equal(proved.verdict, "proved");
});
