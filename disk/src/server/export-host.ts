/**
 * One export, on the main thread: its locks, its keeper, the threads that may block on its disk.
 *
 * The keeper is a process of its own and outlives us whatever happens; here it is only started,
 * found, and started anew when it dies. While it is dead the server goes on as far as its budget
 * reaches, then its clients wait.
 */
import { Worker } from "node:worker_threads";
import type { Logger } from "pino";
import { openBacking } from "../backing/index.js";
import { AshlarError } from "../errors.js";
import type { KeeperOptions } from "../keeper/index.js";
import { type KeeperHandle, spawnKeeper } from "../keeper/spawn/index.js";
import { WakeEvent } from "../linux/index.js";
import type { ExportInfo } from "../nbd/serving/index.js";
import {
  type Control,
  openVault,
  prepareVaultDirectory,
  takeLock,
  vaultPaths,
} from "../vault/index.js";
import type { DiskMode, SharedExport } from "./exports.js";
import { JobTable } from "./job-table.js";
import type { JobThreadData } from "./job-thread.js";

export interface ExportOptions {
  /** As clients name it; may be empty. */
  name: string;
  description?: string;
  /** Default: `ashlar`. */
  mode?: DiskMode;
  readOnly?: boolean;
  /** Threads that may block on the disk: so many reads from home overlap. Default: 4. On a hard
   * disk each in flight delays an emergency flush, and so costs budget. */
  readers?: number;
  /** The disk, the journal and what the keeper has to know; the other modes use the disk only. */
  keeper: KeeperOptions;
}

const READERS_DEFAULT = 4;
/** A keeper that dies again and again is started ever more slowly, up to this. */
const BACKOFF_MS_MIN = 100;
const BACKOFF_MS_MAX = 5000;
/** A keeper that has lived this long is not one that cannot start. */
const LIVED_MS = 30_000;
const PREFERRED_BLOCK = 4096;
const PAYLOAD_BYTES_MAX = 32 * 1024 * 1024;

export class ExportHost {
  readonly options: ExportOptions;
  readonly #log: Logger;
  readonly #unlocks: (() => void)[] = [];
  readonly #jobs = new JobTable();
  readonly #jobsWake = new WakeEvent();
  readonly #workers: Worker[] = [];
  #info: ExportInfo | undefined;
  #keeper: KeeperHandle | undefined;
  #control: Control | undefined;
  #keeperRestarts = 0;
  #stopping = false;

  constructor(options: ExportOptions, log: Logger) {
    this.options = options;
    this.#log = log.child({ export: options.name });
  }

  get mode(): DiskMode {
    return this.options.mode ?? "ashlar";
  }

  get keeper(): KeeperHandle | undefined {
    return this.#keeper;
  }

  /** The control page; undefined in the other modes. */
  get control(): Control | undefined {
    return this.#control;
  }

  get keeperRestarts(): number {
    return this.#keeperRestarts;
  }

  /** Locks, starts the keeper and the first reader, so that clients can be served; `fatal` is
   * called if a thread dies later. */
  async start(fatal: (error: Error) => void): Promise<void> {
    const keeper = this.mode === "ashlar" ? this.#startKeeper() : undefined;
    if (keeper === undefined) this.#lockDisk();
    // It loads its code while the keeper starts.
    if (this.#readers > 0) this.#startReader(fatal);
    await keeper;
    this.#info = this.#describe();
    this.#announceReaders();
  }

  /** The others, once clients are served: four threads that start at once are all late. */
  startOtherReaders(fatal: (error: Error) => void): void {
    while (this.#workers.length < this.#readers) this.#startReader(fatal);
  }

  get #readers(): number {
    return this.mode === "unsafe" ? 0 : (this.options.readers ?? READERS_DEFAULT);
  }

  async #startKeeper(): Promise<void> {
    const { vaultDirectory } = this.options.keeper;
    const { serverLock } = vaultPaths(vaultDirectory);
    prepareVaultDirectory(vaultDirectory);
    const lock = takeLock(serverLock);
    if (lock === undefined) throw new AshlarError("in-use", vaultDirectory);
    this.#unlocks.push(() => lock.release());
    this.#keeper = await this.#spawn();
    const vault = openVault(vaultDirectory);
    this.#control = vault.mapControl();
    vault.close();
    void this.#supervise(this.#keeper);
  }

