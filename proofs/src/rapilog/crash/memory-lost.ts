/** The rows of the failure table in which memory is lost. */
import { add, constant, equal, ite, sub, type Term, TRUE } from "@ashlar/logic";
import type { Theorem } from "@ashlar/logic/prove";
import { type Chain, crash, type Disk, type Found, lifeOf, type Remains } from "@ashlar/spec";
import type { Statement } from "../../prove/statement.js";
import { newest } from "./killed.js";
import { Loss, type Recovery } from "./loss.js";
import { crashTheorem } from "./theorem.js";

const [ZERO, ONE] = [constant(64, 0), constant(64, 1)];

function withoutWarning(change: Partial<Recovery> = {}): Statement {
  const loss = new Loss({ ...crash, ...change });
  return {
    together: true,
    hypotheses: loss.hypotheses(),
    obligations: [
      ...loss.takesUpHistory(),
      loss.endsBehindJournaled(),
      loss.hasAllBefore("was journaled", loss.disk.marks.journaled),
      loss.readsPrefix(),
    ],
  };
}

/** Of that only what a client reads. */
function readsPrefix(change: Partial<Recovery>): Statement {
  const loss = new Loss({ ...crash, ...change });
  return { hypotheses: loss.hypotheses(), obligations: [loss.readsPrefix()] };
}

/** It is used that a recovery does not end before all that is journaled: the theorem before. */
function recovered(change: Partial<Recovery> = {}): Statement {
  const loss = new Loss({ ...crash, ...change });
  return {
    together: true,
    hypotheses: [...loss.hypotheses(), ...loss.ended()],
    obligations: loss.isSoundAgain(),
  };
}

/** The power supply has held what was promised: the energy is used up. */
const asPromised = ({ marks, energy }: Disk) => [marks.powerFails, equal(energy, ZERO)];

function withWarning(held: (disk: Disk) => Term[] = asPromised): Statement {
  const loss = new Loss();
  const { disk } = loss;
  return {
    together: true,
    hypotheses: [...loss.hypotheses(), ...held(disk)],
    obligations: [loss.hasAllBefore("clients were told is durable", disk.told), loss.readsPrefix()],
  };
}

/** A recovery has ended, and its own superblock may be synced or not. */
const isAllJournaled = ({ journaledRecords, stream }: Disk) => [
  equal(journaledRecords, stream.records),
];

function recoveryCrashes(recovery: Recovery = crash, known = isAllJournaled): Statement {
  const loss = new Loss(recovery);
  const { disk, end } = loss;
  return {
    together: true,
    hypotheses: [...loss.hypotheses(), ...known(disk)],
    obligations: [
      loss.endsBehindJournaled(),
      {
        claim: "it ends at the same record again",
        goal: equal(end, disk.stream.records),
        when: loss.ended(),
      },
      loss.readsPrefix(),
    ],
  };
}

const isClean = ({ journal }: Disk) => [journal.superblock.clean];

function stopped(known: (disk: Disk) => Term[] = isClean): Statement {
  const loss = new Loss();
  const { disk, end, remains } = loss;
  return {
    together: true,
    hypotheses: [...loss.hypotheses(), ...known(disk)],
    obligations: [
      {
        claim: "on the disk itself stands what the newest record has written",
        goal: equal(remains.sector.home, newest(disk)),
      },
      loss.endsBehindJournaled(),
      {
        claim: "a recovery finds nothing to take up, and all is there",
        goal: equal(end, disk.stream.records),
        when: loss.ended(),
      },
      loss.readsPrefix(),
    ],
  };
}

/** A recovery from a journal of which the reader has another idea. */
const seeing = (change: (remains: Remains) => Remains) => ({
  nextInChain: (remains: Remains, chain: Chain) => crash.nextInChain(change(remains), chain),
});

const foundOn = (change: (disk: Disk) => Disk) => ({
  mayBeFoundAfter: (disk: Disk, found: Found, records: Term) =>
    crash.mayBeFoundAfter(change(disk), found, records),
});

const recoveredAs = (change: (remains: Remains, end: Term) => Partial<Disk>) => ({
  recovered: (remains: Remains, end: Term) => ({
    ...crash.recovered(remains, end),
    ...change(remains, end),
  }),
});

