/** The solver against truth tables, problems of known kinds, and other people's solvers. */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { describe, test } from "node:test";
import { randomOfRun } from "@ashlar/rapilog/random";
import { solveCertified } from "./certified.js";
import { check } from "./checker.js";
import { type Cnf, cnfOf } from "./cnf.js";
import { toDimacs } from "./dimacs.js";
import { factors, multiplierCommutes, parity, pigeonhole, random3Sat } from "./problems/index.js";
import { Solver, solve } from "./solver.js";
import { isSatisfiable, randomProblem } from "./testing/brute-force.js";
import { trim } from "./trim.js";

/** The verdict, backed: a model was checked by the solver, a certificate is checked here. The same
 * if variables are eliminated at once, after the second conflict, or late. */
function backed(cnf: Cnf): string {
  const verdicts = [0, 2, 100].map((trial_conflicts) => {
    const result = solve(cnf, { trial_conflicts });
    if (result.verdict === "unsat")
      assert.deepEqual(check(cnf, result.certificate), { accepted: true });
    return result.verdict;
  });
  assert.equal(new Set(verdicts).size, 1);
  return verdicts[0]!;
}

test("agrees with the truth table on small random problems", () => {
  const random = randomOfRun("small problems");
  const verdicts = { sat: 0, unsat: 0 };
  for (let round = 0; round < 1000; round++) {
    const variables = 1 + random.below(9);
    const clauses = Math.round(variables * (2 + random.below(5)));
    const cnf = randomProblem(random, variables, clauses, 1 + random.below(4));
    const verdict = isSatisfiable(cnf) ? "sat" : "unsat";
    assert.equal(backed(cnf), verdict, toDimacs(cnf));
    verdicts[verdict]++;
  }
  assert.ok(verdicts.sat > 100 && verdicts.unsat > 100);
});

describe("finds no solution where there is none:", () => {
  for (const holes of [1, 3, 5, 7])
    test(`${holes + 1} pigeons in ${holes} holes`, () =>
      assert.equal(backed(pigeonhole(holes)), "unsat"));
  for (const inputs of [3, 8, 12])
    test(`a parity of ${inputs} inputs in two orders`, () =>
      assert.equal(backed(parity(inputs, inputs)), "unsat"));
  for (const bits of [1, 3, 5])
    test(`a multiplier of ${bits} bits that does not commute`, () =>
      assert.equal(backed(multiplierCommutes(bits)), "unsat"));
  test("factors of a prime", () => assert.equal(backed(factors(251, 8)), "unsat"));
});

describe("finds a solution where there is one:", () => {
  for (const product of [9, 15, 221, 16_129])
    test(`factors of ${product}`, () => assert.equal(backed(factors(product, 8)), "sat"));
  test("no clauses, and no variables", () => {
    assert.equal(backed(cnfOf(0, [])), "sat");
    assert.equal(backed(cnfOf(3, [])), "sat");
  });
});

test("knows what units and empty clauses say", () => {
  assert.equal(backed(cnfOf(0, [[]])), "unsat");
  assert.equal(backed(cnfOf(2, [[1, 2], []])), "unsat");
  assert.equal(backed(cnfOf(1, [[1], [-1]])), "unsat");
  assert.equal(backed(cnfOf(1, [[1, -1], [1, 1], [1]])), "sat");
});

test("a certificate that is trimmed is a certificate, and trimming it again changes nothing", () => {
  for (const cnf of [pigeonhole(6), multiplierCommutes(5), random3Sat(100, 500, 3)]) {
    const result = solve(cnf);
    assert.ok(result.verdict === "unsat");
    const trimmed = trim(cnf, result.certificate);
    assert.ok(trimmed.length <= result.certificate.length);
    assert.deepEqual(check(cnf, trimmed), { accepted: true });
    assert.deepEqual(trim(cnf, trimmed), trimmed);
  }
});

describe("is repeatable:", () => {
  const cnf = multiplierCommutes(5);
  const words = (seed: number) => {
    const result = solve(cnf, { seed });
    assert.ok(result.verdict === "unsat");
    return result.certificate;
  };

  test("the same seed gives the same certificate, another one another", () => {
    assert.deepEqual(words(7), words(7));
    assert.notDeepEqual(words(7), words(8));
  });

  test("cut into slices, it takes the same steps", () => {
    const solver = new Solver(cnf, { seed: 7, eliminates: true });
    let result = solver.solve([], { conflicts_max: 1 });
    for (let slice = 0; result.verdict === "unknown"; slice++)
      result = solver.proceed({ conflicts_max: 1 + (slice % 7) });
    assert.ok(result.verdict === "unsat");
    assert.deepEqual(result.certificate, words(7));
  });
});

