/**
 * What a slot is for may stand behind Indirections. What an entry does with it does not depend on
 * which way it was found: so it is taken for anything of which is known what `kernel/refines/found`
 * proves of whatever is found, and the code and the specification find the same.
 */
import * as numbers from "@ashlar/kernel/interface";
import {
  all,
  and,
  bitVector,
  equal,
  implies,
  not,
  or,
  type Term,
  ult,
  variable,
  zeroExtend,
} from "@ashlar/logic";
import type { Theorem } from "@ashlar/logic/prove";
import { number64 } from "@ashlar/spec";
import {
  type Capability,
  type Found,
  fields,
  isLive,
  named,
  object,
  pageInvariants,
  type State,
} from "@ashlar/spec/kernel";
import { stated } from "../../prove/stated.js";
import type { Statement } from "../../prove/statement.js";
import type { Core } from "../../rapilog/core.js";
import { arbitraryMoment } from "./moment.js";
import { relied } from "./relied.js";

const ZERO = number64(0);
const BITS = { generation: 64, page: 20, rights: 8, badge: 32 } as const;

/** What is known of what a slot is for: it is nothing, or something that is there. */
function isThere(state: State, { generation, page, rights, badge }: Capability): Term[] {
  const isFound = all([
    ult(page, state.pages),
    equal(state.get(fields.GENERATION, page), generation),
    equal(state.get(fields.DYING, page), ZERO),
    not(equal(state.get(fields.TYPE, page), ZERO)),
  ]);
  return [
    or(equal(generation, ZERO), isFound),
    ...(
      [
        [page, BITS.page],
        [rights, BITS.rights],
        [badge, BITS.badge],
      ] as const
    ).map(([part, bits]) => ult(part, number64(1n << BigInt(bits)))),
  ];
}

/** What stands in a slot, if it is there itself and no Indirection, is what the slot is for. */
function isPlain(state: State, slot: Term, found: Capability): Term[] {
  const itself = named(state, slot);
  const isIndirect = equal(state.get(fields.TYPE, itself.page), number64(numbers.INDIRECTION));
  const is = and(isLive(state, itself), not(isIndirect));
  return (Object.keys(BITS) as (keyof typeof BITS)[]).map((part) =>
    implies(is, equal(found[part], itself[part])),
  );
}

/** What slots are for at the moment before an entry. */
export class Findings {
  readonly #found = new Map<Term, Capability>();

  /** What stands in slots themselves is looked at, or not. */
  constructor(private readonly isLookedAt = false) {}

  /** Anything, and the same whenever it is looked for. */
  readonly found: Found = (what, slot) => {
    if (what !== "object") return undefined;
    const known = this.#found.get(slot);
    if (known !== undefined) return known;
    const name = `slot ${this.#found.size}`;
    const part = (of: keyof typeof BITS) =>
      zeroExtend(variable(`${of} behind ${name}`, bitVector(BITS[of])), 64);
    const one = {
      generation: part("generation"),
      page: part("page"),
      rights: part("rights"),
      badge: part("badge"),
    };
    this.#found.set(slot, one);
    return one;
  };

  /** What each slot that was looked for is for. */
  get all(): ReadonlyMap<Term, Capability> {
    return this.#found;
  }

  /** What is known of all that was looked for. */
  known(state: State): Term[] {
    return [...this.#found].flatMap(([slot, one]) => [
      ...isThere(state, one),
      ...(this.isLookedAt ? isPlain(state, slot, one) : []),
    ]);
  }
}

function follows(
  kernel: Core,
  claimed: (state: State, found: Capability, slot: Term) => Term[],
): Statement {
  const { state } = arbitraryMoment(kernel.module);
  const slot = variable("a slot", bitVector(64));
  const isThread = equal(state.get(fields.TYPE, state.current), number64(numbers.THREAD));
  // What is found is looked at, so that what holds of it is relied on too.
  const looked = (before: State) => {
    const { page } = object(before, slot);
    before.get(fields.TYPE, page);
    return before;
  };
  const claims = [...pageInvariants(state, ZERO), ...relied(state, looked)];
  return {
    hypotheses: [isThread, ...claims.map(({ holds }) => holds)],
    obligations: claimed(state, object(state, slot), slot).map((goal) => ({
      claim: "it is nothing, or it is there; and what stands there itself is it",
      goal,
    })),
    atOnce: true,
  };
}

export const foundTheorem = (kernel: Core): Theorem =>
  stated({
    id: "kernel/refines/found",
    says: "what a slot is for is nothing, or something that is there",
    build: () =>
      follows(kernel, (state, found, slot) => [
        ...isThere(state, found),
        ...isPlain(state, slot, found),
      ]),
    wrong: {
      "something always": () => follows(kernel, (state, found) => [isLive(state, found)]),
      "with fewer rights": () =>
        follows(kernel, (_, { rights }) => [ult(rights, number64(numbers.ALL_RIGHTS))]),
      "what stands there always": () =>
        follows(kernel, (state, { page }, slot) => [equal(page, named(state, slot).page)]),
    },
  });
