/** The DIMACS text format, which other solvers read and write. */
import { type Cnf, clauseCount } from "./cnf.js";

/** A problem as text. */
export function toDimacs(cnf: Cnf): string {
  const lines = [`p cnf ${cnf.variables} ${clauseCount(cnf)}`];
  let start = 0;
  cnf.clauses.forEach((word, index) => {
    if (word !== 0) return;
    lines.push(cnf.clauses.subarray(start, index + 1).join(" "));
    start = index + 1;
  });
  return `${lines.join("\n")}\n`;
}
