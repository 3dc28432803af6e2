import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { CommandFailed, killProcess, run, Service } from "./command.js";
import { cpu_s, processTree, treesCpu_s } from "./cpu.js";

function temporaryFolder(t: { after: (undo: () => void) => void }): string {
  const folder = mkdtempSync(join(tmpdir(), "ashlar-command-"));
  t.after(() => rmSync(folder, { recursive: true }));
  return folder;
}

test("run returns what a program printed and gives it its input", async () => {
  assert.equal(await run("cat", [], { input: "hello" }), "hello");
});

test("run says what a failing program said", async () => {
  await assert.rejects(run("sh", ["-c", "echo broken >&2; exit 7"]), (error: CommandFailed) => {
    assert.ok(error instanceof CommandFailed);
    assert.match(error.message, /status 7: broken/);
    return true;
  });
});

test("run kills a program at its time limit", async () => {
  await assert.rejects(run("sleep", ["60"], { timeout_ms: 50 }), /SIGKILL/);
});

test("a program that does not exist is an error, not a crash", async () => {
  await assert.rejects(run("/nowhere/program", []), /ENOENT/);
});

test("a service that ends before it is ready fails with its own words", async (t) => {
  const log = join(temporaryFolder(t), "log");
  const service = new Service("greeter", "sh", ["-c", "echo no luck; exit 3"], { log });
  await assert.rejects(
    service.until(() => false),
    /greeter ended with status 3: no luck/,
  );
});

test("a service that does not heed its signal is killed with its children", async (t) => {
  const log = join(temporaryFolder(t), "log");
  const script = "trap '' TERM; echo ready; sleep 60 & wait; wait";
  const service = new Service("stubborn", "sh", ["-c", script], { log });
  await service.until(() => service.logTail().includes("ready"));
  const tree = processTree(service.pid);
  assert.ok(tree.length >= 2, "the shell and its sleep");
  await service.stop("SIGTERM", 50);
  assert.equal(service.status, "SIGKILL");
});

test("processor time of a busy process grows; that of one that has ended is 0", async (t) => {
  const log = join(temporaryFolder(t), "log");
  const busy = new Service("busy", "sh", ["-c", "while :; do :; done"], { log });
  await busy.until(() => cpu_s(busy.pid) >= 0.05);
  await busy.kill();
  assert.equal(cpu_s(busy.pid), 0);
});

test("a child that is named beside its parent counts once, and can be left out", async (t) => {
  const log = join(temporaryFolder(t), "log");
  const script = "while :; do :; done & wait";
  const parent = new Service("parent", "sh", ["-c", script], { log });
  t.after(() => parent.kill());
  const busyChild = () => processTree(parent.pid).find((pid) => cpu_s(pid) >= 0.2);
  await parent.until(() => busyChild() !== undefined);
  const child = busyChild()!;
  process.kill(child, "SIGSTOP");
  assert.equal(treesCpu_s([parent.pid, child]), treesCpu_s([parent.pid]));
  assert.ok(treesCpu_s([parent.pid], [child]) <= treesCpu_s([parent.pid]) - 0.2);
});

test("no process is not everybody: 0 and -1 are refused", () => {
  for (const pid of [0, -1]) assert.throws(() => killProcess(pid), /no process to kill/);
});
