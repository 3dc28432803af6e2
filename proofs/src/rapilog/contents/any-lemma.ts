/** The lemmas about any tables, any history and any window, which are theorems. */
import { and, BOOLEAN, bitVector, equal, extract, type Term, variable } from "@ashlar/logic";
import { contents } from "@ashlar/spec";
import {
  appendingTo,
  forgetting,
  type Instant,
  instantOf,
  isWindow,
  type Lemma,
  meansItsAge,
} from "./lemmas.js";

const word = (name: string) => variable(name, bitVector(64));
const truth = (name: string) => variable(name, BOOLEAN);

const anyInstant = (when: string): Instant => ({
  known: {
    entry: {
      isPresent: truth(`an entry ${when}`),
      position: variable(`the entry's position ${when}`, bitVector(32)),
      isZero: truth(`the entry is zeros ${when}`),
    },
    range: { isThere: truth(`a range ${when}`), position: word(`the range's position ${when}`) },
  },
  version: {
    isThere: truth(`a version ${when}`),
    position: word(`the version's position ${when}`),
    isZero: truth(`the version is zeros ${when}`),
  },
  reading: {
    window: { from: word(`held from ${when}`), head: word(`head ${when}`) },
    released: word(`released ${when}`),
  },
  stands: word(`the entry stands at ${when}`),
  age: variable(`the entry's age ${when}`, bitVector(32)),
});

/** What the last two of it are. */
const isMeant = ({ known, version, reading, stands, age }: Instant): Term => {
  const meant = instantOf(known, version, reading);
  return and(equal(stands, meant.stands), equal(age, meant.age));
};

/** A lemma with what must be so of the instants that it is about. */
export interface AnyLemma {
  readonly lemma: Lemma;
  readonly meanings: readonly Term[];
}

export function anyForgetting(): AnyLemma {
  const [before, after] = [anyInstant("before"), anyInstant("after")];
  const ageMin = variable("ageMin", bitVector(32));
  return {
    lemma: forgetting(before, after, ageMin, word("since")),
    meanings: [before, after].map(isMeant),
  };
}

export function anyAppending(): AnyLemma {
  const [before, after] = [anyInstant("before"), anyInstant("after")];
  const appending = {
    isMeant: truth("it touches the sector"),
    position: word("it stands at"),
    isZero: truth("it is zeros"),
    isRange: truth("it is a large range"),
  };
  return {
    lemma: appendingTo(before, appending, after, word("since")),
    meanings: [before, after].map(isMeant),
  };
}

/** What is shown of tables that agree. */
export function anyReading(): AnyLemma {
  const instant = anyInstant("now");
  const { known, version, reading, stands, age } = instant;
  const premises = Object.fromEntries(
    contents.agreements(known, version, reading, stands).map(({ claim, holds }) => [claim, holds]),
  );
  const source = contents.shown(known, reading, age);
  const newest = contents.isNewest(known, version, reading, source);
  return {
    lemma: {
      premises: { ...premises, "the window is one": isWindow(reading) },
      conclusion: newest.map(({ claim, holds }) => ({ claim, goal: holds })),
      steps: [
        meansItsAge(instant),
        {
          claim: "its half is the half of what it means",
          goal: equal(extract(stands, 31, 0), known.entry.position),
        },
      ],
    },
    meanings: [isMeant(instant)],
  };
}
