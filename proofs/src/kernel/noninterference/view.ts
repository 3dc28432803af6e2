/** What the theorems' observer sees of a state of the instance, as text. */
import {
  ArrayValue,
  type Assignment,
  evaluateAll,
  mark,
  nameOf,
  release,
  variablesOf,
} from "@ashlar/logic";
import { number64 } from "@ashlar/spec";
import { type Field, fields, type Place } from "@ashlar/spec/kernel";
import { isClosed, isLow, isLowSlot } from "../specification/confidentiality/labels.js";
import { isSeen } from "../specification/confidentiality/view.js";
import { LABELS } from "./instance.js";
import { atKey, type Store, textOf } from "./store.js";

const PAGES = 64;
const SLOT_BITS = 64n;
const MAPPING_SLOTS = 4;

/** The variables by which theorems tell sides, with the instance's sides. */
export function labelling(): Assignment {
  const { isLow: low, isClosed: closed, isLowSlot: lowSlot } = LABELS;
  const pages = Array.from({ length: PAGES }, (_, page) => page);
  const marked = (is: (page: number) => boolean) =>
    new ArrayValue(0n, new Map(pages.filter(is).map((page) => [BigInt(page), 1n])));
  const slots = pages.flatMap((page) =>
    Array.from({ length: MAPPING_SLOTS }, (_, slot) => [page, slot] as const),
  );
  const marks = slots
    .filter(([page, slot]) => lowSlot(page, slot))
    .map(([page, slot]) => [(BigInt(page) << SLOT_BITS) | BigInt(slot), 1n] as const);
  const zero = number64(0);
  const names = new Map([
    [nameOf(variablesOf([isLow(zero)])[0]!), marked(low)],
    [nameOf(variablesOf([isClosed(zero)])[0]!), marked(closed)],
    [nameOf(variablesOf([isLowSlot(zero, zero)])[0]!), new ArrayValue(0n, new Map(marks))],
  ]);
  const variables = variablesOf([isLow(zero), isClosed(zero), isLowSlot(zero, zero)]);
  return new Map(variables.map((variable) => [variable, names.get(nameOf(variable))!]));
}

/** Fields of which it depends on the state whether they are seen. */
const OF_TURN: readonly Field[] = [fields.CURRENT, fields.SPACE];

export class View {
  readonly #labels = labelling();
  /** Of all other fields: whether a place is seen, by its number. */
  readonly #known = new Map<number, boolean>();

  /** All that the observer sees of a state. */
  textOf(store: Store): string {
    return textOf([...store.entries()].filter(([key]) => this.#isSeen(store, key)));
  }

  isLowTurn(store: Store): boolean {
    return LABELS.isLow(Number(store.get(fields.RUNNING_DOMAIN)));
  }

  #isSeen(store: Store, key: number): boolean {
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    const { field, page, slot } = atKey(key);
    const start = mark();
    const place = [page, slot].map((number) => number64(number)) as unknown as Place;
    const isOfTurn = OF_TURN.includes(field);
    const seen = isSeen(store.state(), field, isOfTurn ? [] : place);
    const is = evaluateAll([seen], this.#labels)[0] === 1n;
    release(start);
    if (!isOfTurn) this.#known.set(key, is);
    return is;
  }
}
