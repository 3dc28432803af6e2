/** That an entry keeps the invariants, whatever the state was: case by case, claim by claim. */
import { equal, not, type Term, TRUE } from "@ashlar/logic";
import { number64 } from "@ashlar/spec";
import type { Arguments, State } from "@ashlar/spec/kernel";
import type { Obligation, Statement } from "../../../prove/statement.js";
import { any, anyArguments, anyState } from "../../inductive/any-state.js";
import type { Entry } from "../entries.js";
import { canBe, changed, inOtherTerms, type Path, pathsOf, watched } from "../paths.js";
import { unknownObjects } from "../unknown-objects.js";
import { mayKeep } from "./families.js";
import { type Anywhere, Instances, invariantsAt } from "./instances.js";

type Step = (state: State, given: Arguments) => State;

const ANYWHERE = (): Anywhere => ({
  page: any("page"),
  slot: any("slot"),
  other: any("other page"),
});

/** What is known before an entry beside the invariants. */
export const known = (state: State, { isByThread }: Entry): Term[] =>
  isByThread ? [not(equal(state.current, number64(0)))] : [];

/** The cases of an entry, in which whatever slots name is unknown. */
export function casesOf(state: State, entry: Entry, step: Step = entry.step) {
  const given = anyArguments();
  const { by, facts } = unknownObjects(state, given);
  const paths = pathsOf(state, known(state, entry), (before) => step(before, given))
    .map((path) => inOtherTerms(path, by))
    .filter(canBe);
  return { paths, facts };
}

/** That an entry keeps those invariants of which it is asked. */
export function keptStatement(
  entry: Entry,
  isAsked: (claim: string) => boolean,
  step: Step = entry.step,
): Statement {
  const state = anyState();
  const anywhere = ANYWHERE();
  const { paths, facts } = casesOf(state, entry, step);
  const instances = new Instances(state, anywhere);
  const obligations = paths.flatMap((path, at) =>
    keptIn(path, { instances, facts, isAsked }).map((obligation) => ({
      ...obligation,
      claim: `after case ${at + 1} of ${paths.length}: ${obligation.claim}`,
    })),
  );
  return { hypotheses: [], obligations };
}

interface Question {
  readonly instances: Instances;
  readonly facts: readonly Term[];
  readonly isAsked: (claim: string) => boolean;
}

/** What must be shown of one case; what is the same as before needs no proof. */
function keptIn(path: Path, { instances, facts, isAsked }: Question): Obligation[] {
  const { state, anywhere } = instances;
  const { state: before, seen } = watched(state);
  const goals = invariantsAt(changed(before, path.changes), anywhere);
  const same = new Map(invariantsAt(state, anywhere).map(({ claim, holds }) => [claim, holds]));
  const asked = goals.filter(
    ({ claim, holds }) => isAsked(claim) && holds !== TRUE && holds !== same.get(claim),
  );
  if (asked.length === 0) return [];
  const written = path.changes.flatMap((change) =>
    "field" in change ? [[change.field, change.place] as const] : [],
  );
  const around = instances.around([...path.seen, ...written, ...seen()]);
  return asked.map(({ claim, holds: goal }) => ({
    ...{ claim, goal, when: [...path.when, ...facts, same.get(claim)!] },
    perhaps: around.filter((one) => mayKeep(one.claim, claim)).map(({ holds }) => holds),
  }));
}
