/**
 * A state that a random history came to, and a step from it, as values of the variables that theorems
 * are about: so what these suppose is seen to be so in a state that there is.
 */
import {
  ArrayValue,
  type Assignment,
  bigintOf,
  nameOf,
  type Term,
  type Value,
} from "@ashlar/logic";
import { number64 } from "@ashlar/spec";
import { type Arguments, type Field, fields, object, type Place, State } from "@ashlar/spec/kernel";
import { PLACES, slotsOf } from "../relation.js";
import type { Entry } from "./entries.js";
import { isTurn } from "./turns.js";

/** A step of a history. */
export interface Taken {
  readonly entry: Entry;
  readonly before: State;
  readonly given: Arguments;
  /** The page and the slot that stand for all. */
  readonly page: number;
  readonly slot: number;
}

const value = (term: Term) => bigintOf(term);
const SLOT_BITS = 64n;

/** The states that the parts and turns of a step leave, in their order. */
function partsOf({ entry, before, given }: Taken): State[] {
  const left: State[] = [];
  let depth = 0;
  const stopped = (now: State, change: (state: State) => State): State => {
    depth += 1;
    const after = change(now);
    depth -= 1;
    if (depth === 0) left.push(after);
    return after;
  };
  const noted = State.of(before.pages, (field, place) => before.get(field, ...place), {
    part: (_, now, change) => stopped(now, change),
    routine: (routine, now, change) => (isTurn(routine) ? stopped(now, change) : undefined),
  });
  entry.step(noted, given);
  return left;
}

/** A field of a name; queues of objects of several types are at one place of a page. */
function fieldOf(name: string, isOfSlots: boolean): Field {
  const found = [...PLACES].find(
    ([field, { perSlot }]) => field.name === name && perSlot > 0 === isOfSlots,
  );
  return found![0];
}

/** All that a field is, in all pages, and slots if it has any. */
function tableOf(state: State, field: Field, pages: number): ArrayValue {
  const elements = new Map<bigint, bigint>();
  const { perSlot } = PLACES.get(field)!;
  for (let page = 0; page < pages; page++) {
    const type = Number(value(state.get(fields.TYPE, number64(page))));
    const count = perSlot === 0 ? 1 : Math.max(slotsOf(type), 32);
    for (let slot = 0; slot < count; slot++) {
      const at = [number64(page), number64(slot)].slice(0, perSlot === 0 ? 1 : 2);
      const is = value(state.get(field, ...(at as unknown as Place)));
      const index = perSlot === 0 ? BigInt(page) : (BigInt(page) << SLOT_BITS) | BigInt(slot);
      if (is !== 0n) elements.set(index, is);
    }
  }
  return new ArrayValue(0n, elements);
}

const TABLE = /^(page|slot)'s (.*?)(?: after part (\d+))?$/;
const OWN = /^kernel's own (.*?)(?: after part (\d+))?$/;
const BEHIND = /^kernel's (page|generation|rights|badge) behind (?:argument (\d)|the endpoint)/;
const ARGUMENT = /^kernel's argument (\d)$/;

/** Values of variables in a state and a step. */
export function assignmentOf(taken: Taken, variables: readonly Term[]): Assignment {
  const states = [taken.before, ...partsOf(taken)];
  return new Map(variables.map((variable) => [variable, valueIn(taken, states, nameOf(variable))]));
}

function valueIn(
  { before, given, page, slot }: Taken,
  states: readonly State[],
  name: string,
): Value {
  const table = TABLE.exec(name);
  if (table !== null) {
    const field = fieldOf(table[2]!, table[1] === "slot");
    return tableOf(states[Number(table[3] ?? 0)] ?? before, field, Number(value(before.pages)));
  }
  const own = OWN.exec(name);
  if (own !== null)
    return value((states[Number(own[2] ?? 0)] ?? before).get(fieldOf(own[1]!, false)));
  const behind = BEHIND.exec(name);
  if (behind !== null) {
    const at = behind[2];
    const named = at === undefined ? number64(value(given[0]) & 0xffn) : given[Number(at)]!;
    return value(object(before, named)[behind[1] as "page"]);
  }
  const argument = ARGUMENT.exec(name);
  if (argument !== null) return value(given[Number(argument[1])]!);
  if (name.startsWith("kernel's pages")) return value(before.pages);
  if (name.startsWith("kernel's slot")) return BigInt(slot);
  return BigInt(page);
}
