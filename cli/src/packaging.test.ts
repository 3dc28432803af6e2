/** The systemd units say what systemd understands, and name commands and options that exist. */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { PROGRAM } from "./system/ashlar-service.js";
import { findTool } from "./system/tools.js";

const UNITS = fileURLToPath(new URL("../../packaging/systemd", import.meta.url));
const units = readdirSync(UNITS).filter((name) => /\.(service|socket)$/.test(name));

test("systemd-analyze verify finds nothing wrong", (t) => {
  const analyze = findTool("systemd-analyze");
  if (analyze === undefined) return t.skip("needs systemd-analyze");
  const folder = mkdtempSync(join(tmpdir(), "ashlar-units-"));
  t.after(() => rmSync(folder, { recursive: true }));
  cpSync(UNITS, folder, { recursive: true });
  for (const unit of units) {
    const text = readFileSync(join(folder, unit), "utf8");
    writeFileSync(join(folder, unit), text.replaceAll("/usr/local/bin/ashlar", "/bin/true"));
  }
  const instances = units.map((unit) => join(folder, unit.replace("@.", "@db.")));
  const { status, stderr } = spawnSync(analyze, ["verify", "--man=no", ...instances], {
    encoding: "utf8",
    env: { ...process.env, SYSTEMD_UNIT_PATH: `${folder}:` },
  });
  const ours = stderr.split("\n").filter((line) => line.includes("ashlar"));
  assert.deepEqual({ status, ours }, { status: 0, ours: [] });
});

for (const unit of units.filter((name) => name.endsWith(".service")))
  test(`${unit}: every command line is one that ashlar takes`, () => {
    const text = readFileSync(join(UNITS, unit), "utf8");
    const lines = [...text.matchAll(/^Exec\w+=\/usr\/local\/bin\/ashlar (.*)$/gm)];
    assert.ok(lines.length > 0);
    for (const [, line] of lines) {
      const [command, ...rest] = line!.split(" ").filter((word) => !word.startsWith("$"));
      const options = rest.filter((word) => word.startsWith("--"));
      const help = spawnSync(process.execPath, [PROGRAM, command!, "--help"], { encoding: "utf8" });
      for (const option of options)
        assert.ok(help.stdout.includes(`${option} `), `${command} ${option}`);
    }
  });

test("the vault's directory is preserved and never swapped, wherever it is used", () => {
  for (const unit of ["ashlar@.service", "ashlar-keeper@.service"]) {
    const text = readFileSync(join(UNITS, unit), "utf8");
    for (const line of ["RuntimeDirectoryPreserve=yes", "MemorySwapMax=0", "LimitMEMLOCK=infinity"])
      assert.ok(text.includes(`\n${line}\n`), `${unit}: ${line}`);
    assert.match(text, /\nOOMScoreAdjust=-\d+\n/);
  }
});
