/**
 * Before the threads start: the disk is locked, the journal and the vault exist, belong together
 * and to this disk, and hold all that is not home yet.
 *
 * Three ways lead there. A vault of this boot: it outlived its keeper, and is taken as it stands.
 * A journal without a vault: the machine was restarted, and the vault is filled from it. Neither:
 * both are made. Each can be cut short at any point and begun again.
 */
import { randomBytes } from "node:crypto";
import { type Backing, type BackingSpec, openDirectBacking } from "../backing/index.js";
import { AshlarError } from "../errors.js";
import {
  type DiskState,
  type IdentityContext,
  type IdentityVerdict,
  identifyDisk,
  judgeIdentity,
  loadVault,
  type Progress,
  requireIdentity,
  type Superblock,
} from "../journal/index.js";
import { bootIdentity, bootTime_ms, monotonic_ns } from "../linux/index.js";
import {
  type Control,
  createVault,
  lockHolder,
  openVault,
  prepareVaultDirectory,
  removeVault,
  swapRisk,
  type Vault,
  vaultExists,
  vaultPaths,
} from "../vault/index.js";
import { stampDisk } from "./home-stamp.js";
import { chooseJournal, makeJournal, type OpenJournal } from "./open-journals.js";
import { journalSpec, type KeeperOptions, RING_BYTES_DEFAULT } from "./options.js";

const SECTOR_BYTES = 512;

export interface Prepared {
  disk: string;
  vault: Vault;
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
export function prepare(options: KeeperOptions, progress: PrepareProgress = () => {}): Prepared {
  prepareVaultDirectory(options.vaultDirectory);
  // Read-only: finding out whether holes can be punched would move the file's time stamps.
  const lock = openDirectBacking(options.disk.path, { lock: true, writable: false });
  try {
    return new Preparation(options, lock, progress).run();
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
    readonly lock: Backing,
    readonly progress: PrepareProgress,
  ) {
    this.#state = identifyDisk(options.disk.path, lock.bytes);
  }

  run(): Prepared {
    const { options } = this;
    const found = chooseJournal(journalSpec(options), options.spare);
    const active = found.active ?? this.#makeJournal(journalSpec(options), this.#firstSuperblock());
    try {
      const kept = this.#keptVault(active);
      const taken = kept ?? this.#newVault(active, found.active === undefined);
      const spare = this.#standby(active, found.other);
      const risk = swapRisk(options.vaultDirectory);
      if (risk) this.#notes.push(risk);
      const { notes, lock } = { notes: this.#notes, lock: this.lock };
      const control = taken.vault.mapControl();
      return {
        ...taken,
        disk: options.disk.path,
        control,
        journal: active.spec,
        spare,
        notes,
        lock,
      };
    } finally {
      active.journal.close();
      found.other?.journal.close();
    }
  }

  #makeJournal(spec: BackingSpec, first: Superblock): OpenJournal {
    return makeJournal(spec, first, this.#report("making journal"));
  }

  #report(what: "making journal" | "loading journal"): Progress {
    return (done, total) => this.progress(what, done / total);
  }

  #firstSuperblock(): Superblock {
    const { ringBytes, disk } = this.options;
    return {
      ...this.#presence(),
      sequence: 0n,
      stream: randomBytes(8).readBigUInt64LE() >> 1n,
      ringSectors: (ringBytes ?? RING_BYTES_DEFAULT) / SECTOR_BYTES,
      grainSectors: this.#grainSectors(),
      incarnation: 0n,
      released: 0n,
      releasedSequence: 0n,
      floor: 0n,
      generation: 1n,
      stamp: stampDisk(disk.path),
      clean: true,
      standby: false,
    };
  }

  /** What every superblock says anew: of which disk, and when. */
  #presence(): Pick<Superblock, "disk" | "wall_ns" | "boot"> {
    const wall_ns = BigInt(Date.now()) * 1_000_000n;
    return { disk: this.#state.disk, wall_ns, boot: bootIdentity() };
  }

