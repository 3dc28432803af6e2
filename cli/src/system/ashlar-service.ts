/**
 * The disk service as its users run it: `ashlar serve` with the keeper that it starts, as real
 * processes that can really be killed.
 */
import { existsSync, rmSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { backing, nbd } from "@ashlar/disk";
import type { DiskStatus } from "../commands/status.js";
import { CommandFailed, killProcess, run, Service, waitFor } from "./command.js";
import { isAlive } from "./cpu.js";

const ATTEMPTS_MAX = 10;
const BUSY_PAUSE_MS = 1000;

export const PROGRAM = fileURLToPath(new URL("../main.js", import.meta.url));

export interface ServiceOptions {
  disk: string;
  /** On a memory file system; for vault, journal, sockets and log. */
  folder: string;
  mode: "ashlar" | "write-through" | "unsafe";
  /** A modelled disk; none: the file as fast as it is. */
  model?: string | undefined;
  holdUp_ms?: number | undefined;
  journal_bytes?: number | undefined;
  connectionsMax?: number | undefined;
}

/** Whether a server answers at a Unix socket; that the socket is there says less. */
export async function answers(socket: string): Promise<boolean> {
  if (!existsSync(socket)) return false;
  const connected = nbd.connect(socket).then((client) => client.disconnect());
  return connected.then(
    () => true,
    () => false,
  );
}

export class AshlarService {
  #server: Service | undefined;
  #keeperPid = 0;

  constructor(readonly options: ServiceOptions) {}

  get socket(): string {
    return join(this.options.folder, "nbd.sock");
  }

  get vault(): string {
    return join(this.options.folder, "vault");
  }

  get journal(): string {
    return `${this.options.disk}.journal`;
  }

  /** Where the modelled disk keeps its state and its counters. */
  get modelState(): string {
    return join(this.options.folder, "model");
  }

  /** Processor time that only the disk's model burns; it is not the service's. */
  get modelCpu_s(): number {
    if (this.options.model === undefined || !existsSync(this.modelState)) return 0;
    return backing.readModelCounters(this.modelState).spinCpu_ns / 1e9;
  }

  get isRunning(): boolean {
    return this.#server !== undefined && this.#server.status === undefined;
  }

  get serverPid(): number {
    return this.#server?.pid ?? 0;
  }

  get keeperPid(): number {
    return this.#keeperPid;
  }

  get pids(): number[] {
    return [this.serverPid, this.#keeperPid].filter((pid) => pid > 0);
  }

  /** Starts it, waits until it serves, and learns who its keeper is. */
  async start(): Promise<void> {
    await this.serve();
    await this.findKeeper();
  }

  /** Starts it and waits until it serves. A machine that is too busy for a moment to keep a
   * modelled disk's time is asked again. */
  async serve(): Promise<void> {
    for (let attempt = 1; ; attempt++)
      try {
        return await this.#tryStart();
      } catch (error) {
        const busy = error instanceof CommandFailed && error.output.includes("[clock-too-coarse]");
        if (!busy || attempt === ATTEMPTS_MAX) throw error;
        await sleep(BUSY_PAUSE_MS);
      }
  }

  async #tryStart(): Promise<void> {
    rmSync(this.socket, { force: true });
    const server = new Service("ashlar serve", process.execPath, [PROGRAM, ...this.#parameters()], {
      log: join(this.options.folder, "ashlar.log"),
    });
    this.#server = server;
    await server.until(() => answers(this.socket), 60_000);
  }

  /** Asks for the keeper's process, which killing and counting need. */
  async findKeeper(): Promise<void> {
    if (this.options.mode !== "ashlar") return;
    this.#keeperPid = (await this.status()).keeper?.pid ?? 0;
  }

  #parameters(): string[] {
    const { disk, mode, model, holdUp_ms, journal_bytes, connectionsMax } = this.options;
    const optional = (name: string, value: string | number | undefined) =>
      value === undefined ? [] : [name, String(value)];
    return [
      "serve",
      disk,
      "--socket",
      this.socket,
      "--vault",
      this.vault,
      ...(mode === "ashlar" ? [] : ["--mode", mode]),
      ...(model === undefined ? [] : ["--model", model, "--model-state", this.modelState]),
      ...optional("--hold-up", holdUp_ms === undefined ? undefined : `${holdUp_ms}ms`),
      ...optional("--journal-size", journal_bytes),
      ...optional("--max-connections", connectionsMax),
    ];
  }

  async status(): Promise<DiskStatus> {
    return JSON.parse(await this.#command("status", "--json")) as DiskStatus;
  }

  /** Tells the keeper that the power has failed, or is back. */
  async power(what: "power-fail" | "power-back"): Promise<void> {
    await this.#command(what);
  }

  #command(name: string, ...parameters: string[]): Promise<string> {
    return run(process.execPath, [PROGRAM, name, "--vault", this.vault, ...parameters]);
  }

  /** Kills the server alone, as the kernel's out-of-memory killer might. */
  async killServer(): Promise<void> {
    killProcess(this.serverPid);
    await this.#server!.ended;
  }

  /** Kills the keeper alone; the service starts another one. */
  async killKeeper(): Promise<void> {
    const before = this.#keeperPid;
    killProcess(before);
    await waitFor("another keeper", 30_000, async () => {
      await this.findKeeper();
      return this.#keeperPid !== before && this.#keeperPid !== 0;
    });
  }

  /** Both at once, and the vault is gone: what a power cut leaves is the disk and the journal. */
  async cutPower(): Promise<void> {
    await this.killBoth();
    this.eraseVault();
  }

  async killBoth(): Promise<void> {
    for (const pid of this.pids) killProcess(pid);
    await this.#server?.kill();
    await waitFor("both processes to be gone", 10_000, () => !this.pids.some(isAlive));
  }

  eraseVault(): void {
    rmSync(this.vault, { recursive: true, force: true });
  }

  /** A graceful stop: everything comes home. */
  async stop(): Promise<void> {
    await this.#server?.stop("SIGTERM", 120_000);
    for (const pid of this.pids) killProcess(pid);
  }
}
