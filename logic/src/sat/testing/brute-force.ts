/** The plain judge of small problems: tries every assignment. */
import type { Random } from "@ashlar/rapilog/random";
import { type Cnf, cnfOf, firstFalseClause } from "../cnf.js";

/** Whether some assignment satisfies the problem and makes the literals true. */
export function isSatisfiable(cnf: Cnf, assumed: readonly number[] = []): boolean {
  const model = new Uint8Array(cnf.variables + 1);
  for (let bits = 0; bits < 2 ** cnf.variables; bits++) {
    for (let variable = 1; variable <= cnf.variables; variable++)
      model[variable] = (bits >> (variable - 1)) & 1;
    const isAsAssumed = assumed.every(
      (literal) => model[Math.abs(literal)] === Number(literal > 0),
    );
    if (isAsAssumed && firstFalseClause(cnf, model) === 0) return true;
  }
  return false;
}

/** A problem of clauses of up to `sizeMax` literals, repeated and opposite ones among them. */
export function randomProblem(
  random: Random,
  variables: number,
  clauses: number,
  sizeMax: number,
): Cnf {
  const literal = () => (1 + random.below(variables)) * (random.chance(0.5) ? 1 : -1);
  const size = () => (random.chance(0.1) ? 1 + random.below(sizeMax) : sizeMax);
  return cnfOf(
    variables,
    Array.from({ length: clauses }, () => Array.from({ length: size() }, literal)),
  );
}
