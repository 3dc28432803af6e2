/** What the judge of the databases sees, and what it must not overlook. */
import assert from "node:assert/strict";
import { test } from "node:test";
import {
  ACCOUNTS,
  type Content,
  History,
  OPENING_BALANCE,
  type Row,
  transferOf,
} from "./history.js";

/** A history of `count` transfers of two clients in turn, all acknowledged. */
function acknowledged(count: number): History {
  const history = new History();
  for (const [client, number] of names(count)) {
    history.issue(client, number);
    history.acknowledge(client, number);
  }
  return history;
}

function names(count: number): [client: number, number: number][] {
  return Array.from({ length: count }, (_, index) => [1 + (index % 2), 1 + (index >> 1)]);
}

/** The database after exactly these transfers. */
function content(transfers: readonly [number, number][]): Content {
  const rows = transfers.map(([client, number]) => ({
    client,
    number,
    ...transferOf(client, number),
  }));
  const balances = new Map<number, number>();
  for (let account = 0; account < ACCOUNTS; account++) balances.set(account, OPENING_BALANCE);
  const add = (account: number, amount: number) =>
    balances.set(account, balances.get(account)! + amount);
  for (const { source, target, amount } of rows) {
    add(source, -amount);
    add(target, amount);
  }
  return { rows, balances };
}

test("everything that was acknowledged, and nothing else, is sound", () => {
  const { lost, corrupt, unacknowledged } = acknowledged(10).judge(content(names(10)));
  assert.deepEqual({ lost, corrupt, unacknowledged }, { lost: [], corrupt: [], unacknowledged: 0 });
});

test("a commit in flight may be there or not", () => {
  const history = acknowledged(10);
  history.issue(3, 1);
  assert.deepEqual(history.judge(content(names(10))).lost, []);
  const found = history.judge(content([...names(10), [3, 1]]));
  assert.deepEqual([found.lost, found.corrupt, found.unacknowledged], [[], [], 1]);
});

test("a missing end is loss, and still a prefix", () => {
  const { lost, corrupt } = acknowledged(10).judge(content(names(8)));
  assert.deepEqual([lost, corrupt], [["1:5", "2:5"], []]);
});

test("a gap is corruption: a later commit survived an earlier one", () => {
  const { lost, corrupt } = acknowledged(10).judge(content(names(10).filter((_, at) => at !== 4)));
  assert.deepEqual(lost, ["1:3"]);
  assert.match(corrupt.join(), /2:3 is there though an earlier/);
});

test("commits that ran side by side may survive in any order", () => {
  const history = acknowledged(2);
  for (const client of [3, 4]) history.issue(client, 1);
  for (const client of [4, 3]) history.acknowledge(client, 1);
  const { lost, corrupt } = history.judge(content([...names(2), [3, 1]]));
  assert.deepEqual([lost, corrupt], [["4:1"], []]);
});

test("a transaction that is there by half shows in the balances", () => {
  const { rows, balances } = content(names(10));
  const { source, amount } = rows[0] as Row;
  const torn = new Map(balances).set(source, balances.get(source)! + amount);
  assert.match(acknowledged(10).judge({ rows, balances: torn }).corrupt.join(), /together/);
});

test("a changed row and an invented one are corruption", () => {
  const { rows, balances } = content(names(10));
  const changed = rows.map((row, at) => (at === 3 ? { ...row, amount: row.amount + 1 } : row));
  assert.match(
    acknowledged(10).judge({ rows: changed, balances }).corrupt.join(),
    /another content/,
  );
  assert.match(
    acknowledged(8)
      .judge(content(names(10)))
      .corrupt.join(),
    /never issued/,
  );
});

test("what was in flight and is there must stay; what was lost is told once", () => {
  const history = acknowledged(10);
  history.issue(3, 1);
  const kept = content([...names(9), [3, 1]]);
  assert.deepEqual(history.judge(kept).lost, ["2:5"]);
  history.adopt(kept);
  assert.deepEqual(history.judge(kept).lost, []);
  assert.deepEqual(history.judge(content(names(9))).lost, ["3:1"]);
});
