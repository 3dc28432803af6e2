/**
 * A ledger of commits, kept outside the database: each client inserts numbered rows, one
 * transaction each, and writes a number down only when psql has reported it committed. After
 * whatever happens to the machine, every number written down must be in the database.
 */
import { type ChildProcess, spawn } from "node:child_process";
import { createInterface } from "node:readline";
import type { Postgres } from "../system/postgres.js";

export interface LedgerVerdict {
  acknowledged: number;
  /** Acknowledged but not in the database: must be empty. */
  lost: string[];
  /** In the database and never acknowledged: at most one a client, the one in flight. */
  unacknowledged: number;
}

class LedgerClient {
  readonly #child: ChildProcess;
  #next = 1;
  #acknowledged = 0;
  #stopping = false;
  readonly ended: Promise<void>;

  constructor(
    readonly id: number,
    postgres: Postgres,
  ) {
    const { program, parameters, environment } = postgres.psql;
    this.#child = spawn(program, parameters, {
      stdio: ["pipe", "pipe", "ignore"],
      env: { ...process.env, ...environment },
      detached: true,
    });
    this.#child.stdin!.on("error", () => undefined); // The session is gone: `ended` tells.
    createInterface({ input: this.#child.stdout! }).on("line", (line) => this.#onCommitted(line));
    this.ended = new Promise((resolve) => this.#child.on("close", () => resolve()));
    this.#insert();
  }

  get acknowledged(): number {
    return this.#acknowledged;
  }

  #insert(): void {
    const row = `insert into ledger values (${this.id}, ${this.#next}) returning number;\n`;
    this.#child.stdin!.write(row);
  }

  #onCommitted(line: string): void {
    if (Number(line) !== this.#next) return;
    this.#acknowledged = this.#next;
    this.#next += 1;
    if (this.#stopping) this.#child.stdin!.end();
    else this.#insert();
  }

  async finish(): Promise<void> {
    this.#stopping = true;
    await this.ended;
  }

  kill(): void {
    this.#child.kill("SIGKILL");
  }
}

export class Ledger {
  #clients: LedgerClient[] = [];
  readonly #acknowledged = new Map<number, number>();
  #nextId = 1;

  static async create(postgres: Postgres): Promise<Ledger> {
    await postgres.query(
      "create table ledger (client int, number int, primary key (client, number))",
    );
    return new Ledger();
  }

  /** Starts clients that commit one row after the other until `finish` or `kill`. */
  start(postgres: Postgres, clients: number): void {
    for (let count = 0; count < clients; count++)
      this.#clients.push(new LedgerClient(this.#nextId++, postgres));
  }

  get acknowledged(): number {
    const running = this.#clients.reduce((sum, client) => sum + client.acknowledged, 0);
    return [...this.#acknowledged.values()].reduce((sum, count) => sum + count, running);
  }

  /** Lets each client finish the commit it is in. */
  async finish(): Promise<void> {
    await Promise.all(this.#clients.map((client) => client.finish()));
    this.#writeDown();
  }

  /** As a power cut would. */
  async kill(): Promise<void> {
    for (const client of this.#clients) client.kill();
    await Promise.all(this.#clients.map((client) => client.ended));
    this.#writeDown();
  }

  #writeDown(): void {
    for (const client of this.#clients) this.#acknowledged.set(client.id, client.acknowledged);
    this.#clients = [];
  }

  /** Compares what was written down with what the database has. */
  async check(postgres: Postgres): Promise<LedgerVerdict> {
    const rows = await postgres.query("select client || ':' || number from ledger");
    const present = new Set(rows.split("\n"));
    const lost: string[] = [];
    let acknowledged = 0;
    for (const [client, last] of this.#acknowledged) {
      acknowledged += last;
      for (let number = 1; number <= last; number++)
        if (!present.delete(`${client}:${number}`)) lost.push(`${client}:${number}`);
    }
    present.delete("");
    return { acknowledged, lost, unacknowledged: present.size };
  }
}
