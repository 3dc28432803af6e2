/**
 * Every step leads from a sound disk to a sound one: whatever happens, and whatever server and keeper
 * do next. A new disk is sound. So, by induction, the disk is sound at every instant, and so is what
 * a crash comes upon.
 */
import type { Term } from "@ashlar/logic";
import type { Theorem } from "@ashlar/logic/prove";
import { type Disk, freshDisk, type Step } from "@ashlar/spec";
import type { Statement } from "../../prove/statement.js";
import { any, anyDisk } from "./any-disk.js";
import { becomesSound, farFromEnd, isSound, isSoundAt, staysSound } from "./sound.js";
import { crashTheorem } from "./theorem.js";

/** A step, the event that it takes, and what is wrong with others like it. */
export interface StepRow<Event> {
  /** What is kept, in plain words. */
  readonly says: string;
  readonly step: Step<Event>;
  readonly event: Event;
  /** Prefixes of history that the event speaks of. */
  readonly prefixes?: readonly Term[];
  /** What the world keeps to. */
  readonly world?: (disk: Disk, event: Event) => readonly Term[];
  /** Parts of the step that are wrong. */
  readonly wrong: Readonly<Record<string, Partial<Step<Event>>>>;
}

function stepStatement<Event>(row: StepRow<Event>, step: Step<Event>): Statement {
  const { event, prefixes = [], world = () => [] } = row;
  const disk = anyDisk();
  const next = step.next(disk, event);
  return {
    together: true,
    hypotheses: [
      ...isSound(disk),
      ...isSoundAt(disk, prefixes),
      ...farFromEnd(disk),
      ...farFromEnd(next),
      ...world(disk, event),
      step.may(disk, event),
    ],
    obligations: staysSound(disk, next, prefixes),
  };
}

/** The theorem that a step leaves a disk sound. */
export function stepTheorem<Event>(name: string, row: StepRow<Event>): Theorem {
  const wrong = Object.entries(row.wrong).map(([what, part]) => {
    const build = () => stepStatement(row, { ...row.step, ...part });
    return [what, build] as const;
  });
  return crashTheorem({
    id: `step-${name}`,
    says: row.says,
    build: () => stepStatement(row, row.step),
    wrong: Object.fromEntries(wrong),
  });
}

function startStatement(change: (disk: Disk) => Disk = (disk) => disk): Statement {
  const [ringSectors, content] = [any("ringSectors"), any("content")];
  const disk = change(freshDisk(ringSectors, content));
  return { together: true, hypotheses: farFromEnd(disk), obligations: becomesSound(disk) };
}

export const START = crashTheorem({
  id: "start",
  says: "a new disk with a new journal is sound",
  build: () => startStatement(),
  wrong: {
    "the journal is an old one, and nothing tells its records from new ones": () =>
      startStatement((disk) => {
        const { fence } = anyDisk().journal;
        return { ...disk, journal: { ...disk.journal, fence } };
      }),
    "something else stands on the disk": () =>
      startStatement((disk) => ({ ...disk, sector: { ...disk.sector, home: anyDisk().told } })),
  },
});
