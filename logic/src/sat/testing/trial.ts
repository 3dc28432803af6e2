/**
 * Tries the solver on problems whose verdicts are known, and prints a line for each: `right`,
 * `wrong` (a wrong verdict was accepted) or `noticed` (a fault that did no harm: a certificate
 * that was rejected, a model that is none, a trap). A program of its own, because a faulty solver
 * may never end.
 */
import { Random } from "@ashlar/rapilog/random";
import { solveCertified } from "../certified.js";
import type { Cnf } from "../cnf.js";
import { factors, multiplierCommutes, parity, pigeonhole, random3Sat } from "../problems/index.js";
import { isSatisfiable, randomProblem } from "./brute-force.js";

interface Trial {
  cnf: Cnf;
  verdict: "sat" | "unsat";
}

function* trials(): Generator<Trial> {
  const random = new Random(1);
  for (let round = 0; round < 80; round++) {
    const variables = 4 + random.below(6);
    const cnf = randomProblem(random, variables, Math.round(variables * 4.3), 3);
    yield { cnf, verdict: isSatisfiable(cnf) ? "sat" : "unsat" };
  }
  for (const cnf of [pigeonhole(5), pigeonhole(6), parity(10, 1), multiplierCommutes(6)])
    yield { cnf, verdict: "unsat" };
  // The only one that is so long that learned clauses are thrown away on the way.
  yield { cnf: random3Sat(180, 800, 5), verdict: "unsat" };
  for (const product of [221, 1147, 16_129, 4087])
    yield { cnf: factors(product, 8), verdict: "sat" };
}

/** Few, or nothing would be left to try elimination on. */
const TRIAL_CONFLICTS = 4;

function tryOne({ cnf, verdict }: Trial, eliminates: boolean): string {
  try {
    const budget = { conflicts_max: 10_000, seconds_max: 1, trial_conflicts: TRIAL_CONFLICTS };
    const result = solveCertified(cnf, { eliminates, ...budget });
    if (result.verdict === "unknown") return "noticed";
    return result.verdict === verdict ? "right" : result.verdict === "unsat" ? "wrong" : "noticed";
  } catch {
    return "noticed";
  }
}

for (const trial of trials())
  for (const eliminates of [false, true]) process.stdout.write(`${tryOne(trial, eliminates)}\n`);
