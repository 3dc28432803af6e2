/**
 * Memory is lost, because the host crashes or the power goes, at any instant of any disk. The world
 * chooses what is left of what may be left; then a recovery takes up one record after the other from
 * the journal, until it comes to one that is not whole or not the next.
 */
import {
  add,
  all,
  and,
  constant,
  equal,
  implies,
  isNonzero,
  type Term,
  ule,
  ult,
} from "@ashlar/logic";
import {
  type Chain,
  contentAfter,
  crash,
  type Disk,
  endOf,
  type Found,
  lifeOf,
  type Remains,
  read,
} from "@ashlar/spec";
import type { Obligation } from "../../prove/statement.js";
import { any, anyDisk, anySuperblock, anyTable } from "./any-disk.js";
import { aroundNewest } from "./killed.js";
import { farFromEnd, isSound, isSoundAt, staysSound } from "./sound.js";

const [ZERO, ONE] = [constant(64, 0), constant(64, 1)];

/** Crash and recovery, in parts, so that wrong ones can be put in their place. */
export type Recovery = Pick<
  typeof crash,
  | "powerCut"
  | "mayBeFound"
  | "mayBeFoundAfter"
  | "mayBeFoundAt"
  | "chainStart"
  | "nextInChain"
  | "recovered"
>;

/** A prefix up to which the recovery has come, and the one at which it ends. */
const [TAKEN, END] = [any("taken"), any("end")];
/** Some record. */
const RECORD = any("record");

const chainAt = ({ stream }: Remains, records: Term): Chain => ({
  records,
  life: lifeOf(stream, records),
});

export class Loss {
  readonly disk = anyDisk();
  readonly found: Found = {
    ...{ superblock: anySuperblock("found"), headers: anyTable("headers") },
    home: any("unsynced"),
  };
  readonly remains: Remains;
  /** How many records the recovery has taken up when it ends. */
  readonly end = END;
  readonly after: Disk;

  constructor(readonly recovery: Recovery = crash) {
    this.remains = recovery.powerCut(this.disk, this.found);
    this.after = recovery.recovered(this.remains, END);
  }

  /** The disk, and what a restart finds of it. */
  hypotheses(): Term[] {
    const { disk, found, recovery } = this;
    return [
      ...isSound(disk),
      ...isSoundAt(disk, [found.superblock.released]),
      ...farFromEnd(disk),
      recovery.mayBeFound(disk, found.superblock),
    ];
  }

  /** Where the recovery has come to the first so many records, all from the superblock's on. */
  #at(records: Term): Term[] {
    const { disk, found, recovery } = this;
    return [
      ule(found.superblock.released, records),
      ule(records, disk.stream.records),
      recovery.mayBeFoundAfter(disk, found, records),
      recovery.mayBeFoundAt(disk, found, endOf(disk.stream, records)),
    ];
  }

  #next(records: Term): Term {
    return this.recovery.nextInChain(this.remains, chainAt(this.remains, records));
  }

  /** That it begins where it must and takes up nothing but history, record by record. */
  takesUpHistory(): Obligation[] {
    const { disk, found, remains, recovery } = this;
    const start = recovery.chainStart(remains);
    const next = this.#next(TAKEN);
    const follower = add(TAKEN, ONE);
    const life = lifeOf(disk.stream, follower);
    const when = [
      ...this.#at(TAKEN),
      ...isSoundAt(disk, [TAKEN, follower], [found.superblock.released]),
    ];
    const isThere = equal(life, crash.headerAfter(remains, TAKEN));
    return [
      {
        claim: "it begins after what is home, with the life of the last of that",
        goal: and(
          equal(start.records, found.superblock.released),
          equal(start.life, lifeOf(disk.stream, found.superblock.released)),
        ),
      },
      {
        claim: "what it takes up is the history's next record, and that stands there whole",
        goal: implies(
          isNonzero(next),
          all([ult(TAKEN, disk.stream.records), equal(next, life), isThere]),
        ),
        when,
      },
    ];
  }

  /** Where the recovery has ended: at a prefix of history, by `takesUpHistory` and induction. */
  #ends(): Term[] {
    return [...this.#at(END), equal(this.#next(END), ZERO)];
  }

  /** That it does not end before it has taken up all that is journaled. */
  endsBehindJournaled(): Obligation {
    const { disk, found } = this;
    return {
      claim: "it does not end before it has taken up all that is journaled",
      goal: ule(disk.journaledRecords, END),
      when: [
        ...this.#ends(),
        ...isSoundAt(disk, [END, add(END, ONE)], [found.superblock.released]),
      ],
    };
  }

  /** What is known of the end, with `endsBehindJournaled`. */
  ended(): Term[] {
    const { disk, found } = this;
    return [
      ...this.#ends(),
      ule(disk.journaledRecords, END),
      ...isSoundAt(disk, [END], [found.superblock.released]),
    ];
  }

  /** That what clients read then is what the sector held after that prefix. */
  readsPrefix(): Obligation {
    const { disk, after } = this;
    return {
      claim: "a client reads what the sector held after that prefix",
      goal: equal(read(after, any("garbage")), contentAfter(disk.sector, END)),
      when: [
        ...this.ended(),
        ...isSoundAt(disk, aroundNewest(disk, END), [END, this.found.superblock.released]),
      ],
    };
  }

  /** That every record that ends at or before a position is in that prefix. */
  hasAllBefore(what: string, position: Term): Obligation {
    const { stream } = this.disk;
    const isBefore = and(ule(RECORD, stream.records), ule(endOf(stream, RECORD), position));
    return {
      claim: `the prefix contains all that ${what}`,
      goal: implies(isBefore, ule(RECORD, END)),
      when: [...this.ended(), ...isSoundAt(this.disk, [RECORD])],
    };
  }

  /** That the disk is sound again, so whatever comes next, another crash too, finds it so; and that
   * all of its history is in the journal already. */
  isSoundAgain(): Obligation[] {
    const { disk, found, after } = this;
    const sound = staysSound(disk, after, [END, found.superblock.released]);
    const isJournaled = and(
      equal(after.stream.records, END),
      equal(after.journaledRecords, after.stream.records),
    );
    return [...sound, { claim: "all of its history is in the journal", goal: isJournaled }];
  }
}
