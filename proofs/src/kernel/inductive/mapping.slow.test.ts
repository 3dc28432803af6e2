/** Calls that map, make and take back keep what is said of entries, in any state: by the solver. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { decide, mark, release } from "@ashlar/logic";
import { sampleOfRun } from "@ashlar/rapilog/random";
import { keeps, MAPPING_CALLS, PAGE_0_IS_NOTHING, SHOWN } from "./mapping.js";

/** A run asks so many; all with ASHLAR_EVERY=1. */
const SAMPLE = 8;
/** Each takes seconds; more only where others take the processor. */
const BUDGET = { seconds_max: 240 };

type Call = keyof typeof MAPPING_CALLS;

function verdictOf(call: Call, shown: string, without?: string): string {
  const start = mark();
  try {
    const { hypotheses, cases, goal } = keeps(call, shown, without);
    const verdicts = cases.map((one) => decide([...hypotheses, one], goal, BUDGET).verdict);
    return verdicts.find((verdict) => verdict !== "proved") ?? "proved";
  } finally {
    release(start);
  }
}

/** Of a page that is taken back, this one takes longer than is known. */
const UNDECIDED = SHOWN[1];

const questions = (Object.keys(MAPPING_CALLS) as Call[])
  .flatMap((call) => SHOWN.map((shown) => ({ call, shown })))
  .filter(({ call, shown }) => call !== "untypedReclaim" || shown !== UNDECIDED);

describe("whatever the state was:", () => {
  for (const { call, shown } of sampleOfRun("what mapping keeps", questions, SAMPLE))
    test(`after ${call} ${shown}`, () => assert.equal(verdictOf(call, shown), "proved"));
});

test("without page 0 being nothing, an entry could be made that names it", () =>
  assert.equal(verdictOf("frameMap", SHOWN[0], PAGE_0_IS_NOTHING), "refuted"));
