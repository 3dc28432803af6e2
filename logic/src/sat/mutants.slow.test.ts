/**
 * Faults planted in the solver and in the checker, one at a time.
 *
 * A faulty solver may do anything but one thing: get a wrong `unsat` accepted. And that it is
 * faulty must show. A faulty checker must be noticed by what it has to reject.
 */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { describe, test } from "node:test";
import { fileURLToPath } from "node:url";
import { sampleOfRun } from "@ashlar/rapilog/random";
import { CHECKER_MUTANTS } from "./testing/checker-mutants.js";
import type { Mutant } from "./testing/mutant.js";
import { SOLVER_MUTANTS } from "./testing/solver-mutants.js";

/** What is faulty may never end; that is noticed too. */
const TRIAL_LIMIT_MS = 4000;
const CORPUS_LIMIT_MS = 15_000;
/** A run tries so many of each; all with ASHLAR_EVERY=1. */
const [SOLVER_SAMPLE, CHECKER_SAMPLE] = [3, 3];
const room = fileURLToPath(new URL("../..", import.meta.url));
const root = join(room, "..");
const trial = relative(room, fileURLToPath(new URL("./testing/trial.js", import.meta.url)));

/** Runs `body` in a copy of the compiled room. */
function inCopy(body: (directory: string) => void): void {
  const directory = mkdtempSync(join(tmpdir(), "ashlar-mutant-"));
  try {
    for (const part of ["assembly", "dist", "package.json"])
      cpSync(join(room, part), join(directory, part), { recursive: true });
    symlinkSync(join(root, "node_modules"), join(directory, "node_modules"));
    body(directory);
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

function plant(path: string, { fault, original, planted }: Mutant): void {
  const source = readFileSync(path, "utf8");
  assert.ok(source.includes(original), `the line to change is there: ${fault}`);
  writeFileSync(
    path,
    source.replace(original, () => planted),
  );
}

function compile(directory: string): void {
  const asc = join(root, "node_modules/assemblyscript/bin/asc.js");
  const out = ["--outFile", "dist/solver.wasm", "--textFile", "dist/solver.wat"];
  const config = ["--config", join(room, "asconfig.json"), "--target", "release"];
  const { status, stderr } = spawnSync(
    process.execPath,
    [asc, "assembly/sat/index.ts", ...config, ...out],
    { cwd: directory, encoding: "utf8" },
  );
  assert.equal(status, 0, stderr);
}

/** What came of the problems of `testing/trial.ts`, as far as it got. */
function tryOut(directory: string): { right: number; wrong: number; noticed: number } {
  const options = { encoding: "utf8", timeout: TRIAL_LIMIT_MS } as const;
  const { stdout, status } = spawnSync(process.execPath, [join(directory, trial)], options);
  const count = (word: string) => stdout.split("\n").filter((line) => line === word).length;
  const ended = status === 0 ? 0 : 1;
  return { right: count("right"), wrong: count("wrong"), noticed: count("noticed") + ended };
}

test("without a fault everything is right", () =>
  inCopy((directory) => {
    compile(directory);
    const { right, wrong, noticed } = tryOut(directory);
    assert.ok(right > 100);
    assert.deepEqual([wrong, noticed], [0, 0]);
  }));

describe("no wrong verdict is accepted from a solver in which", () => {
  for (const mutant of sampleOfRun("solver mutants", SOLVER_MUTANTS, SOLVER_SAMPLE))
    test(mutant.fault, () =>
      inCopy((directory) => {
        plant(join(directory, "assembly/sat", mutant.file), mutant);
        compile(directory);
        const { wrong, noticed } = tryOut(directory);
        assert.equal(wrong, 0, "a wrong verdict was accepted");
        assert.ok(noticed > 0, "nothing shows this fault");
      }),
    );
});

function rejectsAsItShould(directory: string): boolean {
  const environment: NodeJS.ProcessEnv = { ...process.env, ASHLAR_SEED: "1" };
  // Or the inner runner would think that it is a child of this one.
  delete environment["NODE_TEST_CONTEXT"];
  const judge = join(directory, "dist/sat/checker.test.js");
  const options = { env: environment, timeout: CORPUS_LIMIT_MS };
  return spawnSync(process.execPath, [judge], options).status === 0;
}

test("a checker without a fault passes its own test", () =>
  inCopy((directory) => assert.ok(rejectsAsItShould(directory))));

describe("the must-reject corpus notices a checker in which", () => {
  for (const mutant of sampleOfRun("checker mutants", CHECKER_MUTANTS, CHECKER_SAMPLE))
    test(mutant.fault, () =>
      inCopy((directory) => {
        plant(join(directory, "dist/sat", mutant.file), mutant);
        assert.equal(rejectsAsItShould(directory), false, "the corpus passes with this fault");
      }),
    );
});
