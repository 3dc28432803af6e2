/** `ashlar faults run` as it is typed: its exit statuses, and a laboratory that is killed itself. */
import assert from "node:assert/strict";
import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import {
  existsSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { PROGRAM } from "../system/ashlar-service.js";
import { waitFor } from "../system/command.js";

const folder = mkdtempSync(join(tmpdir(), "ashlar-faults-run-"));
after(() => rmSync(folder, { recursive: true, force: true }));

function disk(name: string): string {
  const path = join(folder, name);
  writeFileSync(path, "");
  truncateSync(path, 2 * 1024 ** 2);
  return path;
}

function parameters(target: string, ...more: string[]): string[] {
  const load = ["--workers", "2", "--depth", "2", "--load", "300ms", "--promise", "every"];
  return [PROGRAM, "faults", "run", target, ...load, ...more];
}

function ran(target: string, ...more: string[]) {
  const { status, stdout, stderr } = spawnSync("node", parameters(target, "--json", ...more), {
    encoding: "utf8",
  });
  return { status, stderr, report: stdout === "" ? undefined : JSON.parse(stdout) };
}

test("clean is status 0, a broken promise 1, a refused target 4", () => {
  const target = disk("statuses");
  const page = join(folder, "page.html");
  const clean = ran(target, "--cut", "true", "--cycles", "2", "--report", page);
  assert.equal(clean.status, 0, clean.stderr);
  assert.equal(clean.report.cycles, 2);
  assert.deepEqual(clean.report.failures, []);
  assert.match(readFileSync(page, "utf8"), /Clean/);

  const refused = ran(target, "--cut", "true");
  assert.equal(refused.status, 4);
  assert.match(refused.stderr, /records of a former run.*\[target-holds-data\]/);

  const blank = disk("blank");
  const broken = ran(target, "--erase", "--cut", `cp ${blank} ${target}`, "--cycles", "1");
  assert.equal(broken.status, 1);
  assert.ok(broken.report.failures.length > 0);
  assert.deepEqual(Object.keys(broken.report.failures[0]).slice(0, 3), ["kind", "cycle", "lba"]);
});

test("a run stopped before its first power failure has shown nothing: status 1", async () => {
  const options = ["--cut", "true", "--load", "20s"];
  const child = spawn("node", parameters(disk("stopped"), ...options));
  let [steps, said] = ["", ""];
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    steps += text;
  });
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    said += text;
  });
  const ended = once(child, "close");
  await waitFor("the load", 20_000, () => steps.includes("under load"));
  child.kill("SIGINT");
  assert.deepEqual(await ended, [1, null]);
  assert.match(said, /nothing was tested/);
});

/** The events that a run's ledger holds by now, 16 bytes each. */
const ledgerEvents = (state: string) => statSync(`${state}.ledger`).size / 16;

/** Kills a run while it writes its second cycle, and knows of writes that were acknowledged. */
async function interrupted(target: string, state: string, signal: NodeJS.Signals): Promise<void> {
  const options = ["--cut", "true", "--cycles", "2", "--state", state, "--load", "20s"];
  const first = ran(target, "--cut", "true", "--cycles", "1", "--state", state);
  assert.equal(first.status, 0, first.stderr);
  const child: ChildProcess = spawn("node", parameters(target, ...options), { stdio: "ignore" });
  const ended = new Promise<number | null>((resolve) => child.once("exit", resolve));
  await waitFor("the second cycle", 20_000, () => {
    const text = readFileSync(state, "utf8");
    return text.includes('"underLoad":true') && existsSync(`${state}.base-2`);
  });
  await waitFor("a hundred events in the ledger", 20_000, () => ledgerEvents(state) >= 100);
  child.kill(signal);
  const status = await ended;
  if (signal === "SIGINT") assert.equal(status, 0);
}

for (const signal of ["SIGKILL", "SIGINT"] as const)
  test(`a run that ended by ${signal} goes on, and judges the cycle it was in`, async () => {
    const target = disk(signal);
    const state = join(folder, `${signal}.state`);
    await interrupted(target, state, signal);
    const { status, report, stderr } = ran(
      target,
      "--cut",
      "true",
      "--cycles",
      "3",
      "--state",
      state,
    );
    assert.equal(status, 0, stderr);
    assert.equal(report.cycles, 3);
    assert.equal(report.history[1].interrupted, true);
    assert.ok(report.history[1].tally.acknowledged > 0, "the ledger knew what was acknowledged");
  });

test("what a killed run had been told is safe is missed when it is gone", async () => {
  const target = disk("lost");
  const state = join(folder, "lost.state");
  await interrupted(target, state, "SIGKILL");
  truncateSync(target, 0);
  truncateSync(target, 2 * 1024 ** 2);
  const { status, report } = ran(target, "--cut", "true", "--cycles", "2", "--state", state);
  assert.equal(status, 1);
  assert.ok(report.lost > 0);
});
