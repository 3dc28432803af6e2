/** Deciding propositional problems, with certificates. */
export { type CertifiedResult, certified, solveCertified } from "./certified.js";
export { check, type Judgement } from "./checker.js";
export { type Cnf, clauseCount, cnfOf, type Model, withClause } from "./cnf.js";
export { toDimacs } from "./dimacs.js";
export {
  type AssumingResult,
  type Budget,
  type SolveResult,
  Solver,
  type SolverOptions,
  solve,
} from "./solver.js";
export { trim } from "./trim.js";
