/** What theorems suppose is so in states that random histories come to, in one case of each step. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { SYSTEM_CALL_NAMES } from "@ashlar/kernel/system-calls";
import { evaluateAll, mark, release, variablesOf } from "@ashlar/logic";
import { type Random, randomOfRun } from "@ashlar/rapilog/random";
import { number64 } from "@ashlar/spec";
import type { Arguments } from "@ashlar/spec/kernel";
import { freshTwin, History, type Step, take } from "../history.js";
import type { Twin } from "../twin.js";
import { anyState } from "./any-state.js";
import { ENTRIES_APART, type Entry } from "./entries.js";
import { Followed } from "./invariants/followed.js";
import { casesOf } from "./invariants/kept.js";
import { assignmentOf } from "./reachable.js";

/** So many steps are looked at, of as many entries. */
const STEPS = 8;
const HISTORY_STEPS = 400;
/** These have many cases, which take long. */
const LONG = ["untypedReclaim/first", "replyReceive/owing", "replyReceive/free"];

/** The entry that a step is, with what is passed to it. */
function entryOf(twin: Twin, { call, registers }: Step): Entry | undefined {
  const name =
    call === "tick" ? "timer" : typeof call === "number" ? SYSTEM_CALL_NAMES[call] : call;
  const given = argumentsOf(registers);
  return ENTRIES_APART.find(
    (one) =>
      one.name.split("/")[0] === name &&
      (one.where === undefined ||
        evaluateAll([one.where(twin.state(), given)], new Map())[0] === 1n),
  );
}

const argumentsOf = (registers: readonly bigint[]) =>
  Array.from({ length: 8 }, (_, at) => number64(registers[at] ?? 0n)) as unknown as Arguments;

/** Of one case, and only one, all that is supposed is so. */
function assertSupposed(twin: Twin, entry: Entry, step: Step, random: Random): void {
  const start = mark();
  const state = anyState();
  const { paths } = casesOf(state, entry);
  const taken = {
    ...{ entry, before: twin.state(), given: argumentsOf(step.registers) },
    ...{ page: random.below(twin.pages), slot: random.below(4) },
  };
  const isSo = paths.filter(({ when }) => {
    const values = evaluateAll(when, assignmentOf(taken, variablesOf(when)));
    return values.every((value) => value === 1n);
  });
  assert.equal(isSo.length, 1, `${entry.name}: cases in which the step is`);
  const known = new Followed(state, isSo[0]!).known();
  const terms = known.map(({ holds }) => holds);
  const values = evaluateAll(terms, assignmentOf(taken, variablesOf(terms)));
  const wrong = known.filter((_, at) => values[at] !== 1n).map(({ claim }) => claim);
  assert.deepEqual(wrong, [], entry.name);
  release(start);
}

test("of a state that was come to, all that a theorem supposes is so, in one case", () => {
  const random = randomOfRun("reachable states");
  const seen = new Set<Entry>();
  while (seen.size < STEPS) {
    const twin = freshTwin(random);
    const history = new History(random, twin);
    for (let at = 0; at < HISTORY_STEPS && seen.size < STEPS; at++) {
      const step = history.draw();
      const entry = at < HISTORY_STEPS / 4 ? undefined : entryOf(twin, step);
      const isNew = entry !== undefined && !seen.has(entry) && !LONG.includes(entry.name);
      if (isNew && (twin.current !== 0 || !entry.isByThread)) {
        assertSupposed(twin, entry, step, random);
        seen.add(entry);
      }
      take(twin, step);
    }
  }
});
