/**
 * The clients: each commits transfers one after the other, and tells the history when it issues
 * one and when the database's own client has said that it is committed.
 */
import type { Database } from "./databases.js";
import { ACCOUNTS, type Content, History, OPENING_BALANCE, transferOf } from "./history.js";
import type { Machine } from "./machine.js";
import { converse, type Session } from "./session.js";

const QUERY_PATIENCE_MS = 180_000;

/** The tables of an empty ledger. */
export const SCHEMA = [
  "create table accounts (id integer primary key, balance integer not null);",
  "create table ledger (client integer, number integer, source integer, target integer, amount integer, primary key (client, number));",
  `insert into accounts values ${Array.from({ length: ACCOUNTS }, (_, id) => `(${id}, ${OPENING_BALANCE})`).join(", ")};`,
].join("\n");

/** Locks are taken in the order of the accounts, so that clients never wait in a circle. */
function transaction(begin: string, client: number, number: number): string {
  const { source, target, amount } = transferOf(client, number);
  const changes = [
    [source, -amount],
    [target, amount],
  ] as const;
  const updates = [...changes]
    .sort(([one], [other]) => one - other)
    .map(([id, change]) => `update accounts set balance = balance + ${change} where id = ${id};`);
  const row = [client, number, source, target, amount].join(", ");
  return [
    begin,
    ...updates,
    `insert into ledger values (${row});`,
    `commit; select 'committed ${number}';`,
  ].join(" ");
}

class Client {
  #number = 0;
  #stopping = false;
  readonly ended: Promise<string>;

  constructor(
    readonly id: number,
    readonly session: Session,
    readonly database: Database,
    readonly history: History,
  ) {
    session.onLine = (line) => this.#onLine(line);
    this.ended = session.ended;
    if (database.greeting) session.write(database.greeting);
    this.#issue();
  }

  #issue(): void {
    this.#number += 1;
    this.history.issue(this.id, this.#number);
    this.session.write(transaction(this.database.begin, this.id, this.#number));
  }

  #onLine(line: string): void {
    if (line !== `committed ${this.#number}`) return;
    this.history.acknowledge(this.id, this.#number);
    if (this.#stopping) this.session.end();
    else this.#issue();
  }

  finish(): void {
    this.#stopping = true;
  }
}

export class Ledger {
  readonly history = new History();
  #clients: Client[] = [];
  #nextId = 1;
  #expected = false;
  #errors: string[] = [];

  constructor(
    readonly database: Database,
    readonly machine: Machine,
    readonly root: string,
  ) {}

  get acknowledged(): number {
    return this.history.acknowledged;
  }

  /** Makes the tables. */
  async create(): Promise<void> {
    await this.query(SCHEMA);
  }

  /** Runs SQL and returns its rows; throws with what the database said. */
  async query(sql: string): Promise<string[]> {
    const session = this.database.connect(this.machine, this.root);
    const text = `${sql}\nselect 'answered';`;
    const { lines, complaint } = await converse(session, text, QUERY_PATIENCE_MS);
    if (lines.pop() !== "answered") throw new Error(complaint || "the database does not answer");
    return lines;
  }

  /** Starts clients that commit until `finish` or `kill`. */
  start(): void {
    this.#expected = false;
    this.#errors = [];
    for (let count = 0; count < this.database.clients; count++) {
      const session = this.database.connect(this.machine, this.root);
      const client = new Client(this.#nextId++, session, this.database, this.history);
      void client.ended.then((complaint) => {
        if (!this.#expected) this.#errors.push(`client ${client.id}: ${complaint || "cut off"}`);
      });
      this.#clients.push(client);
    }
  }

  /** Clients that ended before they should have, and why. */
  get errors(): readonly string[] {
    return this.#errors;
  }

  /** From here on it is no surprise that clients end. */
  expectEnd(): void {
    this.#expected = true;
  }

  /** Lets each client come to the end of its commit. */
  async finish(): Promise<void> {
    this.#expected = true;
    const late = setTimeout(() => {
      this.#errors.push("a commit has not come to its end");
      for (const { session } of this.#clients) session.kill();
    }, QUERY_PATIENCE_MS);
    for (const client of this.#clients) client.finish();
    await this.#end();
    clearTimeout(late);
  }

  /** What the clients have not been told by now they will not be. */
  async kill(): Promise<void> {
    this.#expected = true;
    for (const { session } of this.#clients) session.kill();
    await this.#end();
  }

  async #end(): Promise<void> {
    await Promise.all(this.#clients.map((client) => client.ended));
    this.#clients = [];
  }

  /** Everything that is in the database. */
  async content(): Promise<Content> {
    const ledger = await this.query("select client, number, source, target, amount from ledger;");
    const accounts = await this.query("select id, balance from accounts;");
    const numbers = (line: string) => line.split(/[|\t]/).map(Number);
    const rows = ledger.map((line) => {
      const [client, number, source, target, amount] = numbers(line) as [
        ...[number, number, number, number, number],
      ];
      return { client, number, source, target, amount };
    });
    return { rows, balances: new Map(accounts.map((line) => numbers(line) as [number, number])) };
  }
}
