/**
 * Is the disk stale? What `ashlar status` and `ashlar recover --dry-run` say without a keeper.
 *
 * Reads vault, journal and disk and changes nothing, so it may be asked at any time; beside a
 * live keeper the answer is already old when it is given.
 */
import { existsSync } from "node:fs";
import { SECTOR_BYTES } from "@ashlar/rapilog/format";
import { type BackingSpec, openDirectBacking } from "../backing/index.js";
import { AshlarError } from "../errors.js";
import {
  type IdentityVerdict,
  identifyDisk,
  judgeIdentity,
  type Progress,
  scanJournal,
} from "../journal/index.js";
import { lockHolder, openVault, vaultExists, vaultPaths } from "../vault/index.js";
import { HOST_CLOCK } from "./host.js";
import { identityContext } from "./identity-context.js";
import { chooseJournal, journalStorage } from "./open-journals.js";
import { journalSpec, type KeeperOptions } from "./options.js";

export interface Inspection {
  /** The process id of a live keeper. */
  keeper: number | undefined;
  /** Where the truth is: in a vault of this boot, else in the journal, else in the disk alone. */
  source: "vault" | "journal" | "disk";
  /** Acknowledged bytes of the stream (headers included) that the disk does not hold. */
  notHome_bytes: number;
  stale: boolean;
  /** Whether a replay would be allowed. */
  identity: IdentityVerdict;
}

/** Looks, and changes nothing. Without `progress` the journal is not read: how much is not home is
 * known only where there is a vault, and an unclean journal counts as stale. */
export function inspect(options: KeeperOptions, progress?: Progress): Inspection {
  if (!existsSync(options.disk.path)) throw new AshlarError("no-such-file", options.disk.path);
  const keeper = lockHolder(vaultPaths(options.vaultDirectory).keeperLock);
  const found = chooseJournal(journalStorage, readOnly(journalSpec(options)), spareOf(options));
  try {
    const { active } = found;
    if (!active)
      return {
        keeper,
        source: "disk",
        notHome_bytes: 0,
        stale: false,
        identity: { kind: "match" },
      };
    const { superblock } = active.journal;
    const vault = vaultPending(options.vaultDirectory);
    const state = identifyDisk(options.disk.path, diskBytes(options.disk));
    const context = vault?.context ?? identityContext(HOST_CLOCK);
    const sectors = vault?.sectors ?? (progress ? scanJournal(active.journal, progress) : 0);
    return {
      keeper,
      source: vault ? "vault" : superblock.clean ? "disk" : "journal",
      notHome_bytes: sectors * SECTOR_BYTES,
      stale: sectors > 0 || (!vault && !progress && !superblock.clean),
      identity: judgeIdentity(superblock, state, context),
    };
  } finally {
    found.active?.journal.close();
    found.other?.journal.close();
  }
}

function vaultPending(directory: string) {
  if (!vaultExists(directory)) return undefined;
  const vault = openVault(directory);
  const control = vault.mapControl();
  vault.close();
  const sectors = Number(control.get("head") - control.get("released"));
  return { sectors, context: identityContext(HOST_CLOCK, control) };
}

function readOnly(spec: BackingSpec): BackingSpec {
  return { ...spec, writable: false };
}

function spareOf(options: KeeperOptions): BackingSpec | undefined {
  return options.spare && readOnly(options.spare);
}

function diskBytes(disk: BackingSpec): number {
  const backing = openDirectBacking(disk.path, { writable: false });
  try {
    return backing.bytes;
  } finally {
    backing.close();
  }
}
