/** What was proved need not be proved again, of whatever code it comes; by another prover it must. */
import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type TestContext, test } from "node:test";
import { variable } from "../term/build.js";
import { BOOLEAN } from "../term/sort.js";
import { ProvedStatements, provedOnce, recalling } from "./recall.js";
import type { Proof } from "./theorem.js";

const [X, Y] = ["x", "y"].map((name) => variable(name, BOOLEAN)) as [never, never];
const PROVED: Proof = { verdict: "proved", certificate_words: 3 };
const REFUTED: Proof = { verdict: "refuted", reason: "x = 1" };

/** A prover that counts how often it was asked; `proof` is what it finds. */
function counting(t: TestContext, proof: Proof) {
  const folder = mkdtempSync(join(tmpdir(), "ashlar-recall-"));
  t.after(() => rmSync(folder, { recursive: true }));
  let asked = 0;
  const search = () => {
    asked += 1;
    return proof;
  };
  const ask = (prover: string, ...says: never[][]) =>
    recalling(new ProvedStatements(folder, prover), () => provedOnce(says, search));
  return { ask, asked: () => asked };
}

test("the same statement is proved once, another one and by another prover again", (t) => {
  const { ask, asked } = counting(t, PROVED);
  assert.deepEqual(ask("prover", [X], [Y]), PROVED);
  assert.deepEqual(ask("prover", [X], [Y]), { ...PROVED, recalled: true });
  assert.equal(asked(), 1);
  assert.deepEqual(ask("prover", [X, Y]), PROVED);
  assert.deepEqual(ask("other prover", [X], [Y]), PROVED);
  assert.equal(asked(), 3);
});

test("what is not proved is not kept", (t) => {
  const { ask, asked } = counting(t, REFUTED);
  for (const _ of [1, 2]) assert.deepEqual(ask("prover", [X]), REFUTED);
  assert.equal(asked(), 2);
});

test("where nothing is kept everything is proved", () => {
  assert.deepEqual(
    provedOnce([[X]], () => PROVED),
    PROVED,
  );
});
