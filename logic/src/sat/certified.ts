/** A verdict that is backed: a model that satisfies the problem, or a certificate that the checker
 * has accepted. */
import { check } from "./checker.js";
import type { Cnf, Model } from "./cnf.js";
import { type Budget, type SolverOptions, solve } from "./solver.js";
import { trim } from "./trim.js";

export type CertifiedResult =
  | { readonly verdict: "sat"; readonly model: Model }
  | { readonly verdict: "unsat"; readonly certificate: Int32Array }
  | { readonly verdict: "unknown"; readonly reason: string };

/** Solves, and says `unsat` only with a certificate that was accepted. A certificate that is not
 * is a defect of the solver, and the verdict is unknown. */
export function solveCertified(cnf: Cnf, options: SolverOptions & Budget = {}): CertifiedResult {
  const result = solve(cnf, options);
  if (result.verdict !== "unsat") return result;
  const certificate = trim(cnf, result.certificate);
  const judgement = check(cnf, certificate);
  if (judgement.accepted) return { verdict: "unsat", certificate };
  const { reason, step } = judgement;
  return { verdict: "unknown", reason: `certificate rejected at step ${step}: ${reason}` };
}
