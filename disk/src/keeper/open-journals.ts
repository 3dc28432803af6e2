/**
 * Which journal holds the truth, and making the ones that are missing.
 *
 * With a spare there are two. The spare is marked as standby until it takes over; then its
 * superblock's sequence is far beyond anything the first one reaches. So of the superblocks that
 * are not standby, the one with the greatest sequence counts, whichever device it is on.
 */
import { existsSync, statSync } from "node:fs";
import { type BackingSpec, openBacking } from "../backing/index.js";
import { AshlarError } from "../errors.js";
import {
  createJournalFile,
  isBlank,
  Journal,
  journalBytes,
  type Progress,
  type Superblock,
} from "../journal/index.js";

/** An open journal and where it is. */
export interface OpenJournal {
  journal: Journal;
  spec: BackingSpec;
}

/** The journal at `spec`, or undefined where there is none yet. */
export function openIfPresent(spec: BackingSpec): OpenJournal | undefined {
  if (!existsSync(spec.path)) return undefined;
  const backing = openBacking(spec);
  if (statSync(spec.path).isBlockDevice() && isBlank(backing)) {
    backing.close();
    return undefined;
  }
  try {
    return { journal: Journal.open(backing, spec.path), spec };
  } catch (error) {
    backing.close();
    throw error;
  }
}

/** Makes a journal: a file of its own, or on a blank device. `first` is asked for the superblock
 * when it is known how large the journal's blocks are. */
export function makeJournal(
  spec: BackingSpec,
  ringSectors: number,
  first: (logicalBlock: number) => Superblock,
  progress: Progress,
): OpenJournal {
  if (!existsSync(spec.path)) {
    const open = (path: string) => openBacking({ ...spec, path });
    createJournalFile(spec.path, ringSectors, open, first, progress);
    return { journal: Journal.open(openBacking(spec), spec.path), spec };
  }
  const backing = openBacking(spec);
  if (!statSync(spec.path).isBlockDevice() || !isBlank(backing))
    throw new AshlarError("journal-in-way", spec.path);
  if (backing.bytes < journalBytes(ringSectors))
    throw new AshlarError("journal-too-small", `${spec.path}: ${backing.bytes} bytes`);
  return { journal: Journal.format(backing, first(backing.logicalBlock), progress), spec };
}

/** The journal that counts, of the one or two there are; undefined where none does. */
export function chooseJournal(
  main: BackingSpec,
  spare: BackingSpec | undefined,
): { active: OpenJournal | undefined; other: OpenJournal | undefined } {
  const second = spare && openIfPresent(spare);
  const first = openMain(main, second);
  const counting = [first, second].filter((one) => one && !one.journal.superblock.standby);
  counting.sort((a, b) => (sequenceOf(a!) < sequenceOf(b!) ? 1 : -1));
  const active = counting[0];
  return { active, other: active === first ? second : first };
}

/** A main journal that cannot be read matters only if no spare has taken over from it. */
function openMain(main: BackingSpec, spare: OpenJournal | undefined): OpenJournal | undefined {
  try {
    return openIfPresent(main);
  } catch (error) {
    if (spare && !spare.journal.superblock.standby) return undefined;
    throw error;
  }
}

function sequenceOf(one: OpenJournal): bigint {
  return one.journal.superblock.sequence;
}
