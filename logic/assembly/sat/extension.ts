/**
 * How a model of what is left becomes one of the problem: an eliminated variable first takes the
 * value that suits the clauses which are not kept here, and then changes it if one of the clauses
 * that are kept demands so (Eén, Biere, "Effective preprocessing in SAT", SAT 2005). The last that
 * was eliminated is the first that gets its value.
 *
 *     entry   u32 literal…, the pivot first   u32 count of literals
 */
import { literalsOf, sizeOf } from "./clauses";
import { allocate, classFor, release, table } from "./memory";
import { truthOf } from "./trail";

const BYTES_AT_FIRST: u32 = 4096;

let entries: u32 = 0;
let entriesClass: u32 = 0;
let bytes: u32 = 0;
let eliminated: u32 = 0;
let model: u32 = 0;
let variableCount: u32 = 0;

export function resetExtension(variables: u32): void {
  entriesClass = classFor(BYTES_AT_FIRST);
  entries = allocate(entriesClass);
  bytes = 0;
  variableCount = variables;
  eliminated = table(variables);
  model = table(variables << 1);
}

export function isEliminated(variable: u32): bool {
  return load<u8>(eliminated + variable) != 0;
}

export function setEliminated(variable: u32): void {
  store<u8>(eliminated + variable, 1);
}

function append(word: u32): void {
  if (bytes == (<u32>1) << entriesClass) {
    const larger = allocate(entriesClass + 1);
    memory.copy(larger, entries, bytes);
    release(entries, entriesClass);
    entries = larger;
    entriesClass++;
  }
  store<u32>(entries + bytes, word);
  bytes += 4;
}

/** If all other literals of the clause are false, the pivot has to be true. */
export function keepForModel(clause: u32, pivot: u32): void {
  append(pivot);
  const begin = literalsOf(clause);
  const end = begin + (sizeOf(clause) << 2);
  for (let at = begin; at < end; at += 4) if (load<u32>(at) != pivot) append(load<u32>(at));
  append(sizeOf(clause));
}

/** The value that an eliminated variable has unless a clause kept before demands the other. */
export function keepValue(literal: u32): void {
  append(literal);
  append(1);
}

/** Makes the model out of the trail. */
export function extendModel(): void {
  for (let literal: u32 = 0; literal < variableCount << 1; literal++)
    store<u8>(model + literal, truthOf(literal) > 0 ? 1 : 0);
  for (let end = bytes; end > 0; ) {
    const count = load<u32>(entries + end - 4);
    const begin = end - 4 - (count << 2);
    if (!isSatisfied(entries + begin, count)) makeTrue(load<u32>(entries + begin));
    end = begin;
  }
}

function isSatisfied(literals: u32, count: u32): bool {
  for (let index: u32 = 0; index < count; index++)
    if (load<u8>(model + load<u32>(literals + (index << 2))) != 0) return true;
  return false;
}

function makeTrue(literal: u32): void {
  store<u8>(model + literal, 1);
  store<u8>(model + (literal ^ 1), 0);
}

export function isTrueInModel(literal: u32): bool {
  return load<u8>(model + literal) != 0;
}
