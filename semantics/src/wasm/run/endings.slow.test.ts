/** That paths part and meet rightly, as theorems about the core's functions. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { and, decide, FALSE, mark, not, or, release } from "@ashlar/logic";
import { randomOfRun } from "@ashlar/rapilog/random";
import { Core } from "../testing/core.js";

/** Functions with more endings take minutes each. */
const ENDINGS_MAX = 40;

test("for any memory, globals and parameters exactly one ending of a run happens", (t) => {
  const core = new Core(randomOfRun("endings"));
  let proved = 0;
  for (const index of core.module.functions.keys()) {
    const before = mark();
    const endings = core.endings(index, 2);
    let [some, several] = [FALSE, FALSE];
    for (const ending of endings) {
      several = or(several, and(some, ending));
      some = or(some, ending);
    }
    if (endings.length <= ENDINGS_MAX) {
      assert.equal(decide([], some).verdict, "proved", `function ${index} has an ending`);
      assert.equal(decide([], not(several)).verdict, "proved", `function ${index} has one ending`);
      proved += 1;
    }
    release(before);
  }
  t.diagnostic(`${proved} of ${core.module.functions.length} functions`);
  assert.ok(proved >= 30);
});

test("the same is refuted where an ending is forgotten", () => {
  const core = new Core(randomOfRun("endings"));
  const { index } = core.module.exports.find(({ name }) => name === "journaled")!;
  const [first] = core.endings(index, 2);
  assert.equal(decide([], first!).verdict, "refuted");
});
