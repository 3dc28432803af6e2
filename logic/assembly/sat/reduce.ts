/**
 * Forgetting: learned clauses that were of little use go, so that propagation stays quick; with
 * them whatever is satisfied on level 0. The certificate keeps them, so nothing is said there.
 */
import { GLUE_KEPT } from "./analyze";
import {
  cutClauses,
  endOfClauses,
  firstClause,
  flagsOf,
  GARBAGE,
  glueOf,
  LEARNED,
  literalsOf,
  moveClause,
  nextClause,
  setFlags,
  setGlueAndUsed,
  sizeOf,
  usedOf,
} from "./clauses";
import { isEliminated } from "./extension";
import { assignedCount, level, levelOf, levelStart, reasonOf, setReason, truthOf } from "./trail";
import { rewatch } from "./watches";

/** Candidates are told apart by glue and size, up to these. */
const GLUES: u32 = 64;
const SIZES: u32 = 64;
const ranks: u32 = <u32>memory.data(16384, 4);
const FORGOTTEN_PERCENT: u32 = 75;

let fixedBefore: u32 = 0;

export function resetReduce(): void {
  fixedBefore = 0;
}

function rankOf(clause: u32): u32 {
  return min<u32>(glueOf(clause), GLUES - 1) * SIZES + min<u32>(sizeOf(clause), SIZES - 1);
}

/** Whether a clause is the reason of an assigned literal, which then is among its first two. */
function reasonedVariable(clause: u32): u32 {
  const first = load<u32>(literalsOf(clause)) >> 1;
  if (reasonOf(first) == clause && isReasoned(first)) return first;
  const second = load<u32>(literalsOf(clause), 4) >> 1;
  if (reasonOf(second) == clause && isReasoned(second)) return second;
  return u32.MAX_VALUE;
}

function isReasoned(variable: u32): bool {
  return truthOf(variable << 1) != 0 && levelOf(variable) > 0;
}

function isCandidate(clause: u32): bool {
  if ((flagsOf(clause) & (LEARNED | GARBAGE)) != LEARNED) return false;
  if (glueOf(clause) <= GLUE_KEPT || sizeOf(clause) == 2) return false;
  return reasonedVariable(clause) == u32.MAX_VALUE;
}

/** Counts candidates by rank; those used lately are spared and wear off. */
function countRanks(): u32 {
  memory.fill(ranks, 0, GLUES * SIZES * 4);
  let candidates: u32 = 0;
  const end = endOfClauses();
  for (let clause = firstClause(); clause < end; clause = nextClause(clause)) {
    if (!isCandidate(clause) || usedOf(clause) > 0) continue;
    const slot = ranks + (rankOf(clause) << 2);
    store<u32>(slot, load<u32>(slot) + 1);
    candidates++;
  }
  return candidates;
}

/** The lowest rank of which everything goes. */
function rankLimit(candidates: u32): u32 {
  let toForget = <u32>((<u64>candidates * <u64>FORGOTTEN_PERCENT) / 100);
  let rank = GLUES * SIZES;
  while (rank > 0) {
    const here = load<u32>(ranks + ((rank - 1) << 2));
    if (here > toForget) break;
    toForget -= here;
    rank--;
  }
  return rank;
}

function forgetFrom(limit: u32): void {
  const end = endOfClauses();
  for (let clause = firstClause(); clause < end; clause = nextClause(clause)) {
    if (!isCandidate(clause)) continue;
    const used = usedOf(clause);
    if (used > 0) setGlueAndUsed(clause, glueOf(clause), used - 1);
    else if (rankOf(clause) >= limit) setFlags(clause, flagsOf(clause) | GARBAGE);
  }
}

function isSatisfied(clause: u32): bool {
  const begin = literalsOf(clause);
  const end = begin + (sizeOf(clause) << 2);
  for (let at = begin; at < end; at += 4) {
    const literal = load<u32>(at);
    if (truthOf(literal) > 0 && levelOf(literal >> 1) == 0) return true;
  }
  return false;
}

function forgetSatisfied(): void {
  const fixed = level() == 0 ? assignedCount() : levelStart(1);
  if (fixed == fixedBefore) return;
  fixedBefore = fixed;
  const end = endOfClauses();
  for (let clause = firstClause(); clause < end; clause = nextClause(clause))
    if (isSatisfied(clause)) setFlags(clause, flagsOf(clause) | GARBAGE);
}

/** Moves what stays together, and lets reasons point to where their clauses are now. */
function compact(): void {
  let to = firstClause();
  const end = endOfClauses();
  for (let clause = to; clause < end; ) {
    const next = nextClause(clause);
    if ((flagsOf(clause) & GARBAGE) == 0) {
      const variable = reasonedVariable(clause);
      const bytes = next - clause;
      if (to != clause) moveClause(clause, to);
      if (variable != u32.MAX_VALUE) setReason(variable, to);
      to += bytes;
    }
    clause = next;
  }
  cutClauses(to);
}

/** Forgets most of what is not of use; everything is propagated before and after. */
export function reduce(): void {
  forgetSatisfied();
  forgetFrom(rankLimit(countRanks()));
  collectGarbage();
}

/** Makes garbage of what was learned about variables that are eliminated; the rest still follows. */
export function forgetEliminated(): void {
  const end = endOfClauses();
  for (let clause = firstClause(); clause < end; clause = nextClause(clause))
    if ((flagsOf(clause) & LEARNED) != 0 && hasEliminated(clause))
      setFlags(clause, flagsOf(clause) | GARBAGE);
}

function hasEliminated(clause: u32): bool {
  const begin = literalsOf(clause);
  const end = begin + (sizeOf(clause) << 2);
  for (let at = begin; at < end; at += 4) if (isEliminated(load<u32>(at) >> 1)) return true;
  return false;
}

/** Makes room of what is garbage, and watches the rest. */
export function collectGarbage(): void {
  compact();
  rewatch();
}
