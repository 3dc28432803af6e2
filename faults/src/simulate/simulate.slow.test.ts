/** A fixed time of the simulator, with the commit's hash as seed: every commit tries other cases. */
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import type { Trace } from "./actions.js";
import { failureText } from "./failure-text.js";
import { Library } from "./library.js";
import type { Failure } from "./search.js";
import { simulate } from "./simulate.js";
import { newTally } from "./tally.js";

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

function keepTrace({ trace }: Failure): string {
  const file = join(mkdtempSync(join(tmpdir(), "ashlar-trace-")), "trace.json");
  writeFileSync(file, JSON.stringify(trace));
  return file;
}

test(`nothing acknowledged is lost in ${DURATION_MS / 1000} seconds of simulation`, async () => {
  const seed = seedOfCommit();
  const report = await simulate({ seed, duration_ms: DURATION_MS });
  const [failure] = report.failures;
  if (failure) assert.fail(`ASHLAR_SEED=${seed}: ${failureText(failure, keepTrace(failure))}`);
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
  const [failure] = report.failures;
  assert.match(failure!.smallest, /lost|not a prefix|foreign|no readable superblock/);
  const trace = JSON.parse(JSON.stringify(failure!.trace)) as Trace;
  const again = new Library("lying-sync").run(trace, newTally());
  assert.equal(again?.message, failure!.smallest, "its trace replays");
  assert.ok(failureText(failure!, "trace.json").split("\n").length < 80, "and is shown in short");
});
