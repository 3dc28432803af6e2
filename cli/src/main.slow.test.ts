/** The command as a script sees it: exit statuses, what is refused, and one disk's whole life. */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { nbd } from "@ashlar/disk";
import { AshlarService, PROGRAM } from "./system/ashlar-service.js";
import { run } from "./system/command.js";
import { invoked } from "./testing/invoked.js";
import { memoryFolder } from "./testing/memory-folder.js";

const WRONG_USAGE = /error: .*\n\(--help tells more\)/;

function ashlar(...parameters: string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [PROGRAM, ...parameters], {
    encoding: "utf8",
  });
  return { status, stdout, stderr };
}

test("a script sees help as status 0 and wrong usage as 2", () => {
  const help = ashlar("--help");
  assert.deepEqual([help.status, help.stderr], [0, ""]);
  assert.match(help.stdout, /Exit status: 0 done/);
  const { status, stdout, stderr } = ashlar("bogus");
  assert.deepEqual([status, stdout], [2, ""]);
  assert.match(stderr, WRONG_USAGE);
});

for (const [what, code, parameters] of [
  ["a disk that is none", "not-a-disk", ["serve", "FOLDER", "--socket", "FOLDER/s"]],
  ["a disk that is not there", "no-such-file", ["serve", "FOLDER/x", "--socket", "FOLDER/s"]],
  ["a socket in no directory", "cannot-listen", ["serve", "FOLDER/disk", "--socket", "FOLDER/x/s"]],
  [
    "a journal's size that is no power of two",
    "journal-size",
    ["serve", "FOLDER/disk", "--socket", "FOLDER/s", "--journal-size", "3M"],
  ],
  ["to recover a disk that is not there", "no-such-file", ["recover", "FOLDER/x"]],
  ["the status of what nobody serves", "no-vault", ["status"]],
] as const)
  test(`refused with status 4 and a code, and nothing is left: ${what}`, async (t) => {
    const folder = memoryFolder(t);
    const disk = join(folder, "disk");
    writeFileSync(disk, Buffer.alloc(65_536));
    const given = parameters.map((one) => one.replace("FOLDER", folder));
    // A service ends with its process.
    const { status, stderr } = await (parameters[0] === "serve" ? ashlar : invoked)(
      ...given,
      ...["--vault", join(folder, "vault")],
    );
    assert.equal(status, 4, stderr);
    assert.match(stderr, new RegExp(`^ashlar: .*\\[${code}\\]$`, "m"));
    assert.doesNotMatch(stderr, /everything is home/);
    assert.ok(!existsSync(`${disk}.journal`));
  });

test("a power failure that nobody hears of is an error", async (t) => {
  const folder = memoryFolder(t);
  const { status, stderr } = await invoked("power-fail", "--all", folder);
  assert.equal(status, 4);
  assert.match(stderr, /\[no-vault\]/);
  const alone = ashlar("power-fail", "--vault", folder);
  assert.equal(alone.status, 1);
  assert.match(alone.stdout, /no keeper runs here/);
});

test("a machine without the tools is told what to install: status 3 and a code", () => {
  const { status, stderr } = spawnSync(
    process.execPath,
    [PROGRAM, "faults", "database", "sqlite"],
    { encoding: "utf8", env: { PATH: "" } },
  );
  assert.equal(status, 3);
  assert.match(stderr, /qemu-system-x86_64 \(apt-get install qemu-system-x86\).*\[tools-missing\]/);
});

test("a service that is not there is a failure: status 1", (t) => {
  const { status } = ashlar("power-fail", "--vault", memoryFolder(t));
  assert.equal(status, 1);
});

test("a disk's life: served, watched, killed, recovered", async (t) => {
  const folder = memoryFolder(t);
  const disk = join(folder, "disk.img");
  await run("truncate", ["-s", "16M", disk]);
  const options = { disk, folder, mode: "ashlar", holdUp_ms: 500, journal_bytes: 2 ** 21 } as const;
  const service = new AshlarService(options);
  t.after(() => service.cutPower());
  await service.start();
  const client = await nbd.connect(service.socket);
  const block = Buffer.alloc(4096, "ashlar");
  await client.write(8192, block);

  const status = await service.status();
  assert.equal(status.server.pid, service.serverPid);
  assert.equal(status.disk_bytes, 16 * 1024 * 1024);
  assert.ok(status.watermarks.acknowledged > 4096);
  assert.equal(status.keeper?.power, "normal");
  assert.match(ashlar("status", "--vault", service.vault).stdout, /^budget .*beyond the journal/m);

  await service.power("power-fail");
  assert.equal((await service.status()).keeper?.power, "flushed");
  await service.power("power-back");

  await client.write(8192, Buffer.alloc(4096, "again"));
  await service.cutPower();
  const stale = ashlar("recover", disk, "--vault", service.vault, "--dry-run", "--json");
  const recovered = ashlar("recover", disk, "--vault", service.vault, "--json");
  assert.equal(recovered.status, 0, recovered.stderr);
  assert.equal(JSON.parse(stale.stdout).stale, JSON.parse(recovered.stdout).recovered_bytes > 0);
  assert.equal(
    JSON.parse(await run("node", [PROGRAM, "journal", "info", `${disk}.journal`])).clean,
    true,
  );
  const after = ashlar("recover", disk, "--vault", service.vault, "--dry-run");
  assert.equal(after.status, 0, after.stdout);
});

test("boot says by package what this machine lacks", () => {
  const { status, stderr } = spawnSync(process.execPath, [PROGRAM, "boot", "store"], {
    encoding: "utf8",
    env: { ...process.env, PATH: "/nowhere" },
  });
  assert.equal(status, 3);
  assert.match(stderr, /package qemu-system-misc.*\[tools-missing\]/);
});
