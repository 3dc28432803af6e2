/**
 * What is assigned, in which order, on which level and why.
 *
 * What holds on level 0 holds for good and is proved at once as a clause of its own; from then on
 * that unit clause is the reason. So an antecedent's false literals of level 0 cost one hint each.
 */
import { literalsOf, NONE, numberOf, sizeOf } from "./clauses";
import { table } from "./memory";
import { proveBecause, proveBy, proveEnd, proveLiteral } from "./proof";

const TRUE: i8 = 1;
const FALSE: i8 = -1;

let values: u32 = 0;
/** Per variable: u32 level, u32 reason. */
let causes: u32 = 0;
let units: u32 = 0;
let trail: u32 = 0;
let trailCount: u32 = 0;
let propagatedCount: u32 = 0;
let levelStarts: u32 = 0;
let levelNow: u32 = 0;

export function resetTrail(variables: u32): void {
  values = table(variables << 1);
  causes = table(variables << 3);
  units = table(variables << 2);
  trail = table(variables << 2);
  levelStarts = table((variables + 1) << 2);
  trailCount = 0;
  propagatedCount = 0;
  levelNow = 0;
}

/** 1 if the literal is true, -1 if false, 0 if it has no value. */
export function truthOf(literal: u32): i32 {
  return <i32>load<i8>(values + literal);
}

export function valuesTable(): u32 {
  return values;
}

export function levelOf(variable: u32): u32 {
  return load<u32>(causes + (variable << 3));
}

/** The clause that implied the variable's value; `NONE` for decisions and on level 0. */
export function reasonOf(variable: u32): u32 {
  return load<u32>(causes + (variable << 3), 4);
}

export function setReason(variable: u32, clause: u32): void {
  store<u32>(causes + (variable << 3), clause, 4);
}

/** The number of the unit clause that fixes a variable of level 0. */
export function unitOf(variable: u32): u32 {
  return load<u32>(units + (variable << 2));
}

export function level(): u32 {
  return levelNow;
}

export function assignedCount(): u32 {
  return trailCount;
}

export function literalAt(position: u32): u32 {
  return load<u32>(trail + (position << 2));
}

export function levelStart(height: u32): u32 {
  return load<u32>(levelStarts + (height << 2));
}

/** Where the next literal to propagate stands on the trail. */
export function propagated(): u32 {
  return propagatedCount;
}

export function setPropagated(position: u32): void {
  propagatedCount = position;
}

function put(literal: u32): void {
  store<i8>(values + literal, TRUE);
  store<i8>(values + (literal ^ 1), FALSE);
  store<u32>(trail + (trailCount << 2), literal);
  trailCount++;
}

/** Opens a level and makes the literal true. */
export function decide(literal: u32): void {
  openLevel();
  imply(literal, NONE);
}

/** A level without a decision, for an assumption that holds already. */
export function openLevel(): void {
  levelNow++;
  store<u32>(levelStarts + (levelNow << 2), trailCount);
}

/** Makes the literal true because all others of the clause are false. */
export function imply(literal: u32, clause: u32): void {
  const variable = literal >> 1;
  store<u32>(causes + (variable << 3), levelNow);
  store<u32>(causes + (variable << 3), clause, 4);
  put(literal);
  if (levelNow == 0) proveUnit(literal, clause);
}

/** Makes the literal true for good, by the unit clause of this number. */
export function fix(literal: u32, number: u32): void {
  const variable = literal >> 1;
  store<u32>(units + (variable << 2), number);
  store<u32>(causes + (variable << 3), 0);
  store<u32>(causes + (variable << 3), NONE, 4);
  put(literal);
}

function proveUnit(literal: u32, clause: u32): void {
  proveLiteral(literal);
  proveBecause();
  proveByUnitsBut(literal, clause);
  const variable = literal >> 1;
  store<u32>(units + (variable << 2), proveEnd());
  setReason(variable, NONE);
}

function proveByUnitsBut(literal: u32, clause: u32): void {
  const begin = literalsOf(clause);
  const end = begin + (sizeOf(clause) << 2);
  for (let at = begin; at < end; at += 4)
    if (load<u32>(at) != literal) proveBy(unitOf(load<u32>(at) >> 1));
  proveBy(numberOf(clause));
}

/** The clause's literals are all false on level 0: the problem has no solution. */
export function proveEmpty(clause: u32): void {
  proveBecause();
  proveByUnitsBut(u32.MAX_VALUE, clause);
  proveEnd();
}

/** Takes the newest literal off the trail. */
export function unassignLast(): u32 {
  trailCount--;
  const literal = literalAt(trailCount);
  store<i8>(values + literal, 0);
  store<i8>(values + (literal ^ 1), 0);
  return literal;
}

/** After the literals above `target` were taken off. */
export function closeLevels(target: u32): void {
  levelNow = target;
  propagatedCount = trailCount;
}
