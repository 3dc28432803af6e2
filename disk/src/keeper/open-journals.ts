/**
 * Which journal holds the truth, and making the ones that are missing.
 *
 * With a spare there are two. The spare is marked as standby until it takes over; then its
 * superblock's sequence is far beyond anything the first one reaches. So of the superblocks that
 * are not standby, the one with the greatest sequence counts, whichever device it is on.
 */
import { existsSync, statSync } from "node:fs";
import { type Backing, type BackingSpec, openBacking } from "../backing/index.js";
import { AshlarError } from "../errors.js";
import {
  createJournalFile,
  isBlank,
  Journal,
  journalBytes,
  type Progress,
  type Superblock,
} from "../journal/index.js";

/** Where journals are kept: files and devices, by their paths. */
export interface JournalStorage {
  exists(path: string): boolean;
  isDevice(path: string): boolean;
  open(spec: BackingSpec): Backing;
}

/** This machine's file system. */
export const journalStorage: JournalStorage = {
  exists: existsSync,
  isDevice: (path) => statSync(path).isBlockDevice(),
  open: openBacking,
};

/** An open journal and where it is. */
export interface OpenJournal {
  journal: Journal;
  spec: BackingSpec;
}

/** The journal at `spec`, or undefined where there is none yet. */
function openIfPresent(storage: JournalStorage, spec: BackingSpec): OpenJournal | undefined {
  if (!storage.exists(spec.path)) return undefined;
  const backing = openSized(storage, spec);
  if (storage.isDevice(spec.path) && isBlank(backing)) {
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

/** No journal has an odd size, so what has one is damaged, or something else. */
function openSized(storage: JournalStorage, spec: BackingSpec): Backing {
  try {
    return storage.open(spec);
  } catch (error) {
    if (!(error instanceof AshlarError) || error.code !== "size-unaligned") throw error;
    throw new AshlarError("journal-damaged", error.detail, { cause: error });
  }
}

/** Makes a journal: a file of its own, or on a blank device. `first` is asked for the superblock
 * when it is known how large the journal's blocks are. */
export function makeJournal(
  storage: JournalStorage,
  spec: BackingSpec,
  ringSectors: number,
  first: (logicalBlock: number) => Superblock,
  progress: Progress,
): OpenJournal {
  if (!storage.exists(spec.path)) {
    const open = (path: string) => storage.open({ ...spec, path });
    createJournalFile(spec.path, ringSectors, open, first, progress);
    return { journal: Journal.open(storage.open(spec), spec.path), spec };
  }
  const backing = storage.open(spec);
  if (!storage.isDevice(spec.path) || !isBlank(backing))
    throw new AshlarError("journal-in-way", spec.path);
  if (backing.bytes < journalBytes(ringSectors))
    throw new AshlarError("journal-too-small", `${spec.path}: ${backing.bytes} bytes`);
  return { journal: Journal.format(backing, first(backing.logicalBlock), progress), spec };
}

/** The journal that counts, of the one or two there are; undefined where none does. */
export function chooseJournal(
  storage: JournalStorage,
  main: BackingSpec,
  spare: BackingSpec | undefined,
): { active: OpenJournal | undefined; other: OpenJournal | undefined } {
  const second = spare && openIfPresent(storage, spare);
  const first = openMain(storage, main, second);
  const counting = [first, second].filter((one) => one && !one.journal.superblock.standby);
  counting.sort((a, b) => (sequenceOf(a!) < sequenceOf(b!) ? 1 : -1));
  const active = counting[0];
  return { active, other: active === first ? second : first };
}

/** A main journal that cannot be read matters only if no spare has taken over from it. */
function openMain(
  storage: JournalStorage,
  main: BackingSpec,
  spare: OpenJournal | undefined,
): OpenJournal | undefined {
  try {
    return openIfPresent(storage, main);
  } catch (error) {
    if (spare && !spare.journal.superblock.standby) return undefined;
    throw error;
  }
}

function sequenceOf(one: OpenJournal): bigint {
  return one.journal.superblock.sequence;
}
