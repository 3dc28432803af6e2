/** The checksum's specification is the core's; the theorems hold of it, and fail of another. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { randomOfRun } from "@ashlar/rapilog/random";
import { theorems } from "../../index.js";
import { coreBytes } from "../core.js";
import { wrongChecksum, wrongRecord } from "../v8.js";
import { checksumOf, ROUND_BYTES } from "./checksum.js";
import { COPY, SUM } from "./loops.js";
import { NO_DIFFERENCE, replayed, replayedPartialWrite, replayedRecovery } from "./replay.js";

const core = coreBytes();

function theorem(name: string) {
  const found = theorems().find(({ id }) => id === `rapilog/encode/${name}`);
  assert.ok(found, name);
  return found;
}

test("V8 sums and copies as specified", () => {
  const random = randomOfRun("checksums");
  for (const rounds of [0, 1, 2, 3, 16, 100]) {
    assert.equal(wrongChecksum(core, random.bytes(rounds * ROUND_BYTES)), undefined);
    for (const grainSectors of [1, 8])
      assert.equal(wrongRecord(core, random.bytes((rounds + 1) * 512), grainSectors), undefined);
  }
});

test("a replay shows nothing where nothing is wrong", () => {
  for (const places of [SUM, COPY]) assert.equal(replayed(core, places), NO_DIFFERENCE);
  assert.equal(replayedPartialWrite(core), NO_DIFFERENCE);
});

test("V8 recovers what it must, and nothing else", () => {
  assert.equal(replayedRecovery(core), NO_DIFFERENCE);
});

test("a changed byte is another checksum, wherever it is", () => {
  const random = randomOfRun("changed bytes");
  const bytes = random.bytes(16 * ROUND_BYTES);
  const sum = checksumOf(bytes);
  for (let at = 0; at < bytes.length; at += 1 + random.below(16)) {
    const other = bytes.slice();
    other[at]! ^= 1 + random.below(255);
    assert.notEqual(checksumOf(other), sum, `byte ${at}`);
  }
});

/** All are in encode.slow.test.ts; that of recover takes ten seconds. */
const QUICK = [
  ...["checksum-start", "checksum-step", "checksum-finish", "copy-finish"],
  ...["copy-partial", "decodes"],
];
for (const name of QUICK)
  test(`${name} is proved of the core`, () => {
    assert.deepEqual(theorem(name).prove().verdict, "proved");
  });

test("what is proved is shown: formulas, code, and the source lines it came from", () => {
  const { hypotheses, goals, code } = theorem("checksum-step").exhibit!();
  assert.ok(hypotheses.includes("0 = left to do[4:0]"), hypotheses.join("\n"));
  const lane = goals.find(({ claim }) => claim === "lane a takes in word 0");
  assert.match(lane?.goal ?? "", /= the same, by the rules alone$/);
  const load = code[0]?.lines.find(({ text }) => text === "i64.load offset=24");
  assert.deepEqual(load?.source?.[1], "d = step(d, load<u64>(at, 24));");
  assert.ok(!Buffer.from(core).includes("sourceMappingURL"), "the map is beside the core only");
});

test("a round with one wrong instruction is refuted, and V8 shows why", () => {
  const mutants = theorem("copy-step").mutants();
  const dropped = mutants.filter(({ id }) => id.includes("drop"));
  assert.equal(dropped.length, 4);
  for (const { id, prove } of dropped) {
    const proof = prove();
    assert.ok(proof.verdict === "refuted", id);
    assert.match(proof.reason, /byte \d+ of the copy.*V8: write leaves/, id);
    assert.ok(
      proof.trace?.some((line) => line.includes("drop  ← changed")),
      id,
    );
  }
});
