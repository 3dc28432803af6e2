/** The kernel does what the specification says, on random histories. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { SYSTEM_CALL_NAMES } from "@ashlar/kernel/system-calls";
import { randomOfRun } from "@ashlar/rapilog/random";
import { search } from "./search.js";

const STEPS = Number(process.env["ASHLAR_STEPS"] ?? 100_000);

test(`${STEPS} steps: the same answers, the same states, and the invariants hold`, () => {
  const random = randomOfRun("histories of the kernel");
  const start = process.cpuUsage();
  const { steps, answers, failure } = search(random.seed, STEPS);
  const { user, system } = process.cpuUsage(start);
  assert.equal(failure, undefined, `ASHLAR_SEED=${random.seed}: ${showFailure(failure)}`);
  const rate = ((steps * 60e6) / (user + system)).toFixed(0);
  process.stdout.write(`# ${steps} steps, ${rate} a minute of processor time\n`);
  for (const [call, name] of SYSTEM_CALL_NAMES.entries())
    assert.ok(answers.has(`${call} 0`), `${name} was done at least once`);
});

const showFailure = (failure: unknown) =>
  JSON.stringify(failure, (_, value) => (typeof value === "bigint" ? `${value}n` : value));
