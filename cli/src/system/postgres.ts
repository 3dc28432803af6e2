/**
 * An unmodified PostgreSQL with a data directory of its own, on a Unix socket only, with default
 * durability settings: nothing that decides what a commit means is touched.
 */
import { chownSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { run, Service } from "./command.js";
import { postgresFolder, unprivilegedUser } from "./tools.js";

export class Postgres {
  #service: Service | undefined;
  readonly #programs = postgresFolder()!;
  readonly #user = unprivilegedUser();
  readonly #environment: Record<string, string>;

  /** `data` is the data directory, on the disk under test; `runtime` holds socket and log. */
  constructor(
    readonly data: string,
    readonly runtime: string,
  ) {
    this.#environment = { PGHOST: runtime, PGDATABASE: "postgres", PGUSER: "postgres" };
  }

  get pid(): number {
    return this.#service?.pid ?? 0;
  }

  /** Makes the data directory. */
  async create(): Promise<void> {
    this.#makeFolder(this.data);
    await run(
      join(this.#programs, "initdb"),
      ["-D", this.data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync"],
      { user: this.#user, cwd: "/" },
    );
  }

  async start(): Promise<void> {
    this.#makeFolder(this.runtime);
    const service = new Service(
      "postgres",
      join(this.#programs, "postgres"),
      ["-D", this.data, "-k", this.runtime, "-c", "listen_addresses="],
      { user: this.#user, cwd: "/", log: join(this.runtime, "postgres.log") },
    );
    this.#service = service;
    await service.until(() => this.#answers(), 60_000);
  }

  async #answers(): Promise<boolean> {
    return run(join(this.#programs, "pg_isready"), ["-q"], { env: this.#environment }).then(
      () => true,
      () => false,
    );
  }

  #makeFolder(folder: string): void {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    if (this.#user !== undefined) chownSync(folder, this.#user.uid, this.#user.gid);
  }

  /** Runs SQL by psql; unaligned rows without headings. */
  async query(sql: string): Promise<string> {
    const psql = join(this.#programs, "psql");
    const parameters = ["-qAtX", "-v", "ON_ERROR_STOP=1"];
    return (await run(psql, parameters, { input: sql, env: this.#environment })).trim();
  }

  /** What it takes to start an interactive psql: program, parameters, environment. */
  get psql(): { program: string; parameters: string[]; environment: Record<string, string> } {
    return {
      program: join(this.#programs, "psql"),
      parameters: ["-qAtX", "-v", "ON_ERROR_STOP=1"],
      environment: this.#environment,
    };
  }

  /** Runs pgbench with these parameters and returns what it printed. */
  async pgbench(parameters: readonly string[], timeout_ms = 120_000): Promise<string> {
    const pgbench = join(this.#programs, "pgbench");
    return run(pgbench, parameters, { env: this.#environment, timeout_ms });
  }

  /** Fast shutdown: sessions are ended, then a checkpoint. */
  async stop(): Promise<void> {
    await this.#service?.stop("SIGINT", 60_000);
  }

  /** Immediate shutdown: nothing is written any more, but shared memory is given back. */
  async abort(): Promise<void> {
    await this.#service?.stop("SIGQUIT", 10_000);
  }

  /** As a power cut would. */
  async kill(): Promise<void> {
    await this.#service?.kill();
  }
}
