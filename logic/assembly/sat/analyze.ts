/**
 * From a conflict to a learned clause: resolution back to the first unique implication point
 * (Zhang et al., "Efficient conflict driven learning", ICCAD 2001), then minimisation.
 */
import { flagsOf, glueOf, LEARNED, literalsOf, setGlueAndUsed, sizeOf, usedOf } from "./clauses";
import { clearHints, hintImplied, hintResolved, hintUnit, proveLearned } from "./hints";
import { clearMarks, mark, marksOf, SEEN } from "./marks";
import { table } from "./memory";
import { minimise } from "./minimise";
import { bump } from "./order";
import { countOf, cut, get, newStack, push, set } from "./stack";
import { assignedCount, level, levelOf, literalAt, reasonOf } from "./trail";

/** Clauses of at most this glue are kept for good (Audemard, Simon, IJCAI 2009)… */
export const GLUE_KEPT: u32 = 2;
/** …and those of at most this one for two reductions after their last use. */
export const GLUE_SPARED: u32 = 6;

let variableCount: u32 = 0;
let learned: u32 = 0;
let stamps: u32 = 0;
let stamp: u32 = 0;
let glue: u32 = 0;
let open: u32 = 0;

export function resetAnalyze(variables: u32): void {
  variableCount = variables;
  learned = newStack(variables);
  stamps = table((variables + 1) << 2);
  stamp = 0;
}

/** The literals of the clause learned last; the one that it implies after the jump is first. */
export function learnedLiterals(): u32 {
  return learned;
}

/** Over how many levels they were spread. */
export function learnedGlue(): u32 {
  return glue;
}

/** Learns from a clause that is false on this level, not 0; returns the number of its proof. */
export function analyze(conflict: u32): u32 {
  clearHints();
  cut(learned, 0);
  push(learned, 0);
  open = 0;
  resolveBack(conflict);
  glue = stampLevels();
  const removed = minimise(learned, stamps, stamp);
  for (let index: u32 = 0; index < countOf(removed); index++) hintImplied(get(removed, index));
  const number = proveLearned(learned);
  clearMarks();
  return number;
}

function resolveBack(conflict: u32): void {
  let clause = conflict;
  let position = assignedCount();
  while (true) {
    resolveWith(clause);
    do position--;
    while ((marksOf(literalAt(position) >> 1) & SEEN) == 0);
    const literal = literalAt(position);
    open--;
    if (open == 0) {
      set(learned, 0, literal ^ 1);
      return;
    }
    clause = reasonOf(literal >> 1);
  }
}

function resolveWith(clause: u32): void {
  hintResolved(clause);
  if ((flagsOf(clause) & LEARNED) != 0) noteUse(clause);
  const begin = literalsOf(clause);
  const end = begin + (sizeOf(clause) << 2);
  for (let at = begin; at < end; at += 4) meet(load<u32>(at));
}

function meet(literal: u32): void {
  const variable = literal >> 1;
  if ((marksOf(variable) & SEEN) != 0) return;
  const at = levelOf(variable);
  if (at == 0) {
    hintUnit(variable);
    return;
  }
  mark(variable, SEEN);
  bump(variable, variableCount);
  if (at == level()) open++;
  else push(learned, literal);
}

/** A learned clause that helps is spared for a while, and may turn out better than it was. */
function noteUse(clause: u32): void {
  const before = glueOf(clause);
  if (before <= GLUE_KEPT) return;
  const now = min<u32>(before, glueNow(clause));
  setGlueAndUsed(clause, now, max<u32>(usedOf(clause), now <= GLUE_SPARED ? 2 : 1));
}

function glueNow(clause: u32): u32 {
  nextStamp();
  let count: u32 = 0;
  const begin = literalsOf(clause);
  const end = begin + (sizeOf(clause) << 2);
  for (let at = begin; at < end; at += 4) count += stampLevel(levelOf(load<u32>(at) >> 1));
  return count;
}

function nextStamp(): void {
  stamp++;
  if (stamp != 0) return;
  memory.fill(stamps, 0, (variableCount + 1) << 2);
  stamp = 1;
}

function stampLevel(height: u32): u32 {
  const address = stamps + (height << 2);
  if (load<u32>(address) == stamp) return 0;
  store<u32>(address, stamp);
  return 1;
}

/** Marks the levels of the learned clause; returns how many they are. */
function stampLevels(): u32 {
  nextStamp();
  let count = stampLevel(level());
  for (let index: u32 = 1; index < countOf(learned); index++)
    count += stampLevel(levelOf(get(learned, index) >> 1));
  return count;
}

/** Puts a literal of the highest level but the conflict's second; returns that level. */
export function jumpLevel(): u32 {
  let highest: u32 = 0;
  for (let index: u32 = 1; index < countOf(learned); index++) {
    const at = levelOf(get(learned, index) >> 1);
    if (at <= highest) continue;
    highest = at;
    const literal = get(learned, index);
    set(learned, index, get(learned, 1));
    set(learned, 1, literal);
  }
  return highest;
}
