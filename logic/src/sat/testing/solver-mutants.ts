/** Faults to plant in the solver: lines of its sources, each with another in its place. */
import type { Mutant } from "./mutant.js";

/** In `assembly/sat/`. */
export const SOLVER_MUTANTS: readonly Mutant[] = [
  {
    fault: "learned clauses lack a literal",
    file: "analyze.ts",
    original: "  else push(learned, literal);",
    planted: "  else if (countOf(learned) < 4) push(learned, literal);",
  },
  {
    fault: "the asserting literal is not negated",
    file: "analyze.ts",
    original: "set(learned, 0, literal ^ 1);",
    planted: "set(learned, 0, literal);",
  },
  {
    fault: "analysis stops at the first literal of the level, whatever is open",
    file: "analyze.ts",
    original: "    if (open == 0) {",
    planted: "    if (open <= 1) {",
  },
  {
    fault: "units of level 0 are not among the hints",
    file: "hints.ts",
    original: "  push(units, unitOf(variable));",
    planted: "",
  },
  {
    fault: "hints come in the order of analysis",
    file: "hints.ts",
    original: "get(resolved, index - 1)",
    planted: "get(resolved, countOf(resolved) - index)",
  },
  {
    fault: "what minimisation removed is not proved",
    file: "analyze.ts",
    original: "hintImplied(get(removed, index));",
    planted: "get(removed, index);",
  },
  {
    fault: "minimisation takes decisions for implied",
    file: "minimise.ts",
    original: "  if (reasonOf(variable) == NONE || (marksOf(variable) & POISON) != 0) return true;",
    planted: "  if (reasonOf(variable) == NONE) return false;",
  },
  {
    fault: "propagation takes a blocker without a value for true",
    file: "propagate.ts",
    original: "    if (truth > 0) continue;",
    planted: "    if (truth >= 0) continue;",
  },
  {
    fault: "propagation looks only at the third literal for a replacement",
    file: "propagate.ts",
    original: "const end = literals + (size << 2);",
    planted: "const end = literals + (min<u32>(size, 3) << 2);",
  },
  {
    fault: "a watch that moved is lost",
    file: "propagate.ts",
    original: "    watch(literal, other, clause);",
    planted: "",
  },
  {
    fault: "the jump undoes a level too few",
    file: "search.ts",
    original: "backtrack(jumpLevel());",
    planted: "backtrack(jumpLevel() + 1);",
  },
  {
    fault: "reasons are forgotten while they are needed",
    file: "reduce.ts",
    original: "  return reasonedVariable(clause) == u32.MAX_VALUE;",
    planted: "  return true;",
  },
  {
    fault: "reasons are not told where their clauses moved",
    file: "reduce.ts",
    original: "      if (variable != u32.MAX_VALUE) setReason(variable, to);",
    planted: "",
  },
  {
    fault: "what is satisfied now is forgotten for good",
    file: "reduce.ts",
    original: "if (truthOf(literal) > 0 && levelOf(literal >> 1) == 0) return true;",
    planted: "if (truthOf(literal) > 0) return true;",
  },
  {
    fault: "a clause with both a variable and its negation loses one",
    file: "load.ts",
    original: "    if (before != 0) isTautology = true;",
    planted: "    if (before != 0) continue;",
  },
  {
    fault: "the first clause is number 2",
    file: "load.ts",
    original: "    if (takeClause(at) && countOf(literals) >= 2) addClause(number);",
    planted: "    if (takeClause(at) && countOf(literals) >= 2) addClause(number + 1);",
  },
  {
    fault: "elimination leaves resolvents out",
    file: "eliminate.ts",
    original: "      if (adds) addResolvent(positive, negative, literal);",
    planted: "      if (adds && index + other > 0) addResolvent(positive, negative, literal);",
  },
  {
    fault: "resolvents lack the second parent's literals",
    file: "eliminate.ts",
    original: "  pushBut(negative, literal ^ 1, true);",
    planted: "",
  },
  {
    fault: "eliminated variables have any value",
    file: "extension.ts",
    original: "    if (!isSatisfied(entries + begin, count)) makeTrue(load<u32>(entries + begin));",
    planted: "",
  },
  {
    fault: "a clause subsumes what lacks one of its literals",
    file: "subsume.ts",
    original: "superfluous == NO_LITERAL ? literal ^ 1 : NOT_CONTAINED",
    planted: "superfluous == NO_LITERAL ? NO_LITERAL : NOT_CONTAINED",
  },
  {
    fault: "clauses are shortened by the wrong literal",
    file: "subsume.ts",
    original: "    if (load<u32>(at) != superfluous) push(shortened, load<u32>(at));",
    planted: "    if (load<u32>(at) != load<u32>(begin)) push(shortened, load<u32>(at));",
  },
  {
    fault: "false literals are left out without a hint",
    file: "occurrences.ts",
    original: "    else push(falseUnits, unitOf(literal >> 1));",
    planted: "",
  },
];
