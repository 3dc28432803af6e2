/** The descriptions are the core's, in V8 too, from any state; a wrong core is told by its replay. */
import assert from "node:assert/strict";
import { test } from "node:test";
import {
  ArrayValue,
  type Assignment,
  mark,
  release,
  sortOf,
  type Term,
  type Value,
} from "@ashlar/logic";
import { type Random, randomOfRun } from "@ashlar/rapilog/random";
import { theorems } from "../../index.js";
import { coreBytes, coreOf } from "../core.js";
import { NO_DIFFERENCE } from "../encode/replay.js";
import { type Before, beforeCall, callTheorem, replayOf } from "./call.js";
import { DESCRIBED } from "./index.js";
import { MARK_EVENTS } from "./watermarks.js";

const core = coreOf(coreBytes());
const STATES = 40;

/** Numbers near to each other, and sometimes any. */
const anyNumber = (random: Random) =>
  random.chance(0.7)
    ? BigInt(random.below(32))
    : (BigInt(random.below(2 ** 32)) << 32n) | BigInt(random.below(2 ** 32));

function anyState({ moment, parameters }: Before, random: Random): Assignment {
  const variables = [...moment.globals, ...parameters].filter((term) => term !== undefined);
  const values = new Map<Term, Value>(
    variables.map((term) => [term, BigInt.asUintN(sortOf(term), anyNumber(random))]),
  );
  values.set(moment.pages, BigInt(1 + random.below(4)));
  const element = (): [bigint, bigint] => [BigInt(random.below(65_536)), 7n];
  return values.set(moment.memory, new ArrayValue(9n, new Map([element(), element()])));
}

for (const described of DESCRIBED)
  test(`${described.name} does in V8 what is said of it`, () => {
    const random = randomOfRun(described.name);
    const start = mark();
    const before = beforeCall(core, described);
    const replay = replayOf(core, before, described, described.effectOf(before));
    for (let state = 0; state < STATES; state++)
      assert.equal(replay(anyState(before, random)), NO_DIFFERENCE);
    release(start);
  });

test("each event on the watermarks is proved", () => {
  for (const described of MARK_EVENTS)
    assert.deepEqual(callTheorem(described).prove().verdict, "proved", described.name);
});

test("a core that ignores the power is refuted, and V8 shows it", () => {
  const [budget] = theorems().filter(({ id }) => id === "rapilog/budget/power");
  const [ignored] = budget!.mutants().filter(({ id }) => id.includes("i32.eqz"));
  const proof = ignored!.prove();
  assert.ok(proof.verdict === "refuted");
  assert.match(proof.reason, /budget in force|at stake.*V8: leaves acknowledged/);
});
