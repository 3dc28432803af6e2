/** A disk, a vault and sockets for one test, and what runs on them; all gone afterwards. */
import { execFile } from "node:child_process";
import { mkdtempSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after } from "node:test";
import { promisify } from "node:util";
import type { KeeperOptions } from "../../keeper/index.js";
import { type Client, type ConnectOptions, connect } from "../../nbd/index.js";
import type { ExportOptions } from "../export-host.js";
import { type Service, type ServiceOptions, startService } from "../service.js";

export const MEBI = 1024 * 1024;

export class Place {
  readonly directory = mkdtempSync(join(tmpdir(), "ashlar-server-"));
  readonly vaultDirectory = mkdtempSync("/dev/shm/ashlar-server-");
  readonly diskPath = join(this.directory, "disk.img");
  readonly socketPath = join(this.directory, "nbd.sock");
  readonly controlPath = join(this.directory, "control.sock");
  readonly #services = new Set<Service>();

  /** One reader is enough for most tests, and each costs a thread. */
  constructor(
    diskBytes = 16 * MEBI,
    private readonly readers = 1,
  ) {
    writeFileSync(this.diskPath, "");
    truncateSync(this.diskPath, diskBytes);
    after(() => this.#clear());
  }

  /** What a keeper of this place is started with: a second of hold-up, a small ring. */
  keeper(overrides: Partial<KeeperOptions> = {}): KeeperOptions {
    const { vaultDirectory, diskPath } = this;
    const disk = { path: diskPath };
    return { vaultDirectory, disk, ringBytes: 4 * MEBI, holdUp_ms: 1000, ...overrides };
  }

  options(
    one: Partial<ExportOptions> = {},
    overrides: Partial<ServiceOptions> = {},
  ): ServiceOptions {
    const exports = [{ name: "", keeper: this.keeper(), readers: this.readers, ...one }];
    return { exports, socketPath: this.socketPath, controlPath: this.controlPath, ...overrides };
  }

  /** Starts a service that is stopped, at the latest, after the tests of the file. */
  async start(options = this.options()): Promise<Service> {
    const service = await startService(options);
    this.#services.add(service);
    return service;
  }

  connect(options: ConnectOptions = {}): Promise<Client> {
    return connect(this.uri, options);
  }

  get uri(): string {
    return `nbd+unix:///?socket=${this.socketPath}`;
  }

  async #clear(): Promise<void> {
    for (const service of this.#services) await service.stop();
    for (const path of [this.directory, this.vaultDirectory])
      rmSync(path, { recursive: true, force: true });
  }
}

const execute = promisify(execFile);

/** Runs a program to its end and returns its standard output; throws if it fails. */
export async function run(program: string, ...parameters: string[]): Promise<string> {
  const options = { timeout: 120_000, maxBuffer: 64 * MEBI };
  return (await execute(program, parameters, options)).stdout;
}
