/**
 * Which variable is decided next: the one that conflicts met most, recent ones counting more
 * (exponential VSIDS; Eén, Sörensson, "An extensible SAT-solver", SAT 2003), in a binary heap.
 *
 * Invariant: every unassigned variable is in the heap.
 */
import { table } from "./memory";

const ABSENT: u32 = u32.MAX_VALUE;
const ACTIVITY_MAX: f64 = 1e150;

let activities: u32 = 0;
let heap: u32 = 0;
let places: u32 = 0;
let size: u32 = 0;
let increment: f64 = 1.0;
let decay: f64 = 0.95;

/** No variable waits yet: each is to `enter`. */
export function resetOrder(variables: u32): void {
  activities = table(variables << 3);
  heap = table(variables << 2);
  places = table(variables << 2);
  memory.fill(places, 0xff, variables << 2);
  size = 0;
  increment = 1.0;
}

export function setDecay(factor: f64): void {
  decay = factor;
}

/** Adds a variable for the first time, with an activity that only breaks ties. */
export function enter(variable: u32, activity: f64): void {
  store<f64>(activities + (variable << 3), activity);
  insert(variable);
}

function activityOf(variable: u32): f64 {
  return load<f64>(activities + (variable << 3));
}

function at(place: u32): u32 {
  return load<u32>(heap + (place << 2));
}

function put(place: u32, variable: u32): void {
  store<u32>(heap + (place << 2), variable);
  store<u32>(places + (variable << 2), place);
}

function siftUp(variable: u32, from: u32): void {
  const activity = activityOf(variable);
  let place = from;
  while (place > 0) {
    const parent = at((place - 1) >> 1);
    if (activityOf(parent) >= activity) break;
    put(place, parent);
    place = (place - 1) >> 1;
  }
  put(place, variable);
}

function siftDown(variable: u32, from: u32): void {
  const activity = activityOf(variable);
  let place = from;
  for (let child: u32 = 2 * place + 1; child < size; child = 2 * place + 1) {
    if (child + 1 < size && activityOf(at(child + 1)) > activityOf(at(child))) child++;
    if (activityOf(at(child)) <= activity) break;
    put(place, at(child));
    place = child;
  }
  put(place, variable);
}

/** Puts a variable back that is no longer assigned. */
export function insert(variable: u32): void {
  if (load<u32>(places + (variable << 2)) != ABSENT) return;
  size++;
  siftUp(variable, size - 1);
}

export function isWaiting(): bool {
  return size > 0;
}

/** Whether the heap's first variable comes after this one, which is not in it. */
export function firstComesAfter(variable: u32): bool {
  return activityOf(at(0)) < activityOf(variable);
}

export function first(): u32 {
  return at(0);
}

/** Takes the first variable out. */
export function takeFirst(): u32 {
  const variable = at(0);
  store<u32>(places + (variable << 2), ABSENT);
  size--;
  if (size > 0) siftDown(at(size), 0);
  return variable;
}

/** The variable took part in a conflict. */
export function bump(variable: u32, variables: u32): void {
  const activity = activityOf(variable) + increment;
  store<f64>(activities + (variable << 3), activity);
  if (activity > ACTIVITY_MAX) rescale(variables);
  const place = load<u32>(places + (variable << 2));
  if (place != ABSENT) siftUp(variable, place);
}

/** After a conflict: what comes counts more than what was. */
export function age(): void {
  increment /= decay;
}

function rescale(variables: u32): void {
  for (let variable: u32 = 0; variable < variables; variable++) {
    const address = activities + (variable << 3);
    store<f64>(address, load<f64>(address) / ACTIVITY_MAX);
  }
  increment /= ACTIVITY_MAX;
}
