/** A backing disk reports an error: nothing that was acknowledged is dropped. */
import { bitVector, equal, implies, not, ule } from "@ashlar/logic";
import type { Theorem } from "@ashlar/logic/prove";
import { type Disk, steps, watermarks } from "@ashlar/spec";
import type { Obligation, Statement } from "../../prove/statement.js";
import { any, anyDisk } from "./any-disk.js";
import { anySoundDisk, aroundNewest, readsAll, toldOf } from "./killed.js";
import { isSoundAt } from "./sound.js";
import { crashTheorem } from "./theorem.js";

const limit = any("limit");
const RECORD = any("record");

interface Errors {
  readonly journal: typeof steps.fault;
  readonly spare: typeof steps.spareTakesOver;
  readonly home: typeof steps.homeWrite;
  readonly append: typeof steps.append;
}

const prefixed = (what: string, obligations: readonly Obligation[]): Obligation[] =>
  obligations.map((obligation) => ({ ...obligation, claim: `${what}: ${obligation.claim}` }));

function journalFails(disk: Disk, { journal, append }: Errors): Obligation[] {
  const state = any("faultNow", bitVector(32));
  const next = journal.next(disk, { journal: state });
  const record = { sectors: any("sectors"), touches: equal(state, state), content: any("content") };
  const later = append.next(next, record);
  const isFault = not(equal(state, watermarks.JOURNAL_WORKS));
  return prefixed("the journal fails", [
    readsAll(disk, next),
    ...toldOf(disk, next).map((obligation) => ({ ...obligation, when: [isFault] })),
    {
      claim: "what is appended then is not acknowledged before the journal has it",
      goal: implies(isFault, equal(later.told, disk.told)),
      when: [append.may(next, record)],
    },
    {
      claim: "for good: nothing is appended any more",
      goal: implies(equal(state, watermarks.JOURNAL_FAILED), not(append.may(next, record))),
    },
  ]);
}

function spareTakesOver(disk: Disk, { spare }: Errors): Obligation[] {
  const next = spare.next(disk, {});
  const isInHistory = ule(RECORD, disk.stream.records);
  return prefixed("the spare takes over", [
    readsAll(disk, next),
    {
      claim: "all of the history is journaled",
      goal: implies(isInHistory, ule(RECORD, next.journaledRecords)),
    },
    {
      claim: "nothing is at stake",
      goal: ule(next.told, next.marks.journaled),
    },
  ]);
}

function homeFails(disk: Disk, { home }: Errors): Obligation[] {
  const event = { limit, content: any("torn") };
  const when = [
    home.may(disk, event),
    ...isSoundAt(disk, [limit], aroundNewest(disk, disk.stream.records)),
  ];
  const next = home.next(disk, event);
  const obligations = [readsAll(disk, next), ...toldOf(disk, next)];
  return prefixed(
    "the disk itself fails",
    obligations.map((obligation) => ({ ...obligation, when })),
  );
}

function statement(change: Partial<Errors> = {}): Statement {
  const { fault, append, homeWrite } = steps;
  const errors = {
    journal: fault,
    spare: steps.spareTakesOver,
    home: homeWrite,
    append,
    ...change,
  };
  const disk = anyDisk();
  return {
    together: true,
    hypotheses: anySoundDisk(disk),
    obligations: [
      ...journalFails(disk, errors),
      ...spareTakesOver(disk, errors),
      ...homeFails(disk, errors),
    ],
  };
}

export const BACKING_ERROR: Theorem = crashTheorem({
  id: "backing-error",
  says: "journal or disk report an error: a client reads what it read before, nothing is taken back, nothing more is acknowledged than is journaled, and for good nothing is appended; a spare that takes over holds all",
  build: () => statement(),
  wrong: {
    "what is not journaled is dropped": () =>
      statement({
        journal: {
          ...steps.fault,
          next: (disk, event) => {
            const next = steps.fault.next(disk, event);
            return { ...next, stream: { ...next.stream, records: disk.journaledRecords } };
          },
        },
      }),
    "the budget goes on": () =>
      statement({
        append: {
          ...steps.append,
          next: (disk, event) =>
            steps.append.next(
              { ...disk, marks: { ...disk.marks, journal: watermarks.JOURNAL_WORKS } },
              event,
            ),
        },
      }),
    "a journal that has failed for good still takes records": () =>
      statement({
        append: {
          ...steps.append,
          may: (disk, event) =>
            steps.append.may(
              { ...disk, marks: { ...disk.marks, journal: watermarks.JOURNAL_WORKS } },
              event,
            ),
        },
      }),
    "the spare is given what was not journaled yet, and takes over before that is done": () =>
      statement({
        spare: {
          ...steps.spareTakesOver,
          next: (disk, event) => ({
            ...steps.spareTakesOver.next(disk, event),
            journaledRecords: disk.journaledRecords,
          }),
        },
      }),
    "a home write that failed is taken for done": () =>
      statement({
        home: {
          ...steps.homeWrite,
          next: (disk, event) => ({
            ...steps.homeWrite.next(disk, event),
            releasedRecords: event.limit,
          }),
        },
      }),
  },
});
