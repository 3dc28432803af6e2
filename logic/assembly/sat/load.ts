/**
 * The problem, as the host wrote it: DIMACS literals, each clause ended by 0; every literal was
 * checked there. A literal that is repeated counts once, a clause that always holds is left out;
 * both keep their numbers.
 */
import { literalsOf, newClause } from "./clauses";
import { clearMarks, mark, marksOf } from "./marks";
import { allocate, classFor, release } from "./memory";
import { proveBecause, proveBy, proveEnd } from "./proof";
import { countOf, cut, get, newStack, push } from "./stack";
import { fix, truthOf, unitOf } from "./trail";
import { watchClause } from "./watches";

let input: u32 = 0;
let inputClass: u32 = 0;
let literals: u32 = 0;

/** Where the host is to write `words` words. */
export function openInput(words: u32): u32 {
  inputClass = classFor((words + 1) << 2);
  input = allocate(inputClass);
  return input;
}

export function resetLoad(variables: u32): void {
  literals = newStack(variables << 1);
}

export function codeOf(word: i32): u32 {
  return word > 0 ? (<u32>word - 1) << 1 : ((<u32>-word - 1) << 1) | 1;
}

/** Takes the input in: false if it contradicts itself, which is proved then. */
export function loadInput(words: u32): bool {
  const end = input + (words << 2);
  let number: u32 = 0;
  for (let at = input; at < end; at = skipClause(at)) {
    number++;
    if (takeClause(at) && countOf(literals) >= 2) addClause(number);
  }
  const isConsistent = loadUnits(end);
  release(input, inputClass);
  return isConsistent;
}

/** Units come after all others: watches are set while nothing has a value. */
function loadUnits(end: u32): bool {
  let number: u32 = 0;
  for (let at = input; at < end; at = skipClause(at)) {
    number++;
    if (!takeClause(at) || countOf(literals) >= 2) continue;
    const value = countOf(literals) == 0 ? -1 : truthOf(get(literals, 0));
    if (value == 0) fix(get(literals, 0), number);
    if (value >= 0) continue;
    proveBecause();
    if (countOf(literals) > 0) proveBy(unitOf(get(literals, 0) >> 1));
    proveBy(number);
    proveEnd();
    return false;
  }
  return true;
}

function skipClause(from: u32): u32 {
  let at = from;
  while (load<i32>(at) != 0) at += 4;
  return at + 4;
}

/** Reads a clause to `literals`; false if it always holds. */
function takeClause(from: u32): bool {
  cut(literals, 0);
  let isTautology = false;
  for (let at = from; load<i32>(at) != 0; at += 4) {
    const literal = codeOf(load<i32>(at));
    const sign: u8 = (literal & 1) != 0 ? 2 : 1;
    const before = marksOf(literal >> 1);
    if ((before & sign) != 0) continue;
    if (before != 0) isTautology = true;
    mark(literal >> 1, sign);
    push(literals, literal);
  }
  clearMarks();
  return !isTautology;
}

function addClause(number: u32): void {
  const size = countOf(literals);
  const clause = newClause(size, 0, number);
  const address = literalsOf(clause);
  for (let index: u32 = 0; index < size; index++)
    store<u32>(address + (index << 2), get(literals, index));
  watchClause(clause);
}
