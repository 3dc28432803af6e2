/** One SQLite connection that commits numbered rows, and writes down which were acknowledged. */
import type { SqliteOnNbd } from "../sqlite/sqlite.js";
import type { LedgerVerdict } from "./ledger.js";

export class SqliteLedger {
  #acknowledged = 0;
  #running: Promise<void> | undefined;
  #stopping = false;

  static async create(sqlite: SqliteOnNbd): Promise<SqliteLedger> {
    await sqlite.run("create table ledger (number integer primary key, balance integer not null)");
    return new SqliteLedger();
  }

  get acknowledged(): number {
    return this.#acknowledged;
  }

  /** Commits one row after the other until `finish`. */
  start(sqlite: SqliteOnNbd): void {
    this.#stopping = false;
    this.#running = this.#commit(sqlite);
  }

  async #commit(sqlite: SqliteOnNbd): Promise<void> {
    while (!this.#stopping) {
      const number = this.#acknowledged + 1;
      await sqlite.run(`insert into ledger values (${number}, ${number * 7})`);
      this.#acknowledged = number;
    }
  }

  /** Lets the commit in hand come to its end. */
  async finish(): Promise<void> {
    this.#stopping = true;
    await this.#running;
  }

  /** Writes nothing down any more; the commit in hand dies with its connection. */
  abandon(): void {
    this.#stopping = true;
    this.#running?.catch(() => undefined);
  }

  async check(sqlite: SqliteOnNbd): Promise<LedgerVerdict> {
    const rows = await sqlite.run("select number from ledger");
    const present = new Set(rows.map(([number]) => Number(number)));
    const lost: string[] = [];
    for (let number = 1; number <= this.#acknowledged; number++)
      if (!present.delete(number)) lost.push(String(number));
    return { acknowledged: this.#acknowledged, lost, unacknowledged: present.size };
  }
}
