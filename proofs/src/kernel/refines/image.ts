/**
 * What a specification's step changes, written into memory: what is left must be what the code
 * leaves, to the last bit of every word. So nothing is said of single fields, and no question asks
 * for a page's type.
 *
 * Then every field of every page is what the specification says. By induction over the changes:
 * one is written where its field is in its page, which has the type of the field when the step is
 * over, and the value fits there (`isTyped`, proved of each change). Fields of one type of page lie
 * apart (`relation.ts`, tested), so no other field that means something is changed by that.
 */
import * as numbers from "@ashlar/kernel/interface";
import {
  all,
  any,
  conjuncts,
  equal,
  extract,
  implies,
  ite,
  type Term,
  TRUE,
  ult,
  zeroExtend,
} from "@ashlar/logic";
import { number64 } from "@ashlar/spec";
import { type Field, fields, type Lookup, type State, type Step } from "@ashlar/spec/kernel";
import { PLACES, slotsOf } from "../relation.js";
import { addressOf } from "./moment.js";
import type { RegionMemory } from "./region-memory.js";

const bitsOf = (field: Field) => 8 * PLACES.get(field)!.bytes;

/** Changes without those that are in what a routine leaves, which is called whenever they are made. */
function withoutRenewed(steps: readonly Step[]): Step[] {
  const renewed: (readonly Term[])[] = [];
  return steps.filter((step) => {
    const when = new Set(conjuncts(step.when));
    const isRenewed = renewed.some((conditions) => conditions.every((one) => when.has(one)));
    if ("renewed" in step) renewed.push([...when]);
    return !isRenewed;
  });
}

/**
 * Puts changes, the last one is the first, into a memory; what routines leave is in other memories.
 */
export function write(
  memory: RegionMemory,
  steps: readonly Step[],
  left: ReadonlyMap<Lookup, RegionMemory> = new Map(),
): void {
  for (const change of withoutRenewed(steps).toReversed()) {
    if ("renewed" in change) {
      memory.become(change.when, left.get(change.renewed)!);
      continue;
    }
    if ("cleared" in change) throw new Error("no image is made of pages that are cleared");
    const { when, field, place, value } = change;
    const address = addressOf(field, place);
    const narrow = extract(value, bitsOf(field) - 1, 0);
    memory.store(address, ite(when, narrow, memory.load(address, PLACES.get(field)!.bytes)));
  }
}

/** How many slots, entries or registers a page has of a field. */
const COUNTS: ReadonlyMap<Field, number> = new Map([
  [fields.REGISTER, numbers.REGISTERS],
  [fields.MAPPING, numbers.MAPPING_SLOTS],
]);

/** How many a page has of a field that has slots. */
export const countOf = (field: Field): number =>
  COUNTS.get(field) ?? Math.max(...(field.types ?? []).map(slotsOf));

/** Whether a change is of a field that its page has in the end, and fits in there. */
export function isTyped(change: Step, after: State): Term {
  if ("renewed" in change) return TRUE;
  if ("cleared" in change) throw new Error("no image is made of pages that are cleared");
  const {
    when,
    field,
    place: [page, slot],
    value,
  } = change;
  const { perPage, perSlot } = PLACES.get(field)!;
  const fits = equal(zeroExtend(extract(value, bitsOf(field) - 1, 0), 64), value);
  const isPage = perPage === 0 ? [] : [ult(page!, after.pages)];
  const isSlot = perSlot === 0 ? [] : [ult(slot!, number64(countOf(field)))];
  const has = field.types?.map((type) => equal(after.get(fields.TYPE, page!), number64(type)));
  return implies(when, all([fits, ...isPage, ...isSlot, ...(has ? [any(has)] : [])]));
}