export const MEMORY_LOST: readonly Theorem[] = [
  crashTheorem({
    id: "power-fails-without-warning",
    says: "the host crashes or the power goes, at any instant, whatever part of what was not synced is left: the recovery ends at a prefix of history, the same for all sectors, that contains everything journaled; and a client reads what the sector held after it",
    build: () => withoutWarning(),
    wrong: {
      "where this life began a torn record of an earlier one turns up": () =>
        withoutWarning(
          foundOn((disk) => ({ ...disk, journal: { ...disk.journal, fence: sub(ZERO, ONE) } })),
        ),
      "what was left by an earlier life is taken up": () =>
        withoutWarning({
          nextInChain: (remains, chain) => crash.nextInChain(remains, { ...chain, life: ZERO }),
        }),
      "the floor is forgotten": () =>
        withoutWarning({
          chainStart: (remains) => ({ ...crash.chainStart(remains), life: ZERO }),
        }),
      "a record that is not whole is taken up": () =>
        withoutWarning({
          nextInChain: (remains, chain) => {
            const life = lifeOf(remains.stream, add(chain.records, ONE));
            return ite(equal(crash.nextInChain(remains, chain), ZERO), life, life);
          },
        }),
      "a whole record after a bad one is taken up": () =>
        readsPrefix({
          recovered: (remains, end) => crash.recovered(remains, add(end, ONE)),
        }),
      "what is journaled is written over a sector too early": () =>
        withoutWarning(foundOn((disk) => ({ ...disk, ringSectors: sub(disk.ringSectors, ONE) }))),
      "a sync of the journal covers nothing": () =>
        withoutWarning(foundOn((disk) => ({ ...disk, journaledRecords: ZERO }))),
      "the superblock that is found may name anything": () =>
        withoutWarning({ mayBeFound: () => TRUE }),
      "what is journaled is taken for home": () =>
        readsPrefix(recoveredAs((_, end) => ({ homeRecords: end, releasedRecords: end }))),
      "home is what it was before, synced or not": () =>
        readsPrefix({
          powerCut: (disk, found) => {
            const remains = crash.powerCut(disk, found);
            return { ...remains, sector: { ...remains.sector, home: found.home } };
          },
        }),
      "the journal is taken for empty": () =>
        withoutWarning(
          seeing((remains) => ({ ...remains, superblock: { ...remains.superblock, clean: TRUE } })),
        ),
    },
  }),
  crashTheorem({
    id: "recovered",
    says: "when a recovery has ended the disk is sound again, whatever was found; all of its history is in the journal, and what follows belongs to a life of its own",
    build: () => recovered(),
    wrong: {
      "the new life is not counted": () =>
        recovered(recoveredAs(({ superblock }) => ({ life: superblock.life }))),
      "what is recovered is taken for home": () =>
        recovered(recoveredAs((_, end) => ({ homeRecords: end }))),
      "the room of what was not released is free": () =>
        recovered(recoveredAs((_, end) => ({ releasedRecords: end }))),
      "the new life begins without a fence": () =>
        recovered(
          recoveredAs((remains, end) => {
            const { journal } = crash.recovered(remains, end);
            return { journal: { ...journal, fence: ZERO } };
          }),
        ),
    },
  }),
  crashTheorem({
    id: "power-fails-with-warning",
    says: "the power goes when the energy that was promised is used up: the recovery ends at a prefix that contains everything that clients were told is durable",
    build: () => withWarning(),
    wrong: {
      "the power goes before the promised energy is used up": () =>
        withWarning(({ marks }) => [marks.powerFails]),
      "nobody heard the warning": () => withWarning(({ energy }) => [equal(energy, ZERO)]),
    },
  }),
  crashTheorem({
    id: "recovery-crashes",
    says: "memory is lost again, during the recovery or after it, before anything new is appended: it ends at the same record, and a client reads the same",
    build: () => recoveryCrashes(),
    wrong: {
      "the first one has not read all of the journal": () => recoveryCrashes(crash, () => []),
      "the second one begins where the first one ended": () =>
        recoveryCrashes({
          ...crash,
          ...recoveredAs((_, end) => ({ homeRecords: end, releasedRecords: end })),
        }),
    },
  }),
  crashTheorem({
    id: "stopped",
    says: "the service was stopped, and then the machine is started again or the power goes: the disk itself holds everything, and nothing is to be recovered",
    build: () => stopped(),
    wrong: {
      "the superblock that says so is not synced yet, and not all is home": () => stopped(() => []),
      "all is journaled, not home": () => stopped(isAllJournaled),
    },
  }),
];
