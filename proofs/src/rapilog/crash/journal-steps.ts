/** What the journal thread does. */
import { add, constant, type Term, TRUE } from "@ashlar/logic";
import type { Theorem } from "@ashlar/logic/prove";
import { type Disk, type Reach, steps } from "@ashlar/spec";
import { any, anyTruth } from "./any-disk.js";
import { type StepRow, stepTheorem } from "./step-theorems.js";

const ONE = constant(64, 1);
const NOWHERE = constant(64, (1n << 64n) - 1n);

const reach: Reach = { position: any("reached"), records: any("reachedRecords") };
/** The records before it, and the one that it may stop in. */
const prefixes = [reach.records, add(reach.records, ONE)];

const writes = (row: Pick<StepRow<Reach>, "says" | "step" | "wrong">): StepRow<Reach> => ({
  ...row,
  event: reach,
  prefixes,
});

const stagingOther = (change: (disk: Disk) => Disk) => ({
  next: (disk: Disk, event: { readonly clean: Term }) => {
    const { journal } = steps.superblockStaged.next(change(disk), event);
    return { ...disk, journal };
  },
});

export const JOURNAL_STEPS: readonly Theorem[] = [
  stepTheorem(
    "journal-synced",
    writes({
      says: "after a sync of the journal what counts as journaled is whole records before the watermark, all of them and no other",
      step: steps.journalSynced,
      wrong: {
        "the record that it stops in counts": {
          next: (disk, { position, records }) =>
            steps.journalSynced.next(disk, { position, records: add(records, ONE) }),
        },
        "it counts before the sync, up to the head": {
          next: (disk, event) => ({
            ...steps.journalSynced.next(disk, event),
            journaledRecords: disk.stream.records,
          }),
        },
        "the record before does not count yet": {
          next: (disk, event) => ({
            ...steps.journalSynced.next(disk, event),
            journaledRecords: disk.journaledRecords,
          }),
        },
      },
    }),
  ),
  stepTheorem(
    "emergency-write",
    writes({
      says: "an emergency write takes from the energy what it takes from what is at stake",
      step: steps.emergencyWrite,
      wrong: {
        "it costs more than it writes": {
          next: (disk, event) => {
            const next = steps.emergencyWrite.next(disk, event);
            return { ...next, energy: constant(64, 0) };
          },
        },
        "it begins behind what is journaled": {
          next: (disk, event) => ({
            ...steps.emergencyWrite.next(disk, event),
            marks: disk.marks,
          }),
        },
      },
    }),
  ),
  stepTheorem(
    "energy-ends",
    writes({
      says: "a write that the energy does not suffice for is of nothing that clients were told of: that went first",
      step: steps.energyEnds,
      wrong: {
        "the rest does not go last": {
          may: (disk, event) => steps.energyEnds.may({ ...disk, told: disk.marks.head }, event),
        },
      },
    }),
  ),
  stepTheorem("superblock-staged", {
    says: "a superblock that is written names only what is home, and the life before which nothing may follow",
    step: steps.superblockStaged,
    event: { clean: anyTruth("clean") },
    wrong: {
      "it names what is journaled": stagingOther((disk) => ({
        ...disk,
        homeRecords: disk.journaledRecords,
      })),
      "it forgets the floor": {
        next: (disk, event) => {
          const next = steps.superblockStaged.next(disk, event);
          const staged = { ...next.journal.staged, floor: disk.journal.superblock.floor };
          return { ...next, journal: { ...next.journal, staged } };
        },
      },
      "it is clean before all is home": { may: () => TRUE },
    },
  }),
  stepTheorem("superblock-synced", {
    says: "a superblock that was written and synced may be the one that a restart begins from",
    step: steps.superblockSynced,
    event: {},
    wrong: {
      "it is said to be clean": {
        next: (disk) => {
          const { journal } = steps.superblockSynced.next(disk, {});
          return {
            ...disk,
            journal: { ...journal, superblock: { ...journal.staged, clean: TRUE } },
          };
        },
      },
      "it counts a life that is to come": {
        next: (disk) => {
          const { journal } = steps.superblockSynced.next(disk, {});
          const superblock = { ...journal.staged, life: add(disk.life, ONE) };
          return { ...disk, journal: { ...journal, superblock } };
        },
      },
    },
  }),
  stepTheorem("release", {
    says: "room in the ring is released only up to where a durable superblock says that the stream begins",
    step: steps.release,
    event: {},
    wrong: {
      "before the superblock is synced": {
        next: (disk) => ({
          ...steps.release.next(steps.superblockSynced.next(disk, {}), {}),
          journal: disk.journal,
        }),
      },
      "without a superblock, when it is home": {
        next: (disk) => ({ ...steps.release.next(disk, {}), releasedRecords: disk.homeRecords }),
      },
    },
  }),
  stepTheorem("spare-takes-over", {
    says: "when the spare takes over it holds all that counts, synced",
    step: steps.spareTakesOver,
    event: {},
    wrong: {
      "it has no fence": {
        next: (disk, event) => {
          const next = steps.spareTakesOver.next(disk, event);
          return { ...next, journal: { ...next.journal, fence: NOWHERE } };
        },
      },
      "its superblock names what was journaled as home": {
        next: (disk, event) => {
          const next = steps.spareTakesOver.next(disk, event);
          const superblock = { ...next.journal.superblock, released: disk.journaledRecords };
          return { ...next, journal: { ...next.journal, superblock, staged: superblock } };
        },
      },
    },
  }),
];
