/**
 * The keeper: owns the power inputs, the journal and the way home of one disk.
 *
 * Its main thread does little and allocates little, so that a signal finds it idle. It may be
 * killed at any instruction: what it knows that matters is in the vault and in the journal.
 */
import type { Server } from "node:net";
import { openBacking } from "../backing/index.js";
import { AshlarError } from "../errors.js";
import { monotonic_ns, openFifo, wakeFifo } from "../linux/index.js";
import { lockHolder, Power, removeVault, vaultPaths } from "../vault/index.js";
import { Bells } from "./bells.js";
import { BudgetKeeper, runBytesMax } from "./budget-keeper.js";
import { listen } from "./control-socket.js";
import { measureJournal } from "./measure.js";
import type { KeeperOptions } from "./options.js";
import { type Prepared, type PrepareProgress, prepare } from "./prepare.js";
import { Shared } from "./shared.js";
import { keeperStatus } from "./status.js";
import { Threads } from "./threads.js";

const BEAT_MS = 250;
const POLL_MS = 5;

/** How a keeper ended; `fault` is a defect or a dead thread, after which it is started anew. */
export type KeeperEnd =
  | { kind: "drained" }
  | { kind: "flushed" }
  | { kind: "fault"; error: unknown };

export class Keeper {
  readonly ended: Promise<KeeperEnd>;
  readonly #options: KeeperOptions;
  readonly #prepared: Prepared;
  readonly #shared: Shared;
  readonly #bells: Bells;
  readonly #wake: number;
  readonly #budget: BudgetKeeper;
  readonly #threads: Threads;
  #server: Server | undefined;
  #beat: NodeJS.Timeout | undefined;
  #nextBeat_ns = 0n;
  #stopping = false;
  #closed = false;
  #end: (end: KeeperEnd) => void = () => {};

