/** The journal: its superblock, the identity of its disk, and loading it back. */
export {
  type DiskState,
  type IdentityContext,
  type IdentityVerdict,
  identifyDisk,
  judgeIdentity,
  requireIdentity,
  STAMP_SLACK_MS,
} from "./identity.js";
export {
  createJournalFile,
  isBlank,
  Journal,
  journalBytes,
  journalOffset,
  type Progress,
  RING_OFFSET,
} from "./journal.js";
export { loadVault, type NewLog, type RechainedVault, rechainVault, scanJournal } from "./load.js";
export {
  type DiskIdentity,
  decodeSuperblock,
  encodeSuperblock,
  type HomeStamp,
  newestSuperblock,
  nextIncarnation,
  type Superblock,
} from "./superblock.js";