describe("says that it does not know", () => {
  const hard = multiplierCommutes(12);
  test("after the conflicts it was given", () => {
    const solver = new Solver(hard);
    assert.deepEqual(solver.solve([], { conflicts_max: 700 }), {
      verdict: "unknown",
      reason: "conflicts",
    });
    assert.equal(solver.conflicts, 700);
  });
  test("after the seconds", () =>
    assert.deepEqual(solve(hard, { seconds_max: 0.05 }), {
      verdict: "unknown",
      reason: "seconds",
    }));
  test("when memory ends, from the first byte to the last", () => {
    const problem = multiplierCommutes(6);
    let sufficed = false;
    for (let pages = 1; pages < 40; pages++) {
      const result = solveCertified(problem, { memory_bytes_max: pages * 32_768 });
      if (result.verdict === "unsat") sufficed = true;
      else assert.deepEqual(result, { verdict: "unknown", reason: "memory" });
    }
    assert.ok(sufficed, "with enough memory there is a verdict");
  });
});

test("says that it does not know where variables are too many for memory", () => {
  const unknown = { verdict: "unknown", reason: "memory" };
  assert.deepEqual(solve({ variables: 2 ** 30, clauses: Int32Array.of(1, 0) }), unknown);
});

describe("under assumptions", () => {
  test("agrees with the truth table, again and again, and what fails does fail", () => {
    const random = randomOfRun("assumptions");
    const verdicts: Record<string, number> = { sat: 0, failed: 0, unsat: 0 };
    for (let round = 0; round < 200; round++) {
      const cnf = randomProblem(random, 8, 24 + random.below(8), 3);
      const solver = new Solver(cnf);
      for (let call = 0; call < 6; call++) {
        const assumed = Array.from({ length: random.below(5) }, () =>
          random.chance(0.5) ? 1 + random.below(8) : -1 - random.below(8),
        );
        const result = solver.solve(assumed);
        verdicts[result.verdict]!++;
        assert.equal(result.verdict === "sat", isSatisfiable(cnf, assumed));
        if (result.verdict === "unsat")
          assert.deepEqual(check(cnf, result.certificate), { accepted: true });
        if (result.verdict === "sat")
          for (const literal of assumed)
            assert.equal(result.model[Math.abs(literal)], Number(literal > 0));
        if (result.verdict !== "failed") continue;
        assert.ok(result.failed.every((literal) => assumed.includes(literal)));
        assert.equal(isSatisfiable(cnf, result.failed), false);
      }
    }
    for (const [verdict, count] of Object.entries(verdicts)) assert.ok(count > 10, verdict);
  });

  test("what failed is learned, and stands in the final certificate", () => {
    const cnf = multiplierCommutes(4);
    const solver = new Solver(cnf);
    for (let variable = 1; variable <= cnf.variables; variable++)
      for (const literal of [variable, -variable]) solver.solve([literal]);
    const result = solver.solve();
    assert.ok(result.verdict === "unsat");
    assert.deepEqual(check(cnf, result.certificate), { accepted: true });
  });
});

describe("refuses what is no problem:", () => {
  for (const [what, variables, clauses] of [
    ["a literal out of range", 2, [3, 0]],
    ["a clause without an end", 2, [1, 2]],
    ["no number of variables", -1, [0]],
    ["more variables than there are literals", 2 ** 31, [0]],
  ] as const)
    test(what, () =>
      assert.throws(() => solve({ variables, clauses: Int32Array.from(clauses) }), RangeError),
    );
  test("an assumption out of range", () => {
    for (const literal of [0, 3, -3])
      assert.throws(() => new Solver(cnfOf(2, [[1, 2]])).solve([literal]), RangeError);
  });
});

/** Other solvers' arguments to solve what comes on standard input; status 10 is sat, 20 unsat. */
const others: Record<string, string[]> = {
  cadical: ["-q", "-n"],
  minisat: ["-verb=0"],
  cryptominisat5: ["--verb=0"],
};

describe("agrees on random problems with", () => {
  for (const [name, parameters] of Object.entries(others))
    test(name, (t) => {
      if (spawnSync(name, ["--help"]).error !== undefined)
        return t.skip(`${name} is not installed`);
      const random = randomOfRun(`against ${name}`);
      for (let round = 0; round < 12; round++) {
        const variables = 60 + random.below(60);
        const seed = random.below(2 ** 31);
        const cnf = random3Sat(variables, Math.round(variables * 4.26), seed);
        const { status } = spawnSync(name, parameters, { input: toDimacs(cnf) });
        assert.equal(backed(cnf), status === 10 ? "sat" : status === 20 ? "unsat" : status);
      }
    });
});
