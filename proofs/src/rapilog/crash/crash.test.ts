/** Theorems about crashes of the specification are proved, and wrong ones refuted; the quick ones. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { CRASH } from "./index.js";

function theorem(name: string) {
  const found = CRASH.find(({ id }) => id === `rapilog/crash/${name}`);
  assert.ok(found, name);
  return found;
}

test("a new disk is sound, and stays so when home is synced", () => {
  for (const name of ["start", "step-home-sync"])
    assert.equal(theorem(name).prove().verdict, "proved", name);
});

test("a read that does not ask the vault is refuted", () => {
  const [mutant] = theorem("client-crashes")
    .mutants()
    .filter(({ id }) => id.includes("the vault is not asked"));
  assert.equal(mutant!.prove().verdict, "refuted");
});

test("each row of the failure table has its theorem", () => {
  const rows = ["client-crashes", "server-killed", "keeper-killed", "power-fails-with-warning"];
  rows.push("stopped", "power-fails-without-warning", "backing-error");
  assert.deepEqual(
    rows.map((name) => theorem(name).id.split("/").at(-1)),
    rows,
  );
});
