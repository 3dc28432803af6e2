/** What the home thread does. */
import type { Term } from "@ashlar/logic";
import type { Theorem } from "@ashlar/logic/prove";
import { contentAfter, type Disk, steps } from "@ashlar/spec";
import { any } from "./any-disk.js";
import { stepTheorem } from "./step-theorems.js";

const limit = any("limit");

const withHome = (disk: Disk, home: Term): Disk => ({
  ...disk,
  sector: { ...disk.sector, home },
});

export const HOME_STEPS: readonly Theorem[] = [
  stepTheorem("home-write", {
    says: "a home write, wherever it is cut short, spoils only what a journaled record will write again",
    step: steps.homeWrite,
    event: { limit, content: any("torn") },
    prefixes: [limit],
    wrong: {
      "of a record that is not journaled": {
        may: (disk, event) =>
          steps.homeWrite.may({ ...disk, journaledRecords: disk.stream.records }, event),
      },
      "of a record that is home already": {
        may: (disk, event) =>
          steps.homeWrite.may({ ...disk, homeRecords: disk.releasedRecords }, event),
      },
    },
  }),
  stepTheorem("home-sync", {
    says: "a sync in the middle of an epoch makes durable what stands there, finished or not",
    step: steps.homeSync,
    event: {},
    wrong: {
      "the epoch counts as done": {
        next: (disk) => ({
          ...steps.homeSync.next(disk, {}),
          homeRecords: disk.journaledRecords,
        }),
      },
    },
  }),
  stepTheorem("epoch-done", {
    says: "after an epoch and its sync the sector holds what it must after those records, or a later one will write it again",
    step: steps.epochDone,
    event: { limit },
    prefixes: [limit],
    wrong: {
      "without the sync": {
        next: (disk, event) => {
          const next = steps.epochDone.next(disk, event);
          return { ...next, sector: { ...next.sector, isSettled: disk.sector.isSettled } };
        },
      },
      "the write is left out": {
        next: (disk, event) => withHome(steps.epochDone.next(disk, event), disk.sector.home),
      },
      "an older version is written": {
        next: (disk, event) => {
          const { sector, homeRecords } = disk;
          return withHome(steps.epochDone.next(disk, event), contentAfter(sector, homeRecords));
        },
      },
      "beyond what is journaled": {
        may: (disk, event) =>
          steps.epochDone.may({ ...disk, journaledRecords: disk.stream.records }, event),
      },
    },
  }),
];
