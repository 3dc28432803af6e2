/** `ashlar prove`: what is proved, what is asked wrongly, and what a person reads. */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { isAllProved, type ProveReport, proveText } from "../prove/report.js";
import { invoked } from "../testing/invoked.js";

const MAIN = new URL("../main.js", import.meta.url).pathname;

const IN_ONE_THREAD = ["--threads", "1", "--json"];

function ashlar(...parameters: string[]) {
  return spawnSync(process.execPath, [MAIN, ...parameters], { encoding: "utf8" });
}

/** The same, with caches of its own. */
function ashlarIn(folder: string, ...parameters: string[]) {
  const env = { ...process.env, XDG_CACHE_HOME: folder };
  return spawnSync(process.execPath, [MAIN, ...parameters], { encoding: "utf8", env });
}

test("one rule is proved, with certificates and its mutants, as one object", () => {
  const { status, stdout } = ashlar(
    "prove",
    "logic/rules/xor",
    "--cold",
    "--mutants",
    ...IN_ONE_THREAD,
  );
  assert.equal(status, 0);
  const report = JSON.parse(stdout) as ProveReport;
  assert.ok(report.theorems.length >= 5);
  for (const { id, verdict, certificate } of report.theorems)
    assert.deepEqual([verdict, certificate], ["proved", "checked"], id);
  assert.ok(report.mutants.every(({ verdict }) => verdict === "refuted"));
  assert.ok(report.trusted.length > 0);
});

test("what is known depends on nothing that has changed, and only that is proved again", (t) => {
  const folder = mkdtempSync(join(tmpdir(), "ashlar-prove-"));
  t.after(() => rmSync(folder, { recursive: true }));
  const changed = () => ashlarIn(folder, "prove", "logic/rules/xor", "--changed", ...IN_ONE_THREAD);
  const [first, second] = [changed(), changed()].map(({ status, stdout }) => {
    assert.equal(status, 0);
    return JSON.parse(stdout) as ProveReport;
  });
  assert.ok(first!.changed!.length >= 5);
  assert.ok(first!.changed!.every(({ because }) => because === null));
  assert.equal(first!.untouched, 0);
  assert.deepEqual([second!.changed, second!.untouched], [[], first!.theorems.length]);
});

test("--changed and --cold contradict each other", async () => {
  const { status, stderr } = await invoked("prove", "logic/rules/xor", "--changed", "--cold");
  assert.equal(status, 2);
  assert.match(stderr, /--changed is about what is known/);
});

test("a theorem that there is not is wrong usage", async () => {
  const { status, stderr } = await invoked("prove", "logic/rules/nonsense");
  assert.equal(status, 2);
  assert.match(stderr, /there is no theorem logic\/rules\/nonsense/);
});

const PROVED: ProveReport = {
  theorems: [
    {
      ...{
        id: "room/a",
        says: "a holds",
        verdict: "proved",
        seconds: 1,
        cached: false,
        recalled: false,
      },
      ...{ certificate: "checked", certificate_words: 5, reason: null, trace: [] },
    },
  ],
  mutants: [],
  seconds_total: 1,
  trusted: ["the checker"],
  not_covered: [],
};
const UNKNOWN: ProveReport = {
  ...PROVED,
  theorems: [{ ...PROVED.theorems[0]!, verdict: "unknown", certificate: null, reason: "seconds" }],
};
const SURVIVED: ProveReport = {
  ...PROVED,
  mutants: [
    { id: "room/a#1", theorem: "room/a", verdict: "survived", reason: "proved", trace: [] },
  ],
};

test("unknown is not proved, nor is anything where a mutant survives, nor nothing at all", () => {
  assert.equal(isAllProved(PROVED), true);
  assert.equal(isAllProved(UNKNOWN), false);
  assert.equal(isAllProved(SURVIVED), false);
  assert.equal(isAllProved({ ...PROVED, theorems: [] }), false);
});

test("what changed is told by what it is for and by files, and what became of it", () => {
  const recalled = { ...PROVED.theorems[0]!, id: "room/b", recalled: true };
  const refuted = { ...UNKNOWN.theorems[0]!, id: "room/c" };
  const files = ["spec/a.js", "spec/b.js", "spec/c.js"];
  const text = proveText({
    ...PROVED,
    theorems: [PROVED.theorems[0]!, recalled, refuted],
    changed: [
      { id: "room/a", because: null },
      { id: "room/b", because: { statement: files, code: [] } },
      { id: "room/c", because: {} },
    ],
    untouched: 4,
  });
  assert.match(text, /proved +1 +room\/a +never proved/);
  const both = "statement \\(spec\\/a.js, spec\\/b.js and 1 more\\), code";
  assert.match(text, new RegExp(`states what was proved +1 +room/b +${both}`));
  assert.match(text, /unknown +1 +room\/c +not proved when it was tried last\n/);
  assert.match(text, /3 of 7 theorems depend on something that has changed; 1 of these states/);
  assert.match(text, /\n\nroom\/c: seconds$/);
});

test("a refuted theorem is followed by its counterexample's trace", () => {
  const trace = ["write(0, 512)", "  checksum.ts:36  c = step(c, w2);"];
  const refuted = { ...UNKNOWN.theorems[0]!, verdict: "refuted" as const, trace };
  const text = proveText({ ...PROVED, theorems: [refuted] });
  assert.match(text, /room\/a:\n {2}write\(0, 512\)\n {4}checksum\.ts:36/);
});

test("a person reads verdicts, reasons, survivors and what is trusted", () => {
  assert.match(proveText(PROVED), /proved +yes +1 +room\/a +“a holds”\n1 of 1 proved/);
  assert.match(proveText(PROVED), /Trusted:\n {2}the checker$/);
  const open = proveText({ ...PROVED, not_covered: ["the rest"] });
  assert.match(open, /Not covered:\n {2}the rest$/);
  assert.match(proveText(UNKNOWN), /unknown +no +1 +room\/a +seconds\n0 of 1 proved/);
  assert.match(proveText(SURVIVED), /0 of 1 mutants refuted\n {2}SURVIVED room\/a#1: proved/);
});
