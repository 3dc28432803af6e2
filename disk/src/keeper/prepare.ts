/**
 * Before the threads start: the disk is locked, the journal and the vault exist, belong together
 * and to this disk, and hold all that is not home yet.
 *
 * Three ways lead there. A vault of this boot: it outlived its keeper, and is taken as it stands.
 * (One in persistent memory may be of an earlier boot: then its records are verified first.)
 * A journal without a vault: the machine was restarted, and the vault is filled from it. Neither:
 * both are made. Each can be cut short at any point and begun again.
 */
import { SECTOR_BYTES } from "@ashlar/rapilog/format";
import type { Backing, BackingSpec } from "../backing/index.js";
import { AshlarError } from "../errors.js";
import {
  type DiskState,
  type IdentityContext,
  type IdentityVerdict,
  judgeIdentity,
  loadVault,
  nextIncarnation,
  type Progress,
  rechainVault,
  requireIdentity,
  type Superblock,
  scanJournal,
} from "../journal/index.js";
import type { Control, VaultHandle } from "../vault/index.js";
import { firstSuperblock, presence, ringSectors, sizeNote } from "./first-superblock.js";
import { type Host, thisHost } from "./host.js";
import { identityContext } from "./identity-context.js";
import { chooseJournal, makeJournal, type OpenJournal } from "./open-journals.js";
import { journalSpec, type KeeperOptions } from "./options.js";

export interface Prepared {
  disk: string;
  vault: VaultHandle;
  control: Control;
  /** Where the journal is that counts. */
  journal: BackingSpec;
  spare?: BackingSpec | undefined;
  /** How the vault came about. */
  origin: "kept" | "loaded" | "created";
  /** Bytes of the stream that were read back from the journal. */
  loaded_bytes: number;
  /** What the operator should know. */
  notes: string[];
  /** Keeps other services away from the disk until closed. */
  lock: Backing;
}

/** What long work is being done. */
export type PrepareProgress = (what: "making journal" | "loading journal", part: number) => void;

/** Opens or makes everything; throws an `AshlarError` where the operator must decide. */
export function prepare(
  options: KeeperOptions,
  progress: PrepareProgress = () => {},
  host: Host = thisHost(options),
): Prepared {
  host.vaults.prepare();
  const lock = host.lockDisk();
  try {
    return new Preparation(options, host, lock, progress).run();
  } catch (error) {
    lock.close();
    throw error;
  }
}

class Preparation {
  readonly #notes: string[] = [];
  readonly #state: DiskState;

  constructor(
    readonly options: KeeperOptions,
    readonly host: Host,
    readonly lock: Backing,
    readonly progress: PrepareProgress,
  ) {
    this.#state = host.identifyDisk(lock.bytes);
  }

  run(): Prepared {
    const { options, host } = this;
    const found = chooseJournal(host.journals, journalSpec(options), options.spare);
    const active = found.active ?? this.#firstJournal();
    try {
      const kept = this.#keptVault(active);
      const taken = kept ?? this.#newVault(active, found.active === undefined);
      const spare = this.#standby(active, found.other);
      for (const note of [sizeNote(options, active.journal.superblock), host.vaults.swapRisk()])
        if (note !== undefined) this.#notes.push(note);
      return {
        ...taken,
        disk: options.disk.path,
        control: taken.vault.mapControl(),
        journal: active.spec,
        spare,
        notes: this.#notes,
        lock: this.lock,
      };
    } finally {
      active.journal.close();
      found.other?.journal.close();
    }
  }

  #firstJournal(): OpenJournal {
    const { options, host, lock } = this;
    const first = (block: number) =>
      firstSuperblock(host, options, this.#state.disk, Math.max(block, lock.logicalBlock));
    const report = this.#report("making journal");
    return makeJournal(host.journals, journalSpec(options), ringSectors(options), first, report);
  }

