/**
 * What the laboratory is shown on: storage as people run it, on disks whose power can be cut.
 *
 * Ashlar's machine keeps running: its processes die by SIGKILL, or everything dies after the
 * power's warning and memory is gone. The others are servers of QEMU's and nbdkit's on a simulated
 * disk: the disk loses its power, the server dies with it.
 */
import { mkdirSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type blackbox, mix } from "@ashlar/faults";
import { Random } from "@ashlar/rapilog/random";
import { remember, tearJournal } from "../databases/platter.js";
import { AshlarService, answers, PROGRAM } from "../system/ashlar-service.js";
import type { Cleanup } from "../system/cleanup.js";
import { run, Service } from "../system/command.js";

export interface Subject {
  /** Where the laboratory writes. */
  readonly address: string;
  start(): Promise<void>;
  stop(): Promise<void>;
  cut(context: blackbox.CommandContext): Promise<void>;
  restore(context: blackbox.CommandContext): Promise<void>;
}

export const DISK_BYTES = 32 * 1024 ** 2;
const uri = (socket: string) => `nbd+unix:///?socket=${socket}`;

/** Ashlar hosted: server, keeper or both are killed, or the power fails with warning, by turns. */
export class AshlarSubject implements Subject {
  readonly #service: AshlarService;
  readonly #sudden: boolean;
  /** The journal as it was before the load. */
  readonly #earlier: string;

  /** `sudden`: instead, the power always fails without warning. */
  constructor(folder: string, sudden = false) {
    this.#sudden = sudden;
    this.#earlier = join(folder, "earlier.img");
    mkdirSync(folder, { recursive: true });
    const disk = join(folder, "disk.img");
    writeFileSync(disk, "");
    truncateSync(disk, DISK_BYTES);
    const options = { holdUp_ms: 1000, journal_bytes: 16 * 1024 ** 2 };
    this.#service = new AshlarService({ disk, folder, mode: "ashlar", ...options });
  }

  get address(): string {
    return uri(this.#service.socket);
  }

  async start(): Promise<void> {
    await this.#service.start();
    if (this.#sudden) await remember(this.#service.journal, this.#earlier);
  }

  stop(): Promise<void> {
    return this.#service.stop();
  }

  async cut({ cycle, seed }: blackbox.CommandContext): Promise<void> {
    const service = this.#service;
    if (this.#sudden) return this.#cutSuddenly(new Random(mix(seed, cycle)));
    const failures = [
      () => service.killServer(),
      () => service.killKeeper(),
      () => service.killBoth(),
      async () => {
        await service.power("power-fail");
        await service.cutPower();
      },
    ];
    await failures[(cycle - 1) % failures.length]!();
  }

  /** Memory is gone, and of what the journal had not synced each sector is there or not. */
  async #cutSuddenly(random: Random): Promise<void> {
    await this.#service.killBoth();
    tearJournal(this.#service, this.#earlier, random);
    this.#service.eraseVault();
  }

  async restore(): Promise<void> {
    if (!this.#service.isRunning) await this.start();
  }
}

/** What stands between the laboratory and the disk. */
const SERVERS = {
  /** Answers a write when the disk has it. */
  "write-through": (socket: string, disk: string): [string, string[]] => [
    "qemu-nbd",
    [
      `--socket=${socket}`,
      "--persistent",
      "--shared=0",
      "--format=raw",
      "--cache=writethrough",
      disk,
    ],
  ],
  /** Keeps everything in its own cache, flush or not. (qemu-nbd's `--cache=unsafe` flushes an NBD
   * disk all the same.) */
  unsafe: (socket: string, disk: string): [string, string[]] => [
    "nbdkit",
    ["-f", "-U", socket, "--filter=cache", "nbd", `uri=${disk}`, "cache=unsafe"],
  ],
};
export type ServerName = keyof typeof SERVERS;

export interface SimulatedOptions {
  /** Of `ashlar faults serve`; none: an honest disk. */
  faults: readonly string[];
  server: ServerName;
  seed: number;
}

/** A server on a simulated disk with a volatile cache. */
export class SimulatedSubject implements Subject {
  readonly #disk: string;
  readonly #socket: string;
  #diskService: Service | undefined;
  #server: Service | undefined;

  constructor(
    readonly folder: string,
    readonly options: SimulatedOptions,
  ) {
    mkdirSync(folder, { recursive: true });
    this.#disk = join(folder, "disk.sock");
    this.#socket = join(folder, "server.sock");
  }

  get address(): string {
    return uri(this.#socket);
  }

  async start(): Promise<void> {
    const { faults, seed } = this.options;
    const parameters = ["--socket", this.#disk, "--size", String(DISK_BYTES), "--seed", `${seed}`];
    const faultOptions = faults.flatMap((fault) => ["--fault", fault]);
    this.#diskService = new Service(
      "ashlar faults serve",
      process.execPath,
      [PROGRAM, "faults", "serve", ...parameters, ...faultOptions],
      { log: join(this.folder, "disk.log") },
    );
    await this.#diskService.until(() => answers(this.#disk));
    await this.#startServer();
  }

  async #startServer(): Promise<void> {
    rmSync(this.#socket, { force: true });
    const [program, parameters] = SERVERS[this.options.server](this.#socket, uri(this.#disk));
    this.#server = new Service(program, program, parameters, {
      log: join(this.folder, "server.log"),
    });
    await this.#server.until(() => answers(this.#socket));
  }

  async stop(): Promise<void> {
    await this.#server?.kill();
    await this.#diskService?.stop();
  }

  async cut(): Promise<void> {
    await run(process.execPath, [PROGRAM, "faults", "cut", this.#disk, "--off"]);
    await this.#server?.kill();
  }

  async restore(): Promise<void> {
    await run(process.execPath, [PROGRAM, "faults", "cut", this.#disk, "--on"]);
    await this.#startServer();
  }
}

/** Starts a subject that is stopped whatever happens. */
export async function started(subject: Subject, cleanup: Cleanup): Promise<() => Promise<void>> {
  const stop = cleanup.add(`stop ${subject.address}`, () => subject.stop());
  await subject.start();
  return stop;
}
