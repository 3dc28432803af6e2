/** A fixed time of the simulator, with the commit's hash as seed: every commit tries other cases. */
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { test } from "node:test";
import { simulate } from "./simulate.js";

const DURATION_MS = 30_000;

/** From the environment, to replay; else from the commit; else the same for all. */
function seedOfCommit(): number {
  const given = process.env["ASHLAR_SEED"];
  if (given !== undefined) return Number(given);
  try {
    const hash = execFileSync("git", ["rev-parse", "HEAD"], { encoding: "utf8", stdio: "pipe" });
    return Number.parseInt(hash.slice(0, 8), 16);
  } catch {
    return 1;
  }
}

test(`nothing acknowledged is lost in ${DURATION_MS / 1000} seconds of simulation`, async () => {
  const seed = seedOfCommit();
  const report = await simulate({ seed, duration_ms: DURATION_MS });
  const [failure] = report.failures;
  const told = `ASHLAR_SEED=${seed}: ${JSON.stringify(failure, undefined, 1)}`;
  assert.equal(failure, undefined, told);
  assert.ok(report.tally.operations > 1000, "the simulator has simulated");
  assert.ok(report.tally.cuts > 1000);
});

test("the canary: with disks whose syncs lie it fails", async () => {
  const report = await simulate({
    seed: 1,
    duration_ms: 60_000,
    workers: 1,
    oddity: "lying-sync",
  });
  assert.equal(report.failures.length, 1);
  assert.match(report.failures[0]!.smallest, /lost|not a prefix|foreign|no readable superblock/);
});
