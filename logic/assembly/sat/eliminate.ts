/**
 * Variables that cost more than they say are resolved away before the search: all clauses with one
 * are replaced by their resolvents on it, where these are hardly more (bounded variable
 * elimination; Eén, Biere, "Effective preprocessing in SAT", SAT 2005). A resolvent's proof is its
 * two parents.
 */
import { literalsOf, numberOf, sizeOf } from "./clauses";
import { isEliminated, keepForModel, keepValue, setEliminated } from "./extension";
import { table } from "./memory";
import {
  addProved,
  clauseWords,
  collect,
  connectAll,
  contradicted,
  discard,
  occurrencesMax,
  settle,
} from "./occurrences";
import { proveBecause, proveBy, proveEnd, proveLiteral } from "./proof";
import { countOf, cut, get, newStack, push } from "./stack";
import { subsume } from "./subsume";
import { truthOf } from "./trail";

const OCCURRENCES_MAX: u32 = 40;
const RESOLVENT_SIZE_MAX: u32 = 40;
/** How many clauses an elimination may add, round by round. */
const GROWTH_MAX: u32 = 16;
const PASSES_MAX: u32 = 4;
const STEPS_MIN: i64 = 4_000_000;
const STEPS_PER_WORD: i64 = 100;

let variableCount: u32 = 0;
let literalMarks: u32 = 0;
let positives: u32 = 0;
let negatives: u32 = 0;
let resolvent: u32 = 0;
/** What effort is left, in literals looked at. */
let stepsLeft: i64 = 0;

export function resetEliminate(variables: u32): void {
  variableCount = variables;
  literalMarks = table(variables << 1);
  positives = newStack(OCCURRENCES_MAX);
  negatives = newStack(OCCURRENCES_MAX);
  resolvent = newStack(variables);
}

/** Preprocesses; the watches are to be set anew afterwards. */
export function eliminateVariables(): void {
  connectAll();
  settle();
  stepsLeft = STEPS_MIN + STEPS_PER_WORD * <i64>clauseWords();
  subsume();
  for (let growth: u32 = 0; growth <= GROWTH_MAX; growth = growth == 0 ? 8 : growth * 2)
    for (let pass: u32 = 0; pass < PASSES_MAX && eliminateUpTo(growth) > 0; pass++) subsume();
}

/** One pass over all variables, the rarest first; returns how many were eliminated. */
function eliminateUpTo(growth: u32): u32 {
  let count: u32 = 0;
  for (let rarity: u32 = 1; rarity <= 2 * OCCURRENCES_MAX; rarity = rarity * 2)
    for (let variable: u32 = 0; variable < variableCount; variable++) {
      if (contradicted() || stepsLeft < 0) return 0;
      if (isEliminated(variable) || truthOf(variable << 1) != 0) continue;
      const literal = variable << 1;
      if (occurrencesMax(literal) + occurrencesMax(literal | 1) > 4 * rarity) continue;
      if (!eliminate(variable, growth)) continue;
      settle();
      count++;
    }
  return count;
}

/** Eliminates a variable if that adds at most `growth` clauses. */
function eliminate(variable: u32, growth: u32): bool {
  const literal = variable << 1;
  if (occurrencesMax(literal) > OCCURRENCES_MAX) return false;
  if (occurrencesMax(literal | 1) > OCCURRENCES_MAX) return false;
  collect(literal, positives);
  collect(literal | 1, negatives);
  const limit = countOf(positives) + countOf(negatives) + growth;
  if (!resolveAll(literal, limit, false)) return false;
  resolveAll(literal, limit, true);
  keepClauses(literal);
  setEliminated(variable);
  return true;
}

/** Goes over all resolvents, and adds them or just counts them: false if they are too many. */
function resolveAll(literal: u32, limit: u32, adds: bool): bool {
  let count: u32 = 0;
  for (let index: u32 = 0; index < countOf(positives); index++) {
    const positive = get(positives, index);
    markLiterals(positive, 1);
    for (let other: u32 = 0; other < countOf(negatives) && count <= limit; other++) {
      const negative = get(negatives, other);
      const size = resolventSize(positive, negative, literal);
      if (size == 0) continue;
      count = size > RESOLVENT_SIZE_MAX ? limit + 1 : count + 1;
      if (adds) addResolvent(positive, negative, literal);
    }
    markLiterals(positive, 0);
    if (count > limit) return false;
  }
  return true;
}

function markLiterals(clause: u32, value: u8): void {
  const begin = literalsOf(clause);
  const end = begin + (sizeOf(clause) << 2);
  for (let at = begin; at < end; at += 4) store<u8>(literalMarks + load<u32>(at), value);
}

function isMarked(literal: u32): bool {
  return load<u8>(literalMarks + literal) != 0;
}

/** The size of the resolvent with the clause whose literals are marked, plus 1; 0 if it is true. */
function resolventSize(positive: u32, negative: u32, literal: u32): u32 {
  const begin = literalsOf(negative);
  const end = begin + (sizeOf(negative) << 2);
  stepsLeft -= <i64>sizeOf(negative);
  let size = sizeOf(positive);
  for (let at = begin; at < end; at += 4) {
    const here = load<u32>(at);
    if (here == (literal ^ 1)) continue;
    if (isMarked(here ^ 1)) return 0;
    if (!isMarked(here)) size++;
  }
  return size;
}

function addResolvent(positive: u32, negative: u32, literal: u32): void {
  if (contradicted()) return;
  cut(resolvent, 0);
  pushBut(positive, literal, false);
  pushBut(negative, literal ^ 1, true);
  for (let index: u32 = 0; index < countOf(resolvent); index++) proveLiteral(get(resolvent, index));
  proveBecause();
  proveBy(numberOf(positive));
  proveBy(numberOf(negative));
  addProved(resolvent, proveEnd());
}

function pushBut(clause: u32, pivot: u32, skipsMarked: bool): void {
  const begin = literalsOf(clause);
  const end = begin + (sizeOf(clause) << 2);
  for (let at = begin; at < end; at += 4) {
    const literal = load<u32>(at);
    if (literal != pivot && !(skipsMarked && isMarked(literal))) push(resolvent, literal);
  }
}

/** Keeps one side's clauses for the model, and discards both. */
function keepClauses(literal: u32): void {
  const isPositive = countOf(positives) <= countOf(negatives);
  const kept = isPositive ? positives : negatives;
  const pivot = isPositive ? literal : literal ^ 1;
  for (let index: u32 = 0; index < countOf(kept); index++) keepForModel(get(kept, index), pivot);
  keepValue(pivot ^ 1);
  for (let index: u32 = 0; index < countOf(positives); index++) discard(get(positives, index));
  for (let index: u32 = 0; index < countOf(negatives); index++) discard(get(negatives, index));
}
