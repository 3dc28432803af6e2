/** Problems in conjunctive normal form, and what it means to solve one. */

/** Clauses of DIMACS literals (`v` or `-v`, v from 1 to `variables`), each ended by 0. A clause's
 * number is its place in this order, from 1 on. */
export interface Cnf {
  readonly variables: number;
  readonly clauses: Int32Array;
}

/** A value for each variable: `model[v]` is 1 if v is true, else 0; `model[0]` means nothing. */
export type Model = Uint8Array;

const LITERAL_MAX = 2 ** 31 - 1;

export function clauseCount({ clauses }: Cnf): number {
  let count = 0;
  for (const word of clauses) if (word === 0) count++;
  return count;
}

/** What is wrong with a problem's form, or `undefined`. */
export function malformation({ variables, clauses }: Cnf): string | undefined {
  if (!Number.isInteger(variables) || variables < 0 || variables > LITERAL_MAX)
    return `${variables} is no number of variables`;
  for (const word of clauses)
    if (word > variables || word < -variables) return `${word} is no literal`;
  if (clauses.length > 0 && clauses.at(-1) !== 0) return "the last clause has no end";
  return undefined;
}

/** The number of the first clause that the model leaves false; 0 if it satisfies them all. */
export function firstFalseClause({ clauses }: Cnf, model: Model): number {
  let number = 1;
  let isTrue = false;
  for (const word of clauses) {
    if (word !== 0) {
      isTrue ||= word > 0 ? model[word] === 1 : model[-word] === 0;
      continue;
    }
    if (!isTrue) return number;
    isTrue = false;
    number++;
  }
  return 0;
}

/** A problem from its clauses as lists of literals. */
export function cnfOf(variables: number, clauses: readonly (readonly number[])[]): Cnf {
  return { variables, clauses: Int32Array.from(clauses.flatMap((clause) => [...clause, 0])) };
}

/** The problem with one clause more. */
export function withClause({ variables, clauses }: Cnf, literals: readonly number[]): Cnf {
  const all = new Int32Array(clauses.length + literals.length + 1);
  all.set(clauses);
  all.set(literals, clauses.length);
  return { variables, clauses: all };
}
