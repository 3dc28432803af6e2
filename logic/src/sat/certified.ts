/** A verdict that is backed: a model that satisfies the problem, or a certificate that the checker
 * has accepted. */
import { check } from "./checker.js";
import type { Cnf, Model } from "./cnf.js";
import { type Budget, type SolverOptions, solve } from "./solver.js";
import { trim } from "./trim.js";

export type Certified =
  | { readonly verdict: "unsat"; readonly certificate: Int32Array }
  | { readonly verdict: "unknown"; readonly reason: string };

export type CertifiedResult = { readonly verdict: "sat"; readonly model: Model } | Certified;

/** Solves, and says `unsat` only with a certificate that was accepted. A certificate that is not
 * is a defect of the solver, and the verdict is unknown. */
export function solveCertified(cnf: Cnf, options: SolverOptions & Budget = {}): CertifiedResult {
  const result = solve(cnf, options);
  if (result.verdict !== "unsat") return result;
  return certified(cnf, result.certificate);
}

/** The certificate as far as it is needed, if the checker accepts it. */
export function certified(cnf: Cnf, words: Int32Array): Certified {
  const certificate = trim(cnf, words);
  const judgement = check(cnf, certificate);
  if (judgement.accepted) return { verdict: "unsat", certificate };
  const { reason, step } = judgement;
  return { verdict: "unknown", reason: `certificate rejected at step ${step}: ${reason}` };
}