  /** Prepares vault and journal and starts the threads. The caller holds `keeper.lock`. */
  static async start(options: KeeperOptions, progress?: PrepareProgress): Promise<Keeper> {
    const shared = new Shared();
    const threads = new Threads(shared);
    let keeper: Keeper;
    try {
      keeper = new Keeper(options, prepare(options, progress), shared, threads);
    } catch (error) {
      threads.dismiss();
      throw error;
    }
    const early = await Promise.race([keeper.#threads.ready, keeper.ended]);
    if (early?.kind === "fault") throw early.error;
    await keeper.#listen();
    return keeper;
  }

  private constructor(
    options: KeeperOptions,
    prepared: Prepared,
    shared: Shared,
    threads: Threads,
  ) {
    this.#options = options;
    this.#prepared = prepared;
    this.#shared = shared;
    this.#threads = threads;
    const { memory, control } = prepared.vault.mapControlPage();
    this.#bells = new Bells(memory, 0, control);
    this.#wake = openFifo(vaultPaths(options.vaultDirectory).wake);
    control.set("keeperPid", BigInt(process.pid));
    const measured = this.#measure();
    const runBytes = runBytesMax(options, measured);
    this.#budget = new BudgetKeeper(options, this.#shared, control, measured, runBytes);
    this.#budget.update();
    this.ended = new Promise((resolve) => {
      this.#end = resolve;
    });
    void threads.died.then(({ name, error }) =>
      this.#end({ kind: "fault", error: new Error(name, { cause: error }) }),
    );
    const { journal, spare } = prepared;
    threads.begin({ options, journal, spare, runBytesMax: runBytes, shared: shared.buffer });
    this.#startBeating();
  }

  get status() {
    const { control } = this.#bells;
    return keeperStatus(this.#prepared, control, this.#shared, this.#budget.budget);
  }

  /** The power fails: from now on nothing is more urgent than the journal. */
  powerFail(): void {
    const { control } = this.#bells;
    if (control.get("power") !== Power.normal) return;
    control.set("powerSince_ns", monotonic_ns());
    control.set("power", Power.failing);
    this.#bells.wakeJournal();
    wakeFifo(this.#wake);
  }

  /** It was a false alarm, or the power came back in time. */
  powerBack(): void {
    const { control } = this.#bells;
    control.set("powerSince_ns", monotonic_ns());
    control.set("power", Power.normal);
    this.#bells.wakeJournal();
    this.#bells.wakeHome();
    wakeFifo(this.#wake);
  }

  /** Brings everything home that is in the vault now; `record-damaged` if it cannot. */
  async drain(): Promise<void> {
    const { control } = this.#bells;
    const head = control.get("head");
    this.#shared.set("drain", 1n);
    this.#bells.wakeHome();
    while (control.get("released") < head && !this.#closed) {
      this.#requireNoDamage();
      await pause(POLL_MS);
    }
    if (!this.#stopping) this.#shared.set("drain", 0n);
  }

  /** Drains, marks the journal clean unless a server is still there, and ends. While the power
   * fails only the journal is written. What cannot be brought home makes it wait. */
  async stop(): Promise<void> {
    if (this.#stopping) return;
    this.#stopping = true;
    const { control } = this.#bells;
    this.#shared.set("drain", 1n);
    this.#bells.wakeHome();
    const drained = () => control.get("released") === control.get("head");
    const flushed = () => control.get("power") === Power.flushed;
    while (!drained() && !flushed() && !this.#closed) await pause(POLL_MS);
    if (this.#closed) return;
    if (drained()) await this.#markClean();
    await this.#close();
    this.#end({ kind: drained() ? "drained" : "flushed" });
  }

  /** Ends at once, as it is; the vault keeps what was in hand. */
  async abandon(): Promise<void> {
    this.#stopping = true;
    await this.#close();
    this.#end({ kind: "flushed" });
  }

  async #markClean(): Promise<void> {
    const { vaultDirectory } = this.#options;
    if (lockHolder(vaultPaths(vaultDirectory).serverLock) !== undefined) return;
    this.#shared.set("cleanWanted", 1n);
    this.#bells.wakeJournal();
    while (this.#shared.get("cleanDone") === 0n) await pause(POLL_MS);
    if (!this.#options.persistent) removeVault(vaultDirectory);
  }

  async #close(): Promise<void> {
    clearInterval(this.#beat);
    this.#closed = true;
    this.#shared.set("stop", 1n);
    this.#bells.wakeJournal();
    this.#bells.wakeHome();
    await this.#threads.ended;
    this.#server?.close();
    this.#prepared.lock.close();
  }

  #requireNoDamage(): void {
    const { damagedAt } = this.status.errors;
    if (damagedAt !== null) throw new AshlarError("record-damaged", `position ${damagedAt}`);
  }

  #measure() {
    if (this.#options.holdUp_ms === undefined) return undefined;
    const backing = openBacking(this.#prepared.journal);
    const home = openBacking({ ...this.#options.disk, writable: false });
    try {
      const { geometry } = this.#prepared.vault;
      return measureJournal(backing, home, this.#bells.control, geometry);
    } finally {
      backing.close();
      home.close();
    }
  }

  /** A sign of life, the budget, and a drill: how late a thread is woken when it matters. */
  #startBeating(): void {
    this.#nextBeat_ns = monotonic_ns() + BigInt(BEAT_MS * 1_000_000);
    this.#beat = setInterval(() => {
      const now_ns = monotonic_ns();
      const late_ns = now_ns - this.#nextBeat_ns;
      this.#nextBeat_ns = now_ns + BigInt(BEAT_MS * 1_000_000);
      this.#bells.control.set("keeperBeat_ns", now_ns);
      this.#shared.set("drill_ns", now_ns - (late_ns > 0n ? late_ns : 0n));
      this.#bells.wakeJournal();
      if (this.#budget.update()) wakeFifo(this.#wake);
    }, BEAT_MS);
  }

  async #listen(): Promise<void> {
    this.#server = await listen(vaultPaths(this.#options.vaultDirectory).keeperSocket, {
      status: () => this.status,
      "power-fail": () => this.#failAndFlush(),
      "power-back": () => {
        this.powerBack();
        return { ok: true };
      },
      drain: async () => {
        await this.drain();
        return { ok: true };
      },
      stop: () => {
        void this.stop();
        return { ok: true };
      },
    });
  }

  async #failAndFlush(): Promise<object> {
    this.powerFail();
    const { control } = this.#bells;
    while (control.get("power") === Power.failing) await pause(1);
    return { ok: true, flush_ms: Number(control.get("flushLast_ns")) / 1e6 };
  }
}

function pause(duration_ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, duration_ms));
}
