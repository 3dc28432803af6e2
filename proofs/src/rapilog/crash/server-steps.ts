/** What the server does, and what it hears of power and devices. */
import { bitVector, constant, FALSE, type Term } from "@ashlar/logic";
import type { Theorem } from "@ashlar/logic/prove";
import { type Disk, type Step, type Superblock, steps, type Touch } from "@ashlar/spec";
import { any, anyTruth } from "./any-disk.js";
import { stepTheorem } from "./step-theorems.js";

const NOTHING = constant(64, 0);

/** The same step, taken by a server that has the disk for another one. */
const believing =
  <Event>({ may }: Step<Event>, belief: (disk: Disk) => Disk) =>
  (disk: Disk, event: Event) =>
    may(belief(disk), event);

const withSuperblock = (disk: Disk, change: Partial<Superblock>): Disk => ({
  ...disk,
  journal: { ...disk.journal, superblock: { ...disk.journal.superblock, ...change } },
});

const sectors = any("sectors");
const record: Touch & { readonly sectors: Term } = {
  ...{ sectors, touches: anyTruth("touches"), content: any("content") },
};

export const SERVER_STEPS: readonly Theorem[] = [
  stepTheorem("fill", {
    says: "while a record is being made in the vault, nothing that is not released is written over",
    step: steps.fill,
    event: { sectors },
    wrong: {
      "there need be no room": {
        may: (disk) => steps.fill.may(disk, { sectors: NOTHING }),
      },
      "what is journaled makes room": {
        may: believing(steps.fill, (disk) => ({
          ...disk,
          marks: { ...disk.marks, released: disk.marks.journaled },
        })),
      },
    },
  }),
  stepTheorem("append", {
    says: "a complete record becomes part of the history, and no more is acknowledged than the budget covers",
    step: steps.append,
    event: record,
    wrong: {
      "the head moves before the record is complete": {
        may: believing(steps.append, (disk) => ({ ...disk, filled: any("elsewhere") })),
      },
      "before the journal knows of this life": {
        may: believing(steps.append, (disk) => withSuperblock(disk, { life: disk.life })),
      },
      "while the superblock says that nothing follows": {
        may: believing(steps.append, (disk) => withSuperblock(disk, { clean: FALSE })),
      },
      "all is acknowledged, whatever the budget": {
        next: (disk, event) => {
          const next = steps.append.next(disk, event);
          return { ...next, told: next.marks.head };
        },
      },
      "the overlay forgets that the sector was touched": {
        next: (disk, event) => {
          const next = steps.append.next(disk, event);
          const { touched } = steps.append.next(disk, { ...event, touches: FALSE }).sector;
          return { ...next, sector: { ...next.sector, touched } };
        },
      },
      "the record is of no life": {
        next: (disk, event) => {
          const next = steps.append.next({ ...disk, life: NOTHING }, event);
          return { ...next, life: disk.life };
        },
      },
    },
  }),
  stepTheorem("budget", {
    says: "a new budget puts nothing at stake that was not promised, and takes no promise back",
    step: steps.budget,
    event: { bytes: any("bytes") },
    wrong: {
      "a lower budget is a lower promise": {
        next: (disk, event) => {
          const next = steps.budget.next(disk, event);
          return { ...next, promised: next.marks.budget };
        },
      },
      "a higher budget is no promise": {
        next: (disk, event) => ({
          ...steps.budget.next(disk, event),
          promised: disk.promised,
        }),
      },
    },
  }),
  stepTheorem("power", {
    says: "when a power failure is announced, the energy that was promised suffices for what clients were told; while it lasts, they are told of nothing more than what is journaled",
    step: steps.power,
    event: { fails: anyTruth("fails"), energy: any("energyNow") },
    wrong: {
      "the supply has less than was promised": {
        may: (disk, event) => steps.power.may({ ...disk, promised: NOTHING }, event),
      },
      "a second warning counts on energy that is gone": {
        next: (disk, { fails }) => steps.power.next(disk, { fails, energy: NOTHING }),
      },
    },
  }),
  stepTheorem("fault", {
    says: "when the journal fails, for now or for good, nothing that was acknowledged is dropped",
    step: steps.fault,
    event: { journal: any("faultNow", bitVector(32)) },
    wrong: {
      "what is not journaled is dropped": {
        next: (disk, event) => {
          const next = steps.fault.next(disk, event);
          return { ...next, stream: { ...next.stream, records: disk.journaledRecords } };
        },
      },
      "what waits for the journal is acknowledged": {
        next: (disk, event) => {
          const next = steps.fault.next(disk, event);
          return { ...next, told: next.marks.head };
        },
      },
    },
  }),
];