  async #spawn(): Promise<KeeperHandle> {
    const progress = (what: string, part: number) => {
      this.#log.info({ part: Math.round(part * 100) / 100 }, what);
    };
    const keeper = await spawnKeeper(this.options.keeper, { progress });
    this.#log.info({ pid: keeper.pid, attached: keeper.attached }, "the keeper is ready");
    return keeper;
  }

  /** Restarts the keeper whenever it ends, until we stop. */
  async #supervise(first: KeeperHandle): Promise<void> {
    let keeper: KeeperHandle | undefined = first;
    let backoff_ms = BACKOFF_MS_MIN;
    while (!this.#stopping) {
      const started_ms = performance.now();
      const status = await keeper?.exited;
      if (this.#stopping) return;
      if (keeper !== undefined) this.#log.error({ status }, "the keeper ended; starting it anew");
      if (performance.now() - started_ms > LIVED_MS) backoff_ms = BACKOFF_MS_MIN;
      await pause(backoff_ms);
      backoff_ms = Math.min(2 * backoff_ms, BACKOFF_MS_MAX);
      if (this.#stopping) return;
      this.#keeperRestarts++;
      keeper = await this.#spawn().catch((error: Error) => {
        this.#log.error({ err: error }, "the keeper does not start");
        return undefined;
      });
      this.#keeper = keeper;
    }
  }

  #lockDisk(): void {
    const { disk } = this.options.keeper;
    const writable = this.options.readOnly !== true;
    const locked = openBacking({ ...disk, writable, lock: true });
    this.#unlocks.push(() => locked.close());
  }

  #describe(): ExportInfo {
    const { name, description = "", readOnly = false, keeper } = this.options;
    const backing = openBacking({ ...keeper.disk, writable: !readOnly });
    const { bytes, logicalBlock, punches } = backing;
    backing.close();
    return {
      name,
      description,
      bytes,
      minimumBlock: logicalBlock,
      preferredBlock: PREFERRED_BLOCK,
      maximumPayload: PAYLOAD_BYTES_MAX,
      readOnly,
      rotational: false,
      canTrim: punches && !readOnly,
      canWriteZeroes: !readOnly,
      // A range is a record, whatever its length.
      canFastZero: this.mode === "ashlar" && !readOnly,
      canCache: true,
      canMultiConn: true,
    };
  }

  #startReader(fatal: (error: Error) => void): void {
    const { disk } = this.options.keeper;
    const writable = this.mode === "write-through" && this.options.readOnly !== true;
    const workerData: JobThreadData = {
      table: this.#jobs.memory,
      wakeFd: this.#jobsWake.fd,
      home: { ...disk, writable },
      vaultDirectory: this.mode === "ashlar" ? this.options.keeper.vaultDirectory : undefined,
    };
    const worker = new Worker(new URL("./job-thread.js", import.meta.url), {
      workerData,
      resourceLimits: { maxYoungGenerationSizeMb: 1 },
    });
    worker.on("error", fatal);
    this.#workers.push(worker);
  }

  /** Reads of a server that was killed have ended with it. */
  #announceReaders(): void {
    const control = this.#control;
    control?.set("homeReaders", BigInt(this.#readers));
    control?.set("readsEnded", control.get("readsStarted"));
  }

  /** What the serving thread has to know. */
  get shared(): SharedExport {
    return {
      info: this.#info!,
      mode: this.mode,
      vaultDirectory: this.options.keeper.vaultDirectory,
      persistent: this.options.keeper.persistent ?? false,
      path: this.options.keeper.disk.path,
      jobs: this.#jobs.memory,
      jobsWakeFd: this.#jobsWake.fd,
    };
  }

  /** After serving has ended: has the keeper bring everything home, lets go of the disk. */
  async stop(): Promise<void> {
    this.#stopping = true;
    this.#jobs.stop();
    for (const unlock of this.#unlocks.splice(0)) unlock();
    await this.#keeper?.stop();
  }
}

function pause(duration_ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, duration_ms));
}
