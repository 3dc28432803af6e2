/** The simulator itself: the same again, smaller, and what it must not overlook. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import type { Action, Setting } from "./actions.js";
import { Library } from "./library.js";
import { PROFILES, type ProfileName, traceOf } from "./profiles.js";
import { shrink, sizeOf } from "./shrink.js";
import { newTally } from "./tally.js";

const setting: Setting = {
  ringSectors: 2048,
  sector_bytes: 512,
  diskBytes: 64 * 1024,
  runBytesMax: 64 * 1024,
  spare: false,
  punches: true,
  start: 2040,
};

const write = (sector: number): Action => ({
  ...{ do: "ask", client: 0, kind: "write", sector, sectors: 8 },
});
const budget: Action = { do: "budget", bytes: 128 * 1024 };
const turn: Action = { do: "turn", client: 0 };

function run(actions: Action[], library = new Library()) {
  const tally = newTally();
  const error = library.run({ seed: 1, setting, actions }, tally);
  return { error, tally };
}

describe("a simulated world", () => {
  test("answers what was asked, and survives what it must", () => {
    const actions: Action[] = [budget, write(0), write(8), turn, { do: "warn" }, { do: "dark" }];
    const { error, tally } = run(actions);
    assert.equal(error, undefined);
    assert.equal(tally.operations, 2);
    assert.equal(tally.crashes["power gone"], 1);
  });

  test("cuts after each effect: both processes, and the power", () => {
    const actions: Action[] = [budget, { do: "cuts", choices: 4 }, write(0), turn];
    const { error, tally } = run(actions);
    assert.equal(error, undefined);
    assert.ok(tally.crashes["both killed"]! >= 5, "at each effect of the server's start and turn");
    assert.ok(tally.crashes["power cut"]! >= 5);
  });

  test("is the same again for the same trace", () => {
    for (const profile of Object.keys(PROFILES) as ProfileName[]) {
      const trace = traceOf({ profile, seed: 5 });
      const actions = trace.actions.slice(-60);
      const tallies = [newTally(), newTally()];
      for (const tally of tallies)
        assert.equal(new Library().run({ ...trace, actions }, tally), undefined, profile);
      assert.deepEqual(tallies[0], tallies[1], profile);
    }
  });

  test("notices a sync that lies", () => {
    const actions: Action[] = [write(0), turn, { do: "journal" }, turn];
    const cut: Action = { do: "cuts", choices: 40 };
    assert.equal(run([...actions, cut, write(8), turn]).error, undefined);
    const { error } = run([...actions, cut, write(8), turn], new Library("lying-sync"));
    assert.match(String(error), /lost/);
  });
});

describe("a smaller trace", () => {
  test("is what still fails, the inside of actions included", () => {
    const journal: Action = {
      do: "journal",
      inside: [{ at: 1, actions: [turn, write(24), turn] }],
    };
    const actions = [budget, write(0), turn, journal, write(8), turn, { do: "home" } as Action];
    const needs = (list: readonly Action[]): boolean =>
      list.some((one) => (one.do === "ask" && one.sector === 24) || needs(insideOf(one)));
    const small = shrink({ seed: 1, setting, actions }, (trace) => needs(trace.actions));
    assert.equal(sizeOf(small.actions), 1);
    assert.deepEqual(small.actions, [write(24)]);
  });
});

function insideOf(action: Action): Action[] {
  return (action.inside ?? []).flatMap((one) => one.actions);
}
