/**
 * Conflict-driven clause learning: propagate; on a conflict learn and jump back, else decide.
 *
 * A verdict is final only with its witness: a model that satisfies every clause, or a certificate
 * that ends in the empty clause. Both are judged outside. Given the same problem and options, the
 * search takes the same steps, however it is cut into slices.
 */
import { analyze, jumpLevel, learnedGlue, learnedLiterals } from "./analyze";
import { LEARNED, literalsOf, NONE, newClause } from "./clauses";
import { isEliminated } from "./extension";
import { clearHints, decisionsReached, hintImplied, proveLearned } from "./hints";
import { clearMarks, mark, SEEN } from "./marks";
import { table } from "./memory";
import { age, first, firstComesAfter, insert, isWaiting, takeFirst } from "./order";
import { propagate } from "./propagate";
import { reduce } from "./reduce";
import { noteConflict, noteRestart, restartIsDue } from "./restart";
import { countOf, cut, get, newStack, push } from "./stack";
import {
  assignedCount,
  closeLevels,
  decide,
  fix,
  imply,
  level,
  levelOf,
  levelStart,
  literalAt,
  openLevel,
  proveEmpty,
  reasonOf,
  truthOf,
  unassignLast,
} from "./trail";
import { watchClause } from "./watches";

export const PAUSED: u32 = 0;
export const SATISFIABLE: u32 = 10;
export const UNSATISFIABLE: u32 = 20;
/** The assumptions do not hold together; the clause that says so is learned. */
export const FAILED: u32 = 30;

const REDUCE_CONFLICTS: u64 = 300;

let phases: u32 = 0;
let assumptions: u32 = 0;
let failed: u32 = 0;
let conflicts: u64 = 0;
let reductions: u64 = 0;
let reduceAt: u64 = 0;

export function resetSearch(variables: u32): void {
  phases = table(variables);
  assumptions = newStack(variables);
  failed = newStack(variables);
  conflicts = 0;
  reductions = 0;
  reduceAt = REDUCE_CONFLICTS;
}

export function setPhase(variable: u32, negative: u32): void {
  store<u8>(phases + variable, <u8>negative);
}

export function conflictCount(): u64 {
  return conflicts;
}

export function assumptionsStack(): u32 {
  return assumptions;
}

/** After `FAILED`: literals of which not all can be false; each denies an assumption. */
export function failedLiterals(): u32 {
  return failed;
}

/** Undoes all levels above `target`. */
export function backtrack(target: u32): void {
  if (level() <= target) return;
  const start = levelStart(target + 1);
  while (assignedCount() > start) {
    const literal = unassignLast();
    store<u8>(phases + (literal >> 1), <u8>(literal & 1));
    insert(literal >> 1);
  }
  closeLevels(target);
}

/** Searches until there is a verdict, or for `conflictsMax` more conflicts. */
export function search(conflictsMax: u64): u32 {
  const end = conflicts + conflictsMax;
  while (conflicts < end) {
    const conflict = propagate();
    if (conflict != NONE) {
      if (level() == 0) {
        proveEmpty(conflict);
        return UNSATISFIABLE;
      }
      learnFrom(conflict);
    } else if (restartIsDue()) {
      noteRestart();
      backtrack(reusedLevel());
    } else if (conflicts >= reduceAt) forget();
    else {
      const status = step();
      if (status != PAUSED) return status;
    }
  }
  return PAUSED;
}

function learnFrom(conflict: u32): void {
  conflicts++;
  const number = analyze(conflict);
  const literals = learnedLiterals();
  noteConflict(learnedGlue());
  backtrack(jumpLevel());
  const first = get(literals, 0);
  if (countOf(literals) == 1) fix(first, number);
  else imply(first, keep(literals, learnedGlue(), number));
  age();
}

function keep(literals: u32, glue: u32, number: u32): u32 {
  const size = countOf(literals);
  const clause = newClause(size, LEARNED | min<u32>(glue, 0xffff), number);
  const address = literalsOf(clause);
  for (let index: u32 = 0; index < size; index++)
    store<u32>(address + (index << 2), get(literals, index));
  watchClause(clause);
  return clause;
}

function forget(): void {
  reductions++;
  reduceAt = conflicts + REDUCE_CONFLICTS * (reductions + 1);
  reduce();
}

/** Up to which level a restart would decide the same again (van der Tak, Ramos, Heule, "Reusing the
 * assignment trail in CDCL solvers", 2011). */
function reusedLevel(): u32 {
  while (isWaiting() && (truthOf(first() << 1) != 0 || isEliminated(first()))) takeFirst();
  if (!isWaiting()) return level();
  let reused = min<u32>(level(), countOf(assumptions));
  while (reused < level() && firstComesAfter(literalAt(levelStart(reused + 1)) >> 1)) reused++;
  return reused;
}

/** The next assumption, or a decision, or the news that nothing is left to decide. */
function step(): u32 {
  while (level() < countOf(assumptions)) {
    const literal = get(assumptions, level());
    const value = truthOf(literal);
    if (value < 0) {
      fail(literal);
      return FAILED;
    }
    if (value == 0) {
      decide(literal);
      return PAUSED;
    }
    openLevel();
  }
  while (isWaiting()) {
    const variable = takeFirst();
    if (truthOf(variable << 1) != 0 || isEliminated(variable)) continue;
    decide((variable << 1) | <u32>load<u8>(phases + variable));
    return PAUSED;
  }
  return SATISFIABLE;
}

/** An assumption is false because of the others: learns the clause that says so. */
function fail(literal: u32): void {
  const variable = literal >> 1;
  cut(failed, 0);
  push(failed, literal ^ 1);
  const isImplied = reasonOf(variable) != NONE;
  if (isImplied) collectFailed(variable);
  // Assumed itself on another level: the two contradict each other, and nothing is to be learned.
  else if (levelOf(variable) > 0) push(failed, literal);
  const number = isImplied ? proveLearned(failed) : 0;
  clearMarks();
  backtrack(0);
  if (!isImplied) return;
  if (countOf(failed) == 1) fix(literal ^ 1, number);
  else keep(failed, 1, number);
}

/** Adds the denials of all assumptions that the variable's value goes back to. */
function collectFailed(variable: u32): void {
  clearHints();
  mark(variable, SEEN);
  hintImplied(variable);
  const reached = decisionsReached();
  for (let index: u32 = 0; index < countOf(reached); index++) {
    const decision = get(reached, index) << 1;
    push(failed, truthOf(decision) > 0 ? decision ^ 1 : decision);
  }
}
