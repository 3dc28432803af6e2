/** The scripts that NUT and apcupsd call, with an `ashlar` that only says what it was asked. */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, describe, test } from "node:test";
import { fileURLToPath } from "node:url";

const directory = mkdtempSync(join(tmpdir(), "ashlar-power-"));
writeFileSync(join(directory, "ashlar"), '#!/bin/sh\necho "$@"\n');
chmodSync(join(directory, "ashlar"), 0o755);
after(() => rmSync(directory, { recursive: true }));

function run(script: string, args: string[], environment: Record<string, string> = {}): string {
  const path = fileURLToPath(new URL(`../../../packaging/${script}`, import.meta.url));
  const env = { PATH: `${directory}:${process.env["PATH"]}`, ...environment };
  const result = spawnSync(path, args, { env, encoding: "utf8" });
  assert.equal(result.status, 0, result.stderr);
  return result.stdout.trim();
}

describe("the script for NUT", () => {
  const table: [string, Record<string, string>, string][] = [
    ["ONBATT", {}, "power-fail --all"],
    ["LOWBATT", {}, "power-fail --all"],
    ["FSD", {}, "power-fail --all"],
    ["ONLINE", {}, "power-back --all"],
    ["COMMBAD", {}, ""],
    ["ONBATT", { ASHLAR_POWER_FAIL_ON: "lowbatt" }, ""],
    ["LOWBATT", { ASHLAR_POWER_FAIL_ON: "lowbatt" }, "power-fail --all"],
  ];
  for (const [event, environment, expected] of table)
    test(`on ${event} ${JSON.stringify(environment)} does "${expected}"`, () => {
      assert.equal(run("nut/ashlar-notify", [], { NOTIFYTYPE: event, ...environment }), expected);
      assert.equal(run("nut/ashlar-notify", [event.toLowerCase()], environment), expected);
    });
});

describe("the scripts for apcupsd", () => {
  test("say that the power fails, and that it is back", () => {
    assert.equal(run("apcupsd/onbattery", []), "power-fail --all");
    assert.equal(run("apcupsd/offbattery", []), "power-back --all");
  });
});
