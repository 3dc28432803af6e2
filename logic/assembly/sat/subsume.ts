/**
 * A clause that contains another one is superfluous; one that contains another but for one literal,
 * which it has negated, can do without that literal (Eén, Biere, SAT 2005).
 */
import {
  endOfClauses,
  firstClause,
  flagsOf,
  GARBAGE,
  LEARNED,
  literalsOf,
  nextClause,
  numberOf,
  setFlags,
  sizeOf,
} from "./clauses";
import { table } from "./memory";
import { addProved, contradicted, discard, isGarbage, occurrencesMax, settle } from "./occurrences";
import { proveBecause, proveBy, proveEnd, proveLiteral } from "./proof";
import { countOf, cut, get, newStack, push } from "./stack";
import { listOf, WATCH_BYTES, watchesBegin, watchesEnd } from "./watches";

/** Clauses that are larger, or whose rarest literal has more occurrences, are not tried. */
const SIZE_MAX: u32 = 24;
const OCCURRENCES_MAX: u32 = 200;
/** Marks clauses that were tried. */
const TRIED: u32 = 1 << 20;
const NO_LITERAL: u32 = u32.MAX_VALUE;
const NOT_CONTAINED: u32 = u32.MAX_VALUE - 1;

let literalMarks: u32 = 0;
let shortened: u32 = 0;

export function resetSubsume(variables: u32): void {
  literalMarks = table(variables << 1);
  shortened = newStack(variables);
}

/** Tries every clause that is new against those with a literal of it. */
export function subsume(): void {
  for (let clause = firstClause(); clause < endOfClauses(); clause = nextClause(clause)) {
    if (contradicted()) return;
    if ((flagsOf(clause) & (GARBAGE | LEARNED | TRIED)) != 0) continue;
    setFlags(clause, flagsOf(clause) | TRIED);
    if (sizeOf(clause) > SIZE_MAX) continue;
    subsumeBy(clause);
    settle();
  }
}

function subsumeBy(clause: u32): void {
  const rarest = rarestVariable(clause) << 1;
  if (occurrencesMax(rarest) + occurrencesMax(rarest | 1) > OCCURRENCES_MAX) return;
  tryList(clause, listOf(rarest));
  if (!isGarbage(clause)) tryList(clause, listOf(rarest | 1));
}

function rarestVariable(clause: u32): u32 {
  const begin = literalsOf(clause);
  const end = begin + (sizeOf(clause) << 2);
  let rarest: u32 = 0;
  let fewest: u32 = u32.MAX_VALUE;
  for (let at = begin; at < end; at += 4) {
    const literal = load<u32>(at);
    const count = occurrencesMax(literal) + occurrencesMax(literal ^ 1);
    if (count >= fewest) continue;
    fewest = count;
    rarest = literal >> 1;
  }
  return rarest;
}

/** The list may grow meanwhile, by clauses that are shorter; they are tried on their own. */
function tryList(clause: u32, list: u32): void {
  const count = (watchesEnd(list) - watchesBegin(list)) / WATCH_BYTES;
  for (let index: u32 = 0; index < count && !contradicted(); index++) {
    const other = load<u32>(watchesBegin(list) + index * WATCH_BYTES, 4);
    if (other == clause || isGarbage(other) || sizeOf(other) < sizeOf(clause)) continue;
    const superfluous = containment(clause, other);
    if (superfluous == NOT_CONTAINED) continue;
    if (superfluous != NO_LITERAL) shortenBy(clause, other, superfluous);
    discard(other);
  }
}

function markLiterals(clause: u32, value: u8): void {
  const begin = literalsOf(clause);
  const end = begin + (sizeOf(clause) << 2);
  for (let at = begin; at < end; at += 4) store<u8>(literalMarks + load<u32>(at), value);
}

/** `NO_LITERAL` if `other` contains the clause, or its literal that the clause has negated if all
 * the rest is contained. */
function containment(clause: u32, other: u32): u32 {
  markLiterals(other, 1);
  const begin = literalsOf(clause);
  const end = begin + (sizeOf(clause) << 2);
  let superfluous = NO_LITERAL;
  for (let at = begin; at < end; at += 4) {
    const literal = load<u32>(at);
    if (load<u8>(literalMarks + literal) != 0) continue;
    const isNegated = load<u8>(literalMarks + (literal ^ 1)) != 0;
    superfluous = isNegated && superfluous == NO_LITERAL ? literal ^ 1 : NOT_CONTAINED;
    if (superfluous == NOT_CONTAINED) break;
  }
  markLiterals(other, 0);
  return superfluous;
}

/** Replaces `other` by what is left of it without the superfluous literal. */
function shortenBy(clause: u32, other: u32, superfluous: u32): void {
  cut(shortened, 0);
  const begin = literalsOf(other);
  const end = begin + (sizeOf(other) << 2);
  for (let at = begin; at < end; at += 4)
    if (load<u32>(at) != superfluous) push(shortened, load<u32>(at));
  for (let index: u32 = 0; index < countOf(shortened); index++) proveLiteral(get(shortened, index));
  proveBecause();
  proveBy(numberOf(clause));
  proveBy(numberOf(other));
  addProved(shortened, proveEnd());
}
