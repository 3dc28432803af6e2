/**
 * A user program's access in any state, with what is known of the tables and the frame on its way: the
 * invariants hold of any place, so also where the machine looks.
 */
import * as layout from "@ashlar/kernel/layout";
import { and, equal, lshr, not, type Term } from "@ashlar/logic";
import { number64 } from "@ashlar/spec";
import {
  fields,
  invariants,
  mapping,
  mappingInvariants,
  pageInvariants,
  placeInvariants,
  type State,
} from "@ashlar/spec/kernel";
import { any, anyState } from "../any-state.js";
import { isFree } from "../moment.js";
import { type Step, walk } from "./walk.js";

const ZERO = number64(0);
const PAGE_BIT = number64(layout.ENTRY_PAGE_BIT);
/** The machine's number of a page, in an entry. */
const NUMBER = number64((1n << 44n) - 1n);

/** A way through the tables, and where it may lead instead, in a machine that is wrong on purpose. */
export type Walk = typeof walk;

export interface Walked {
  readonly state: State;
  readonly address: Term;
  readonly steps: readonly [Step, Step, Step];
  /** The pages of which a number stands in the entries: two tables and a frame. */
  readonly pages: readonly Term[];
  /** Somebody runs, and the space has something in it. */
  readonly begun: readonly Term[];
  readonly perhaps: readonly Term[];
}

export const physicalIn = (entry: Term) => and(lshr(entry, PAGE_BIT), NUMBER);

const claimed = (state: State, page: Term, wanted: string) =>
  invariants(state, page, ZERO)
    .filter(({ claim }) => claim === wanted)
    .map(({ holds }) => holds);

/** Any access of whoever runs. */
export function anyAccess(way: Walk = walk): Walked {
  const state = anyState();
  const [address, root] = [any("address"), state.get(fields.SPACE)];
  const steps = way(state, root, address);
  const pages = steps.map(({ entry }) => mapping.pageIn(state, entry));
  const ofSteps = steps.flatMap(({ table, index }) => mappingInvariants(state, table, index));
  const ofPages = [root, ...pages].flatMap((page) => [
    ...pageInvariants(state, page),
    ...placeInvariants(state, page),
  ]);
  const begun = [not(equal(state.current, ZERO)), not(equal(root, ZERO)), isFree(state, ZERO)];
  return {
    ...{ state, address, steps, pages, begun },
    perhaps: [
      ...[...ofSteps, ...ofPages].map(({ holds }) => holds),
      ...claimed(state, state.current, "who runs is a thread that can"),
    ],
  };
}