  #report(what: "making journal" | "loading journal"): Progress {
    return (done, total) => this.progress(what, done / total);
  }

  #judge(superblock: Superblock, context: IdentityContext): IdentityVerdict {
    const verdict = judgeIdentity(superblock, this.#state, context);
    if (verdict.kind === "adopt") this.#notes.push(`the disk changed: ${verdict.reason}`);
    if (verdict.kind !== "refuse") return verdict;
    const choice = this.options.onMismatch ?? "refuse";
    if (choice === "refuse") requireIdentity(verdict, this.options.disk.path);
    this.#notes.push(`not the same disk: ${verdict.reason}; told to ${choice}`);
    return verdict;
  }

  /** The vault of this boot, if there is one that still counts. */
  #keptVault(active: OpenJournal) {
    const { clock, vaults } = this.host;
    if (!vaults.exists()) return undefined;
    const vault = vaults.open();
    const control = vault.mapControl();
    const { superblock } = active.journal;
    const empty = control.get("head") === control.get("released");
    if (empty && superblock.clean && !vaults.isServed()) return this.#forget(vault);
    if (!belongTogether(vault, superblock, this.lock.bytes))
      throw new AshlarError("vault-other-disk", `${vault.directory} and ${active.spec.path}`);
    const survived = control.get("boot") !== clock.bootIdentity();
    const context = identityContext(clock, survived ? undefined : control);
    const verdict = this.#judge({ ...superblock, clean: false }, context);
    if (verdict.kind === "refuse" && this.options.onMismatch === "discard")
      return this.#forget(vault);
    if (survived) return this.#survivingVault(active, vault, verdict);
    active.journal.commit({ ...presence(this.host.clock, this.#state.disk), clean: false });
    // The page may be behind it if a keeper was killed in between. What is released must not go home
    // again: after a power failure in the middle of that, nothing would bring home the rest.
    if (superblock.released > control.get("released")) control.set("released", superblock.released);
    return { vault, origin: "kept" as const, loaded_bytes: 0 };
  }

  /** Persistent memory that outlived the boot. The journal may hold more, if the server did not
   * sync the vault before it acknowledged: the longer one counts. */
  #survivingVault(active: OpenJournal, vault: VaultHandle, verdict: IdentityVerdict) {
    const { clock, newLog } = this.host;
    const inJournal = scanJournal(active.journal, undefined, newLog);
    const survivor = rechainVault(active.journal, vault, newLog);
    if (survivor.sectors < inJournal) return this.#forget(vault);
    this.#begin(active, survivor.head, verdict);
    survivor.adopt(inJournal, active.journal.superblock.incarnation, clock.bootIdentity());
    return { vault, origin: "kept" as const, loaded_bytes: 0 };
  }

  #forget(vault: VaultHandle): undefined {
    vault.close();
    this.host.vaults.remove();
    return undefined;
  }

  #newVault(active: OpenJournal, created: boolean) {
    const { host } = this;
    const { journal } = active;
    const verdict = this.#judge(journal.superblock, identityContext(host.clock));
    if (verdict.kind === "refuse" && this.options.onMismatch === "discard") this.#discard(active);
    const { superblock } = journal;
    const { clean } = superblock;
    const vault = host.vaults.create({
      ringSectors: superblock.ringSectors,
      grainSectors: superblock.grainSectors,
      diskBytes: this.lock.bytes,
      stream: superblock.stream,
      incarnation: nextIncarnation(superblock),
      persistent: this.options.persistent ?? false,
    });
    const sectors = loadVault(journal, vault, this.#report("loading journal"), host.newLog);
    this.#begin(active, vault.mapControl().get("head"), verdict);
    vault.publish();
    const origin: Prepared["origin"] = created || clean ? "created" : "loaded";
    return { vault, origin, loaded_bytes: sectors * SECTOR_BYTES };
  }

  /** Nothing may be appended before the journal durably knows of the new incarnation, and has a
   * fence where its first record will be. */
  #begin({ journal }: OpenJournal, head: bigint, verdict: IdentityVerdict): void {
    const generation = journal.superblock.generation + (verdict.kind === "match" ? 0n : 1n);
    const stamp = this.host.stampDisk();
    journal.fence(journal.superblock.released, head);
    journal.commit({
      ...presence(this.host.clock, this.#state.disk),
      incarnation: nextIncarnation(journal.superblock),
      generation,
      stamp,
      clean: false,
    });
  }

  /** A new stream: nothing that stands in the ring belongs to it. */
  #discard(active: OpenJournal): void {
    const { sequence, ringSectors, grainSectors } = active.journal.superblock;
    const first = firstSuperblock(
      this.host,
      this.options,
      this.#state.disk,
      grainSectors * SECTOR_BYTES,
    );
    active.journal.commit({ ...first, ringSectors, grainSectors, sequence: sequence + 1n });
  }

  /** The other journal, made if it is missing, marked as standby. */
  #standby(active: OpenJournal, other: OpenJournal | undefined): BackingSpec | undefined {
    const { spare } = this.options;
    if (!spare) return undefined;
    const spec = active.spec.path === spare.path ? journalSpec(this.options) : spare;
    const { sequence: _, ...state } = active.journal.superblock;
    const standby = { ...state, standby: true };
    if (other && other.journal.superblock.ringSectors === state.ringSectors)
      other.journal.commit(standby);
    else if (!other) this.#makeSpare(spec, { ...standby, sequence: 0n });
    else throw new AshlarError("journal-in-way", `${spec.path}: a journal of another size`);
    return spec;
  }

  #makeSpare(spec: BackingSpec, standby: Superblock): void {
    const first = (block: number) => {
      if (block > standby.grainSectors * SECTOR_BYTES)
        throw new AshlarError("journal-in-way", `${spec.path}: its blocks are too large`);
      return standby;
    };
    const report = this.#report("making journal");
    makeJournal(this.host.journals, spec, standby.ringSectors, first, report).journal.close();
  }
}

function belongTogether(vault: VaultHandle, superblock: Superblock, diskBytes: number): boolean {
  const { geometry, stream } = vault;
  if (stream !== superblock.stream || geometry.diskBytes !== diskBytes) return false;
  if (geometry.ringSectors !== superblock.ringSectors) return false;
  return geometry.grainSectors === superblock.grainSectors;
}
