/** Bad calls: a short run of what `ashlar kernel fuzz` makes by the million. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { argumentsOf, argumentText } from "@ashlar/kernel/answers";
import { SYSTEM_CALL_NAMES, type SystemCallName } from "@ashlar/kernel/system-calls";
import { randomOfRun } from "@ashlar/rapilog/random";
import { fuzz } from "./fuzz.js";
import { KINDS, type Kind } from "./kinds.js";
import { failureText } from "./report.js";

const CALLS = 40_000;

test(`${CALLS} bad calls: typed answers, no trap, and the invariants hold after each`, () => {
  const { seed } = randomOfRun("bad calls");
  const { failure, answers, calls } = fuzz({ calls: CALLS, seed });
  assert.equal(failure, undefined, failure && `ASHLAR_SEED=${seed}: ${failureText(failure)}`);
  assert.ok(calls >= CALLS);
  for (const name of SYSTEM_CALL_NAMES) {
    const found = answers[name];
    assert.ok(found !== undefined, `${name} was called`);
    assert.ok(Object.keys(found).length > 1 || name === "yield");
  }
});

test("the same seed makes the same calls", () => {
  const once = () => {
    const { seconds: _, callsPerSecond: __, ...report } = fuzz({ calls: 3000, seed: 5 });
    return report;
  };
  assert.deepEqual(once(), once());
});

test("each call is drawn with as many arguments as it has", () => {
  for (const name of SYSTEM_CALL_NAMES)
    assert.equal(KINDS[name].length, argumentsOf(name).length, name);
});

/** Whether an argument may be any number: then it is never to blame. */
const isFree = (call: SystemCallName, kind: Kind) =>
  call === "reply" || kind === "word" || (kind === "rights" && call !== "frameMap");

test("arguments of all calls, up to the last one, are found to be to blame", () => {
  const { answers } = fuzz({ calls: CALLS, seed: 1 });
  const blamed = (name: string, place: number) =>
    Object.keys(answers[name]!).some((text) => text.includes(`(argument ${place},`));
  for (const name of SYSTEM_CALL_NAMES)
    for (const [at, kind] of KINDS[name].entries())
      assert.equal(blamed(name, at + 1), !isFree(name, kind), `${name}: ${argumentText(name, at)}`);
});
