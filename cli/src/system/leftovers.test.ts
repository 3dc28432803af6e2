import assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { ownedFolder, removeLeftovers } from "./leftovers.js";

const MODULE = new URL("./leftovers.js", import.meta.url).href;

/** A run that makes a folder and ends as one that is killed: nothing is cleaned up. */
function deadRun(parent: string): string {
  const program = `
    import { ownedFolder } from ${JSON.stringify(MODULE)};
    console.log(ownedFolder(${JSON.stringify(parent)}, "dead"));`;
  const run = spawnSync(process.execPath, ["--input-type=module", "-e", program]);
  return run.stdout.toString().trim();
}

test("folder and processes of a dead run go, those of a living one stay", async (t) => {
  const parent = mkdtempSync(join(tmpdir(), "leftovers-"));
  t.after(() => rmSync(parent, { recursive: true }));
  const [left, living] = [deadRun(parent), ownedFolder(parent, "living")];
  const sleeper = (folder: string) =>
    spawn(process.execPath, ["-e", "setTimeout(() => {}, 60_000)", `${folder}/disk.img`]);
  const [orphan, child] = [sleeper(left), sleeper(living)];
  t.after(() => child.kill("SIGKILL"));
  const ended = once(orphan, "exit");
  assert.ok(existsSync(left));
  await removeLeftovers(parent);
  assert.deepEqual(await ended, [null, "SIGKILL"]);
  assert.ok(!existsSync(left));
  assert.ok(existsSync(living));
  assert.equal(child.exitCode ?? child.signalCode, null);
});

test("a folder that names nobody is not touched", async (t) => {
  const parent = mkdtempSync(join(tmpdir(), "leftovers-"));
  t.after(() => rmSync(parent, { recursive: true }));
  const other = mkdtempSync(join(parent, "ashlar-other-"));
  await removeLeftovers(parent);
  assert.ok(existsSync(other));
});
