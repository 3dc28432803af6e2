/** The kernel does what the specification says, on random histories. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { SYSTEM_CALL_NAMES } from "@ashlar/kernel/system-calls";
import { randomOfRun } from "@ashlar/rapilog/random";
import { freshTwin, History, take } from "./history.js";
import { search } from "./search.js";

const STEPS = Number(process.env["ASHLAR_STEPS"] ?? 15_000);
/** Looked at as a whole. */
const [HISTORIES, HISTORY_STEPS] = [8, 150];

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

test("and they hold of every page and slot, not only where a step has changed something", () => {
  const random = randomOfRun("histories of the kernel");
  for (let index = 0; index < HISTORIES; index++) {
    const twin = freshTwin(random);
    const history = new History(random, twin);
    for (let step = 0; step < HISTORY_STEPS; step++) take(twin, history.draw());
    twin.assertAllInvariants();
  }
});

const showFailure = (failure: unknown) =>
  JSON.stringify(failure, (_, value) => (typeof value === "bigint" ? `${value}n` : value));
