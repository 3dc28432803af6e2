/** A simulated disk as a script uses it: serve, write, cut the power, read again. */
import assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { setTimeout } from "node:timers/promises";
import { nbd } from "@ashlar/disk";
import { PROGRAM } from "../system/ashlar-service.js";

function ashlar(...parameters: string[]) {
  return spawnSync(process.execPath, [PROGRAM, ...parameters], { encoding: "utf8" });
}

test("a disk with lying flushes loses what was flushed when its power is cut, and says so", async (t) => {
  const directory = mkdtempSync(join(tmpdir(), "ashlar-faults-"));
  const socket = join(directory, "d.sock");
  const faultLog = join(directory, "faults.log");
  const own = ["--socket", socket, "--fault-log", faultLog];
  const how = ["--size", "16M", "--seed", "7", "--model", "ssd-consumer", "--fault", "lying-flush"];
  const child = spawn(process.execPath, [PROGRAM, "faults", "serve", ...own, ...how]);
  t.after(() => {
    child.kill("SIGKILL");
    rmSync(directory, { recursive: true });
  });
  while (!existsSync(`${socket}.control`)) {
    assert.equal(child.exitCode, null, "it ended before it served");
    await setTimeout(20);
  }
  const client = await nbd.connect(socket);
  for (let at = 0; at < 32; at++) await client.write(at * 4096, Buffer.alloc(4096, 1));
  await client.flush();
  const { status, stdout } = ashlar("faults", "cut", socket, "--json");
  assert.equal(status, 0);
  const report = JSON.parse(stdout);
  assert.equal(report.pending, 32);
  const again = await nbd.connect(socket);
  assert.ok((await again.read(0, 32 * 4096)).includes(0));
  again.destroy();
  const strikes = readFileSync(faultLog, "utf8").trimEnd().split("\n");
  assert.equal(strikes.length, 1 + report.lost + report.torn);
  for (const strike of strikes) assert.equal(JSON.parse(strike).fault, "lying-flush");
  child.kill("SIGTERM");
  assert.deepEqual(await once(child, "exit"), [0, null]);
  assert.ok(!existsSync(socket));
});

test("a size of no whole sectors is refused", () => {
  const { status, stderr } = ashlar(
    "faults",
    "serve",
    "--socket",
    "/nowhere/d.sock",
    "--size",
    "1000",
  );
  assert.equal(status, 2);
  assert.match(stderr, /multiple of 512/);
});

test("a fault that nobody knows is refused, as is one whose chance is none", () => {
  for (const fault of ["gremlins", "stall:2", "stall:", "stall:0.1:1:1"]) {
    const own = ["--socket", "/nowhere/d.sock", "--size", "1M", "--fault", fault];
    const { status, stderr } = ashlar("faults", "serve", ...own);
    assert.equal(status, 2, fault);
    assert.match(stderr, /is not NAME/);
  }
});

test("a socket in no folder is refused with a code, and cutting what nobody serves says so", () => {
  const served = ashlar("faults", "serve", "--socket", "/nowhere/d.sock", "--size", "1M");
  assert.equal(served.status, 4);
  assert.match(served.stderr, /\/nowhere\/d\.sock.*\[cannot-listen\]/);
  const cut = ashlar("faults", "cut", "/nowhere/d.sock");
  assert.equal(cut.status, 1);
  assert.match(cut.stderr, /no `ashlar faults serve` answers at \/nowhere\/d\.sock\.control/);
});
