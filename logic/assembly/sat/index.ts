/**
 * `solver.wasm`: a SAT solver that proves what it says. One problem at a time: `begin`, write the
 * problem's words to the address that it returns, `take`, then `run` until there is a verdict.
 * The certificate's words go to the imported `drain` as they come.
 */
import { resetAnalyze } from "./analyze";
import { resetClauses } from "./clauses";
import { eliminateVariables, resetEliminate } from "./eliminate";
import { extendModel, isTrueInModel, resetExtension } from "./extension";
import { resetHints } from "./hints";
import { codeOf, loadInput, openInput, resetLoad } from "./load";
import { resetMarks } from "./marks";
import { resetMemory } from "./memory";
import { resetMinimise } from "./minimise";
import { contradicted, resetOccurrences } from "./occurrences";
import { enter, resetOrder } from "./order";
import { flushProof, resetProof } from "./proof";
import { resetPropagations } from "./propagate";
import { collectGarbage, forgetEliminated, resetReduce } from "./reduce";
import { resetRestart } from "./restart";
import {
  assumptionsStack,
  backtrack,
  conflictCount,
  failedLiterals,
  PAUSED,
  resetSearch,
  SATISFIABLE,
  search,
  setPhase,
  UNSATISFIABLE,
} from "./search";
import { countOf, cut, get, push } from "./stack";
import { resetSubsume } from "./subsume";
import { resetTrail, setPropagated } from "./trail";
import { resetWatches } from "./watches";

export { exhausted, usedBytes } from "./memory";
export { propagationCount } from "./propagate";
export { conflictCount } from "./search";

let wordCount: u32 = 0;
let variableCount: u32 = 0;
let seedOfOrder: u32 = 0;
let firstPhase: u32 = 0;
let isContradictory: bool = false;
/** Whether variables are still to be eliminated, and after how many conflicts. */
let isTrial: bool = false;
let trialConflicts: u64 = 0;

/** Starts a problem; returns where its `words` words are to be written. */
export function begin(
  variables: u32,
  clauses: u32,
  words: u32,
  bytesMax: f64,
  seed: u32,
  phase: u32,
): u32 {
  resetMemory(<u64>bytesMax);
  resetProof(clauses);
  resetTrail(variables);
  resetWatches(variables);
  resetMarks(variables);
  resetHints(variables);
  resetMinimise(variables);
  resetAnalyze(variables);
  resetLoad(variables);
  resetSearch(variables);
  resetPropagations();
  resetReduce();
  resetRestart();
  resetOrder(variables);
  resetOccurrences(variables);
  resetSubsume(variables);
  resetEliminate(variables);
  resetExtension(variables);
  variableCount = variables;
  seedOfOrder = seed;
  firstPhase = phase;
  resetClauses((words + 3 * clauses) << 2);
  wordCount = words;
  isContradictory = false;
  return openInput(words);
}

/** Seed 0 takes later variables first: a circuit's outputs. Others shuffle a little. */
function orderVariables(): void {
  let state = seedOfOrder;
  for (let count: u32 = 0; count < variableCount; count++) {
    const variable = variableCount - 1 - count;
    state = state * 1664525 + 1013904223;
    enter(variable, seedOfOrder == 0 ? 0.0 : <f64>(state >> 8) / 16777216.0);
    setPhase(variable, firstPhase);
  }
}

/** Takes the problem in. Variables that may be eliminated, after a trial without that, can not be
 * assumed. */
export function take(mayEliminate: bool, trial: u32): void {
  isContradictory = !loadInput(wordCount);
  isTrial = mayEliminate;
  trialConflicts = trial;
  if (!isContradictory) orderVariables();
}

/** Goes on with fewer variables, and with what is known of those that are left. */
function eliminate(): void {
  isTrial = false;
  backtrack(0);
  setPropagated(0);
  eliminateVariables();
  isContradictory = contradicted();
  forgetEliminated();
  collectGarbage();
  setPropagated(0);
}

/** The next call of `run` starts a new search, under the assumptions that follow. */
export function restart(): void {
  backtrack(0);
  cut(assumptionsStack(), 0);
}

/** Assumes a DIMACS literal in the next search. */
export function assume(literal: i32): void {
  push(assumptionsStack(), codeOf(literal));
}

/** Searches for at most `conflicts` more conflicts: 0 not done, 10 satisfiable, 20 unsatisfiable,
 * 30 unsatisfiable under the assumptions. */
export function run(conflicts: f64): u32 {
  const status = isContradictory ? UNSATISFIABLE : searchOn(<u64>conflicts);
  if (status != 0) flushProof();
  if (status == UNSATISFIABLE) isContradictory = true;
  if (status == SATISFIABLE) extendModel();
  return status;
}

function searchOn(conflicts: u64): u32 {
  const end = conflictCount() + conflicts;
  if (isTrial) {
    const status = search(min<u64>(conflicts, trialConflicts - conflictCount()));
    if (status != PAUSED || conflictCount() < trialConflicts) return status;
    eliminate();
    if (isContradictory) return UNSATISFIABLE;
  }
  return search(end - conflictCount());
}

/** A variable's value in the model, by its DIMACS number. */
export function isTrue(variable: u32): bool {
  return isTrueInModel((variable - 1) << 1);
}

/** How many assumptions the last search found to fail together. */
export function failedCount(): u32 {
  return countOf(failedLiterals());
}

/** One of them, as a DIMACS literal: the clause of their negations is proved. */
export function failedAt(index: u32): i32 {
  const denied = get(failedLiterals(), index);
  const variable = <i32>(denied >> 1) + 1;
  return (denied & 1) != 0 ? variable : -variable;
}
