/**
 * What clients did and what they were told, and the judgement of a database by it.
 *
 * Each client commits numbered transfers one after the other. What a transfer moves follows from
 * its client and number, so a row's content and every account's balance can be computed here: a
 * transaction that is there by half, a changed bit and an invented row all show.
 *
 * Every issue and every acknowledgement has its place in one order. A transfer that was issued
 * after another's acknowledgement depends on it: to keep the later without the earlier is worse
 * than loss, and no prefix.
 */
import { Random } from "@ashlar/rapilog/random";

export const ACCOUNTS = 100;
export const OPENING_BALANCE = 1000;
const AMOUNT_MAX = 50;

export interface Transfer {
  source: number;
  target: number;
  amount: number;
}

/** What a client's transfer with this number moves. */
export function transferOf(client: number, number: number): Transfer {
  const random = new Random(Math.imul(client, 0x9e3779b1) ^ number);
  const source = random.below(ACCOUNTS);
  const target = (source + 1 + random.below(ACCOUNTS - 1)) % ACCOUNTS;
  return { source, target, amount: 1 + random.below(AMOUNT_MAX) };
}

/** A row as the database has it. */
export interface Row extends Transfer {
  client: number;
  number: number;
}

export interface Content {
  rows: readonly Row[];
  /** By account. */
  balances: ReadonlyMap<number, number>;
}

export interface Judgement {
  /** Commits that were acknowledged up to now. */
  acknowledged: number;
  /** Of these missing, as `client:number`. */
  lost: string[];
  /** Whatever no crash may leave behind, in words. */
  corrupt: string[];
  /** Never acknowledged, but there: in flight when something happened. */
  unacknowledged: number;
}

interface Entry {
  issued: number;
  acknowledged: number | undefined;
}

export class History {
  readonly #entries = new Map<string, Entry>();
  #clock = 0;
  #acknowledged = 0;

  get acknowledged(): number {
    return this.#acknowledged;
  }

  issue(client: number, number: number): void {
    this.#entries.set(`${client}:${number}`, { issued: this.#clock++, acknowledged: undefined });
  }

  acknowledge(client: number, number: number): void {
    this.#entries.get(`${client}:${number}`)!.acknowledged = this.#clock++;
    this.#acknowledged += 1;
  }

  /** Compares the database with what its clients know. */
  judge({ rows, balances }: Content): Judgement {
    const corrupt = [...this.#wrongRows(rows), ...wrongBalances(rows, balances)];
    const present = new Set(rows.map(key));
    const lost: string[] = [];
    let firstLost = Number.POSITIVE_INFINITY;
    for (const [name, { acknowledged }] of this.#entries) {
      if (acknowledged === undefined || present.has(name)) continue;
      lost.push(name);
      firstLost = Math.min(firstLost, acknowledged);
    }
    for (const name of present) {
      const entry = this.#entries.get(name);
      if (entry !== undefined && entry.issued > firstLost)
        corrupt.push(`${name} is there though an earlier acknowledged commit is lost`);
    }
    return {
      acknowledged: this.#acknowledged,
      lost,
      corrupt,
      unacknowledged: rows.length - (this.#acknowledged - lost.length),
    };
  }

  #wrongRows(rows: readonly Row[]): string[] {
    return rows.flatMap((row) => {
      if (!this.#entries.has(key(row))) return [`${key(row)} was never issued`];
      const { source, target, amount } = transferOf(row.client, row.number);
      const same = row.source === source && row.target === target && row.amount === amount;
      return same ? [] : [`${key(row)} has another content`];
    });
  }

  /** Takes the database's content for the truth from here on: what was in flight is known now,
   * and what was lost has been told. */
  adopt({ rows }: Content): void {
    this.#entries.clear();
    this.#acknowledged = rows.length;
    for (const row of rows) this.#entries.set(key(row), { issued: -1, acknowledged: -1 });
  }
}

function key({ client, number }: Pick<Row, "client" | "number">): string {
  return `${client}:${number}`;
}

/** Each account has what the transfers that are there have left it. */
function wrongBalances(rows: readonly Row[], balances: ReadonlyMap<number, number>): string[] {
  const expected = new Array<number>(ACCOUNTS).fill(OPENING_BALANCE);
  for (const { source, target, amount } of rows) {
    expected[source]! -= amount;
    expected[target]! += amount;
  }
  const wrong = expected.flatMap((balance, account) => {
    const found = balances.get(account);
    return found === balance ? [] : [`account ${account} has ${found}, not ${balance}`];
  });
  const sum = [...balances.values()].reduce((total, balance) => total + balance, 0);
  if (sum !== ACCOUNTS * OPENING_BALANCE) wrong.unshift(`all accounts have ${sum} together`);
  return wrong;
}
