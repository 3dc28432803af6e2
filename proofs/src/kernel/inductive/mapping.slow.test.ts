/** The calls that map keep what is said of entries, in any state: asked of the solver. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { decide, mark, release } from "@ashlar/logic";
import { keeps, MAPPING_CALLS, PAGE_0_IS_NOTHING, SHOWN } from "./mapping.js";

/** Each takes seconds; more only where others take the processor. */
const BUDGET = { seconds_max: 240 };

type Call = keyof typeof MAPPING_CALLS;

function verdictOf(call: Call, shown: string, without?: string): string {
  const start = mark();
  try {
    const { hypotheses, goal } = keeps(call, shown, without);
    return decide(hypotheses, goal, BUDGET).verdict;
  } finally {
    release(start);
  }
}

const questions = (Object.keys(MAPPING_CALLS) as Call[]).flatMap((call) =>
  SHOWN.map((shown) => ({ call, shown })),
);

describe("whatever the state was:", () => {
  for (const { call, shown } of questions)
    test(`after ${call} ${shown}`, () => assert.equal(verdictOf(call, shown), "proved"));
});

test("without page 0 being nothing, an entry could be made that names it", () =>
  assert.equal(verdictOf("frameMap", SHOWN[0], PAGE_0_IS_NOTHING), "refuted"));
