/** Every theorem of this room is proved, and every mutant refuted; of the core's V8 shows it. */
import assert from "node:assert/strict";
import { availableParallelism } from "node:os";
import { test } from "node:test";
import { proveAll } from "@ashlar/logic/prove";
import { theorems } from "../../index.js";
import { ackTheorems } from "../ack/index.js";
import { CRASH } from "../crash/index.js";
import { overlayTheorems } from "../overlay/index.js";
import { refinesTheorems } from "../refines/index.js";

/** They have a test of their own. */
const ELSEWHERE = new Set(
  [...overlayTheorems(), ...refinesTheorems(), ...ackTheorems(), ...CRASH].map(({ id }) => id),
);

const MUTANTS_MIN = 250;
/** Checks of verify with another behind them in recover or attach, as of the grain and of lengths; a
 * mask that matters only to positions between grains; and of recover, most of them, what shows in a
 * full ring, a full overlay, what is read or the record after the next only. */
const HIDDEN_MAX = 21;

test("all are proved with certificates, and all mutants refuted", async () => {
  const report = await proveAll({
    module: new URL("../../index.js", import.meta.url).href,
    theorems: theorems().filter(({ id }) => !ELSEWHERE.has(id)),
    mutants: true,
    threads: availableParallelism(),
  });
  assert.deepEqual(
    report.theorems.filter(({ certificate }) => certificate !== "checked"),
    [],
  );
  assert.ok(report.mutants.length >= MUTANTS_MIN, `${report.mutants.length} mutants`);
  assert.deepEqual(
    report.mutants.filter(({ verdict }) => verdict !== "refuted"),
    [],
  );
  const hidden = report.mutants.filter(
    ({ id, reason }) => id.includes("#0x") && !reason.includes("; V8: "),
  );
  assert.ok(hidden.length <= HIDDEN_MAX, `${hidden.length} are not shown by V8`);
  assert.ok(hidden.every(({ theorem }) => /verify$|copy-partial$|recover$/.test(theorem)));
  const isDefect = (line: string) => line.includes("a defect of the prover");
  assert.deepEqual(
    report.mutants.filter(({ trace }) => trace.some(isDefect)),
    [],
  );
});
