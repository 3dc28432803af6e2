/** A state in which all of some truth values hold. */
import type { Assignment } from "../evaluate.js";
import { type Budget, Solver } from "../sat/index.js";
import { mark, release, type Term } from "../term/table.js";
import { Problem } from "./problem.js";
import { withoutDefinitions } from "./substitute.js";

/** Values of their variables; undefined where there is none, or none was found in time. */
export function anyState(truths: readonly Term[], budget: Budget): Assignment | undefined {
  const start = mark();
  try {
    const { claims, definitions } = withoutDefinitions(truths);
    const problem = new Problem(claims);
    const result = new Solver(problem.translation.cnf).solve([], budget);
    return result.verdict === "sat"
      ? problem.confirmed(result.model, truths, definitions)
      : undefined;
  } finally {
    release(start);
  }
}
