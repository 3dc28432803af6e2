/**
 * No image that was seen to behave differently is proved. A few are tried, others each time;
 * `ashlar validate --machine kernel --mutants` tries all. And a back door that only the compiler knows
 * of, an old object file and another base of memory are not proved either.
 */
import assert from "node:assert/strict";
import { before, describe, test } from "node:test";
import { COMPILER, missing } from "@ashlar/board/riscv";
import { sampleOfRun, seedFromEnvironment } from "@ashlar/rapilog/random";
import { ValidatorPool } from "../../all/pool.js";
import { isUnsound } from "../../corpus/judge-mutants.js";
import { kernelSubject } from "../kernel.js";
import type { Subject } from "../subject.js";
import { judgeKernelMutants } from "./index.js";

/** Those that histories come to often, and that are decided at once. */
const FUNCTIONS = [
  ...["untypedRetype", "cnodeCopy", "cnodeMint", "indirectionCreate", "threadConfigure"],
  ...["frameMap", "poll", "threadSetPriority", "irqAcknowledge", "indirectionInvalidate"],
];
const [TRIED, EACH] = [4, 2];

describe("wrong images of the kernel", { skip: missing(COMPILER) ?? false }, () => {
  let subject: Subject;
  before(async () => {
    subject = await kernelSubject(2);
  });

  test("what behaves differently is not proved", async (t) => {
    const seed = seedFromEnvironment();
    t.diagnostic(`ASHLAR_SEED=${seed}`);
    const tried = sampleOfRun("functions", FUNCTIONS, TRIED).map((name) => `kernel_${name}_0`);
    const pool = new ValidatorPool({ threads: 1, limit_seconds: 20 });
    try {
      const isMeant = (name: string) => tried.includes(name);
      const options = { setting: "gcc -O2", each: EACH, seed, steps: 150, isMeant };
      const mutants = await judgeKernelMutants(subject, pool, options);
      assert.equal(mutants.length, TRIED * EACH);
      assert.deepEqual(mutants.filter(isUnsound), []);
    } finally {
      await pool.close();
    }
  });
});
