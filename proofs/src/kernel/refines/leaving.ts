/** What is supposed of what routines leave, and proved of each (`part.ts`). */
import { bitVector, equal, implies, sortOf, type Term, variable } from "@ashlar/logic";
import { type Field, fields, type State, type Step } from "@ashlar/spec/kernel";
import { entryIn, isTable, PAGE, SLOT } from "./claims.js";
import { addressOf } from "./moment.js";
import type { RegionMemory } from "./region-memory.js";
import type { Told } from "./told.js";

/** The kernel's own words that routines change. */
const OWN_CHANGED: readonly Field[] = [fields.CURRENT, fields.SPACE];

/** Whether a routine may change that: what it leaves is anything there, and else as it was. */
export const mayChange = (step: Step): boolean =>
  "renewed" in step ||
  ("field" in step && (step.field.types !== undefined || OWN_CHANGED.includes(step.field)));

/** That no routine changes an entry of a page table. */
export function keepsEntries(before: State, after: State): Term {
  const [was, is] = [before, after].map((state) => state.get(fields.ENTRY, PAGE, SLOT));
  return implies(isTable(before), equal(was!, is!));
}

/** That of an entry of a page table the machine remembers what is there. */
export function isFresh(memory: RegionMemory, { objects }: Told, state: State): Term {
  const remembered = entryIn(memory.withObjects(objects));
  return implies(isTable(state), equal(remembered, entryIn(memory)));
}

/** That none changes which sources may interrupt in the turn of a domain. */
export function keepsSources(before: State, after: State): Term {
  const domain = before.get(fields.RUNNING_DOMAIN);
  const [was, is] = [before, after].map((state) => state.get(fields.MASK, domain));
  return equal(was!, is!);
}

/**
 * What a routine leaves of a memory: objects may be anything but that sources which may interrupt are
 * the same, in the domain whose turn it is; what is known of pages stays.
 */
export function renewed(memory: RegionMemory, before: State, name: string): RegionMemory {
  const objects = variable(`objects after ${name}`, sortOf(memory.objects));
  const after = memory.withObjects(objects);
  for (const field of OWN_CHANGED)
    after.store(addressOf(field, []), variable(`${field.name} after ${name}`, bitVector(32)));
  const domain = before.get(fields.RUNNING_DOMAIN);
  after.store(addressOf(fields.MASK, [domain]), before.get(fields.MASK, domain));
  return after;
}