  /** Records are aligned to pages where any of the devices has such blocks. A journal that is
   * made later has blocks of its own, but then the disk's file system has the same. */
  #grainSectors(): 1 | 8 {
    return this.lock.logicalBlock > SECTOR_BYTES ? 8 : 1;
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
    const { vaultDirectory, onMismatch } = this.options;
    if (!vaultExists(vaultDirectory)) return undefined;
    const vault = openVault(vaultDirectory);
    const control = vault.mapControl();
    const { superblock } = active.journal;
    const empty = control.get("head") === control.get("released");
    const inUse = lockHolder(vaultPaths(vaultDirectory).serverLock) !== undefined;
    if (empty && superblock.clean && !inUse) return this.#forget(vault);
    const { ringSectors, grainSectors, diskBytes } = vault.geometry;
    const together = vault.stream === superblock.stream && ringSectors === superblock.ringSectors;
    if (!together || grainSectors !== superblock.grainSectors || diskBytes !== this.lock.bytes)
      throw new AshlarError("vault-other-disk", `${vaultDirectory} and ${active.spec.path}`);
    const verdict = this.#judge({ ...superblock, clean: false }, identityContext(control));
    if (verdict.kind === "refuse" && onMismatch === "discard") return this.#forget(vault);
    active.journal.commit({ ...this.#presence(), clean: false });
    const origin: Prepared["origin"] = "kept";
    return { vault, origin, loaded_bytes: 0 };
  }

  #forget(vault: Vault): undefined {
    vault.close();
    removeVault(this.options.vaultDirectory);
    return undefined;
  }

  #newVault(active: OpenJournal, created: boolean) {
    const { journal } = active;
    const verdict = this.#judge(journal.superblock, identityContext());
    if (verdict.kind === "refuse" && this.options.onMismatch === "discard") this.#discard(active);
    const { ringSectors, grainSectors, stream, clean } = journal.superblock;
    const incarnation = journal.superblock.incarnation + 1n;
    const vault = createVault(this.options.vaultDirectory, {
      ringSectors,
      grainSectors,
      diskBytes: this.lock.bytes,
      stream,
      incarnation,
      persistent: this.options.persistent ?? false,
    });
    const sectors = loadVault(journal, vault, this.#report("loading journal"));
    this.#begin(active, incarnation, verdict);
    vault.publish();
    const origin: Prepared["origin"] = created || clean ? "created" : "loaded";
    return { vault, origin, loaded_bytes: sectors * SECTOR_BYTES };
  }

  /** Nothing may be appended before the journal durably knows of the new incarnation. */
  #begin(active: OpenJournal, incarnation: bigint, verdict: IdentityVerdict): void {
    const { journal } = active;
    const generation = journal.superblock.generation + (verdict.kind === "match" ? 0n : 1n);
    const stamp = stampDisk(this.options.disk.path);
    journal.commit({ ...this.#presence(), incarnation, generation, stamp, clean: false });
  }

  /** A new stream: nothing that stands in the ring belongs to it. */
  #discard(active: OpenJournal): void {
    const { sequence, ringSectors, grainSectors } = active.journal.superblock;
    const first = this.#firstSuperblock();
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
    else if (!other) this.#makeJournal(spec, { ...standby, sequence: 0n }).journal.close();
    else throw new AshlarError("journal-in-way", `${spec.path}: a journal of another size`);
    return spec;
  }
}

/** What is known about the time since the last superblock: of this boot, and of the vault. */
export function identityContext(control?: Control): IdentityContext {
  const context = { boot: bootIdentity(), bootTime_ms: bootTime_ms() };
  const beat_ns = control?.get("keeperBeat_ns") ?? 0n;
  if (beat_ns === 0n) return context;
  const ago_ms = Number(monotonic_ns() - beat_ns) / 1e6;
  return { ...context, lastBeat_ms: Date.now() - ago_ms };
}
