/**
 * A state of the specification as numbers: what each field of each place is, where it is not zero. A
 * store is never changed. Two that are the same have the same text.
 */
import { bigintOf, FALSE, mark, numberOf, numberOr, release, type Term } from "@ashlar/logic";
import { number64 } from "@ashlar/spec";
import { type Change, type Field, fields, type Place, State } from "@ashlar/spec/kernel";
import { PLACES, slotsOf } from "../relation.js";

const FIELDS: readonly Field[] = [...PLACES.keys()];
const NUMBERS = new Map(FIELDS.map((field, at) => [field, at]));
/** Fields that are gone when a page is cleared: those of objects. */
const OF_OBJECTS = new Set(FIELDS.filter(({ types }) => types !== undefined));

const SLOTS = 1024;
/** More pages than any instance has. */
const PAGES = 64;

const keyOf = (field: Field, page: number, slot: number) =>
  (NUMBERS.get(field)! * PAGES + page) * SLOTS + slot;

/** Where something is. */
export interface At {
  readonly field: Field;
  readonly page: number;
  readonly slot: number;
}

export const atKey = (key: number): At => ({
  ...{ field: FIELDS[Math.floor(key / SLOTS / PAGES)]! },
  ...{ page: Math.floor(key / SLOTS) % PAGES, slot: key % SLOTS },
});

type Values = ReadonlyMap<number, bigint>;

export class Store {
  readonly #values: Values;
  private constructor(
    readonly pages: number,
    values: Values,
  ) {
    this.#values = values;
  }

  /** All that a state is, wherever a field means something. */
  static of(state: State, pages: number): Store {
    const values = new Map<number, bigint>();
    const put = (field: Field, page: number, slot: number, place: Place) => {
      const value = bigintOf(state.get(field, ...place));
      if (value !== 0n) values.set(keyOf(field, page, slot), value);
    };
    for (const [field, { perPage, perSlot }] of PLACES) {
      if (perPage === 0) put(field, 0, 0, []);
      for (let page = 0; perPage > 0 && page < pages; page++) {
        const type = numberOf(state.get(fields.TYPE, number64(page)));
        if (!(field.types?.includes(type) ?? true)) continue;
        const count = perSlot === 0 ? 1 : Math.max(slotsOf(type), 32);
        for (let slot = 0; slot < count; slot++)
          put(
            field,
            page,
            slot,
            perSlot === 0 ? [number64(page)] : ([page, slot].map(number64) as unknown as Place),
          );
      }
    }
    return new Store(pages, values);
  }

  get(field: Field, page = 0, slot = 0): bigint {
    return this.#values.get(keyOf(field, page, slot)) ?? 0n;
  }

  /** What is not zero, by numbers of places. */
  entries(): Iterable<readonly [key: number, value: bigint]> {
    return this.#values;
  }

  /** The state, as long as its terms are kept. */
  state(): State {
    const small = (term: Term | undefined, most: number) =>
      term === undefined ? 0 : numberOr(term, most);
    return State.of(number64(this.pages), (field, [page, slot]) => {
      const [at, its] = [small(page, PAGES), small(slot, SLOTS)];
      return number64(at < PAGES && its < SLOTS ? this.get(field, at, its) : 0);
    });
  }

  /** What it is after a step of the specification. */
  after(step: (state: State) => State): Store {
    const start = mark();
    try {
      const values = new Map(this.#values);
      for (const change of step(this.state()).changes.toReversed()) apply(values, change);
      return new Store(this.pages, values);
    } finally {
      release(start);
    }
  }

  /** The same for stores that are the same, and for no others. */
  text(): string {
    return textOf(this.#values);
  }
}

/** The same for values that are the same. */
export function textOf(values: Iterable<readonly [key: number, value: bigint]>): string {
  const texts = [...values].map(([key, value]) => `${key}:${value.toString(36)}`);
  return texts.sort().join("\n");
}

/** Where something is and what, of one line of such a text. */
export function lineText(line: string): string {
  const [key, value] = line.split(":");
  const { field, page, slot } = atKey(Number(key));
  const number = [...value!].reduce(
    (sum, digit) => sum * 36n + BigInt(Number.parseInt(digit, 36)),
    0n,
  );
  return `${field.name}, page ${page}, slot ${slot}: ${number}`;
}

function apply(values: Map<number, bigint>, change: Change): void {
  if (change.when === FALSE) return;
  if ("cleared" in change) {
    const page = numberOf(change.cleared);
    for (const key of [...values.keys()]) {
      const at = atKey(key);
      if (at.page === page && OF_OBJECTS.has(at.field)) values.delete(key);
    }
    return;
  }
  const [page = 0, slot = 0] = change.place.map((part) => numberOf(part!));
  const value = bigintOf(change.value);
  const key = keyOf(change.field, page, slot);
  if (value === 0n) values.delete(key);
  else values.set(key, value);
}
