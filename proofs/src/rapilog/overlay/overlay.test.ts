/** The quick theorems are proved here too, and what is wrong is shown by V8. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { overlayTheorems } from "./index.js";

const QUICK = [
  ...["overlay-find", "overlay-put-slot", "overlay-put-page", "overlay-sweep", "overlay-room"],
  ...["read-start", "read-step"],
];

function theorem(name: string) {
  const found = overlayTheorems().find(({ id }) => id === `rapilog/refines/${name}`);
  assert.ok(found, name);
  return found;
}

for (const name of QUICK)
  test(`${name} is proved`, () => {
    assert.equal(theorem(name).prove().verdict, "proved");
  });

test("a core that forgets what it keeps is refuted, and V8 shows it", () => {
  const [kept] = theorem("overlay-forget")
    .mutants()
    .filter(({ id }) => id.includes("i32.const -2"));
  const proof = kept!.prove();
  assert.ok(proof.verdict === "refuted");
  assert.match(proof.reason, /keeps its page.*V8: leaves/);
});

test("forgetting is not what is said if a page may have two slots", () => {
  const [mutant] = theorem("overlay-forget-page").mutants();
  assert.equal(mutant!.prove().verdict, "refuted");
});
