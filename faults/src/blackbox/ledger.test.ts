import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { planOperation, type Workload } from "../records/index.js";
import { historyOf, Ledger } from "./ledger.js";
import { Place } from "./testing/place.js";

const workload: Workload = {
  seed: 3,
  workers: 2,
  spanSectors: 4096,
  blockSectors: 8,
  blocksMax: 4,
  hasFlush: true,
  hasFua: true,
};

const name = (number: number, worker = 0) => ({ cycle: 1, worker, number });

async function written(): Promise<Buffer> {
  const path = new Place().path("ledger");
  const ledger = await Ledger.create(path);
  ledger.issued(name(0), 10);
  ledger.issued(name(0, 1), 11);
  ledger.acknowledged(name(0));
  ledger.issued(name(1), 12);
  await ledger.close();
  return readFileSync(path);
}

test("a history comes back as it was, its operations from the seed", async () => {
  const history = historyOf(await written(), workload, 1);
  const planned = [name(0), name(0, 1), name(1)].map((one, index) =>
    planOperation(workload, one, 10 + index),
  );
  const writes = planned.filter(({ kind }) => kind === "write");
  assert.deepEqual(
    history.writes.map(({ operation }) => operation),
    writes,
  );
  assert.equal(history.writes[0]!.acknowledged, 2);
  assert.equal(history.writes[1]!.acknowledged, Infinity);
});

test("an end that a crash cut off is no entry", async () => {
  const whole = await written();
  const history = historyOf(whole.subarray(0, 2 * 16 + 5), workload, 1);
  assert.ok(history.writes.every(({ acknowledged }) => acknowledged === Infinity));
  const holed = Buffer.concat([whole.subarray(0, 16), Buffer.alloc(64)]);
  assert.equal(historyOf(holed, workload, 1).writes.length, 1);
});
