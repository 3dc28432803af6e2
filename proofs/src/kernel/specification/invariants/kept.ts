/** That an entry keeps the invariants, whatever the state was: case by case, claim by claim. */
import { replaced } from "@ashlar/logic";
import type { State } from "@ashlar/spec/kernel";
import type { Statement } from "../../../prove/statement.js";
import { anyArguments, anyState } from "../any-state.js";
import type { Entry } from "../entries.js";
import { begun } from "../moment.js";
import { inOtherTerms } from "../other-terms.js";
import { pathsOf, type Taking } from "../paths.js";
import { isTurn } from "../turns.js";
import { unknownObjects } from "../unknown-objects.js";
import { Followed } from "./followed.js";

/** The cases of an entry, in which whatever slots name is unknown. */
export function casesOf(state: State, entry: Entry, taking: Taking = {}) {
  const given = anyArguments();
  const { by, facts } = unknownObjects(state, given);
  const before = [...replaced(begun(state, entry, given), by), ...facts];
  const paths = pathsOf(state, before, (now) => entry.step(now, given), {
    ...taking,
    by,
    isTurn,
  }).map((path) => inOtherTerms(path, by));
  return { given, by, paths };
}

/** That an entry keeps those invariants of which it is asked. */
export function keptStatement(
  entry: Entry,
  isAsked: (claim: string) => boolean,
  taking: Taking = {},
): Statement {
  const state = anyState();
  const { paths } = casesOf(state, entry, taking);
  const obligations = paths.flatMap((path, at) =>
    new Followed(state, path).obligations(isAsked).map((obligation) => ({
      ...obligation,
      claim: `case ${at + 1} of ${paths.length}: ${obligation.claim}`,
    })),
  );
  return { hypotheses: [], obligations };
}
