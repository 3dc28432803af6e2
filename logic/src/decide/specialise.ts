/** Terms in which some of the unknowns are known. */
import { type Assignment, evaluateAll } from "../evaluate.js";
import { boolean, constant } from "../term/constant.js";
import { BOOLEAN, isArray } from "../term/sort.js";
import { isConstant, sortOf, type Term } from "../term/table.js";
import { isVariable, parts, within } from "../term/walk.js";
import { replaced } from "./substitute.js";

/** The terms with numbers for all that an assignment decides: unlike in an evaluation, a variable that
 * it leaves out stays unknown. */
export function specialised(terms: readonly Term[], assignment: Assignment): Term[] {
  const decided = new Set<Term>();
  for (const term of within(terms)) {
    const isDecided = isVariable(term) ? assignment.has(term) : parts(term).every(isIn(decided));
    if (isDecided) decided.add(term);
  }
  const known = [...decided].filter((term) => !isConstant(term) && !isArray(sortOf(term)));
  const values = evaluateAll(known, assignment) as bigint[];
  const numbers = new Map(known.map((term, at) => [term, number(term, values[at]!)]));
  return replaced(terms, numbers);
}

const isIn = (set: ReadonlySet<Term>) => (term: Term) => set.has(term);

const number = (term: Term, value: bigint) =>
  sortOf(term) === BOOLEAN ? boolean(value === 1n) : constant(sortOf(term), value);
