/** Going through terms without recursion: they nest a hundred thousand deep. */
import { arity, Kind } from "./kind.js";
import { first, kindOf, second, type Term, third } from "./table.js";

const FIELDS = [first, second, third];

/** The parts of a term that are terms. */
export function parts(term: Term): Term[] {
  return FIELDS.slice(0, arity(kindOf(term))).map((field) => field(term));
}

/** All terms within `roots`, the roots included, each once and parts before wholes. */
export function within(roots: readonly Term[]): Term[] {
  const seen = new Set<Term>(roots);
  const stack = [...seen];
  for (let term = stack.pop(); term !== undefined; term = stack.pop()) {
    const count = arity(kindOf(term));
    for (let at = 0; at < count; at++) {
      const part = FIELDS[at]!(term);
      if (seen.has(part)) continue;
      seen.add(part);
      stack.push(part);
    }
  }
  return [...Int32Array.from(seen).sort()] as Term[];
}

/** Whether a term is something unknown. */
export function isVariable(term: Term): boolean {
  return kindOf(term) === Kind.Variable || kindOf(term) === Kind.AnyConstant;
}

/** The variables within `roots`, the oldest first. */
export function variablesOf(roots: readonly Term[]): Term[] {
  return within(roots).filter(isVariable);
}
