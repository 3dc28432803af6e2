/** SQLite over NBD: what was committed is there for the next connection, whatever was killed. */
import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { AshlarService } from "../system/ashlar-service.js";
import { run } from "../system/command.js";
import { SqliteOnNbd } from "./sqlite.js";

async function startService(t: { after: (undo: () => unknown) => void }): Promise<AshlarService> {
  const folder = mkdtempSync("/dev/shm/ashlar-sqlite-");
  const disk = join(folder, "disk.img");
  await run("truncate", ["-s", "256M", disk]);
  const options = { disk, folder, mode: "ashlar", holdUp_ms: 500, journal_bytes: 2 ** 22 } as const;
  const service = new AshlarService(options);
  t.after(async () => {
    await service.cutPower();
    rmSync(folder, { recursive: true, force: true });
  });
  await service.start();
  return service;
}

test("a commit outlives its connection, the server, and one that was rolled back does not", async (t) => {
  const service = await startService(t);
  const first = await SqliteOnNbd.open(service.socket);
  await first.run("create table t (n integer primary key, text)");
  await first.run("insert into t values (1, 'one')");
  await first.run("begin; insert into t values (2, 'two'); rollback");
  await service.killServer();
  const again = service.start();
  await first.run("insert into t values (3, 'three')");
  await again;
  first.files.destroy();

  const second = await SqliteOnNbd.open(service.socket);
  assert.deepEqual(await second.run("select * from t"), [
    [1, "one"],
    [3, "three"],
  ]);
  assert.deepEqual(await second.run("pragma integrity_check"), [["ok"]]);
  await second.close();
});

test("a transaction that died half written is rolled back by SQLite's journal", async (t) => {
  const service = await startService(t);
  const first = await SqliteOnNbd.open(service.socket);
  await first.run("create table t (n integer primary key, text)");
  await first.run("insert into t values (1, 'kept')");
  // A cache this small makes SQLite write pages to the disk before the commit.
  await first.run("pragma cache_size = 2; begin");
  for (let n = 2; n < 400; n++)
    await first.run(`insert into t values (${n}, '${"x".repeat(500)}')`);
  assert.ok(first.files.has("ledger.db-journal"), "the journal is there");
  await first.files.sync("ledger.db-journal");
  await first.files.sync("ledger.db");
  first.files.destroy();

  const second = await SqliteOnNbd.open(service.socket);
  assert.deepEqual(await second.run("select * from t"), [[1, "kept"]]);
  assert.deepEqual(await second.run("pragma integrity_check"), [["ok"]]);
  await second.close();
});
