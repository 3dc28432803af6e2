/**
 * What a slot names, and what it is for, is taken for anything at all of which is known what
 * `spec/confidentiality/found` proves: it is nothing; or it is there, and the policy allows it. In
 * turns of low domains it is the same in two states that look the same.
 */
import * as numbers from "@ashlar/kernel/interface";
import {
  all,
  and,
  equal,
  extract,
  implies,
  not,
  or,
  type Term,
  ult,
  variablesOf,
  zeroExtend,
} from "@ashlar/logic";
import { number64 } from "@ashlar/spec";
import {
  type Arguments,
  type Capability,
  type Found,
  fields,
  named,
  object,
  type State,
} from "@ashlar/spec/kernel";
import type { Obligation, Statement } from "../../../prove/statement.js";
import { any, anyState } from "../any-state.js";
import { known } from "../moment.js";
import { type Seen, watched } from "../paths.js";
import { mapsBySide, mayHold, obeys } from "./policy.js";
import { alike, isLowTurn } from "./view.js";

const ZERO = number64(0);
const PARTS = ["page", "generation", "rights", "badge"] as const;
const BYTE = number64(1n << 8n);
const WORD = number64(1n << 32n);

/** So many of what is passed may be slots; the lowest byte of the first may be an endpoint's. */
const SLOTS_MAX = 5;
const slotsIn = (given: Arguments): [Term, string][] => [
  ...given.slice(0, SLOTS_MAX).map((slot, at): [Term, string] => [slot, `argument ${at}`]),
  [zeroExtend(extract(given[0], 7, 0), 64), "the endpoint's slot"],
];

const unknown = (what: string): Capability =>
  Object.fromEntries(PARTS.map((part) => [part, any(`${what}: ${part}`)])) as unknown as Capability;

/** Of what a slot is for, or names: nothing, or a capability as the policy allows it. */
function isAllowed(state: State, found: Capability, isNamed: boolean): Term {
  const { page, generation, rights, badge } = found;
  const isLive = equal(state.get(fields.GENERATION, page), generation);
  const isLiving = and(
    equal(state.get(fields.DYING, page), ZERO),
    not(equal(state.get(fields.TYPE, page), number64(numbers.FREE))),
  );
  const isMine = mapsBySide(state, state.current, page, badge);
  const isRightsAndBadge = and(ult(rights, BYTE), ult(badge, WORD));
  return and(
    isRightsAndBadge,
    or(
      all([equal(generation, ZERO), equal(page, ZERO)]),
      all([
        not(equal(generation, ZERO)),
        ult(page, state.pages),
        or(equal(page, ZERO), mayHold(state, state.current, page, rights)),
        ...(isNamed ? [isMine, implies(isLive, isLiving)] : [isLive, isLiving]),
      ]),
    ),
  );
}

/** Who names something, or has what it is for, has a capability space. */
const hasSpace = (state: State, found: Capability) =>
  or(equal(found.generation, ZERO), not(equal(state.get(fields.ROOT.page, state.current), ZERO)));

export interface Findings {
  readonly found: Found;
  readonly facts: readonly Term[];
}

/** What is found behind what is passed, in a state and those that look the same in its turn. */
export function findings(state: State, given: Arguments): Findings {
  const names = new Map(slotsIn(given));
  const found: Found = (what, slot) => {
    const name = names.get(slot);
    return name === undefined ? undefined : unknown(`${what} by ${name}`);
  };
  const facts = [...names.values()].flatMap((name) => {
    const [one, its] = [unknown(`named by ${name}`), unknown(`object by ${name}`)];
    return [
      ...[isAllowed(state, one, true), isAllowed(state, its, false)],
      ...[hasSpace(state, one), hasSpace(state, its)],
    ];
  });
  return { found, facts };
}

/** The same, with what was asked for: the pages, and of some facts those that are about it. */
export function noting(found: Found) {
  const pages = new Set<Term>();
  const noted: Found = (what, slot) => {
    const capability = found(what, slot);
    if (capability !== undefined) pages.add(capability.page);
    return capability;
  };
  const isAsked = (fact: Term) => variablesOf([fact]).some((variable) => pages.has(variable));
  return { found: noted, pages, ofAsked: (facts: readonly Term[]) => facts.filter(isAsked) };
}

const policed = (state: State, seen: readonly Seen[]) => [
  obeys(state, fields.CURRENT, []),
  ...seen.map(([field, place]) => obeys(state, field, place)),
];

/** The lemma, of any slot. */
export function foundStatement(): Statement {
  const slot = any("slot");
  const [{ state, seen }, other] = [watched(anyState()), watched(alike(anyState()))];
  const one = [named(state, slot), object(state, slot)] as const;
  const its = [named(other.state, slot), object(other.state, slot)] as const;
  const what = ["what a slot names", "what it is for"];
  const allowed = one.map((found, at) => ({
    claim: `${what[at]} is there, and allowed`,
    goal: isAllowed(anyState(), found, at === 0),
  }));
  const spaces = one.map((found, at) => ({
    claim: `who has it has a capability space: ${what[at]}`,
    goal: hasSpace(anyState(), found),
  }));
  const same = one.flatMap((found, at): Obligation[] =>
    PARTS.map((part) => ({
      claim: `${what[at]} is the same: ${part}`,
      goal: equal(found[part], its[at]![part]),
      when: [isLowTurn(anyState())],
    })),
  );
  const both = [anyState(), alike(anyState())] as const;
  return {
    hypotheses: [
      not(equal(state.current, ZERO)),
      ...new Set([
        ...known(both[0], seen()),
        ...policed(both[0], seen()),
        ...known(both[1], other.seen()),
        ...policed(both[1], other.seen()),
      ]),
    ],
    obligations: [...allowed, ...same, ...spaces],
    together: true,
  };
}
