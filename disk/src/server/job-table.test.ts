import assert from "node:assert/strict";
import { test } from "node:test";
import { JOBS_MAX, JobKind, JobTable } from "./job-table.js";

test("a job goes from producer to worker and back, its slot to be used again", () => {
  const producer = new JobTable();
  const worker = new JobTable(producer.memory);
  for (let round = 0; round < 3 * JOBS_MAX; round++) {
    const slot = round % JOBS_MAX;
    producer.submit(slot, JobKind.read, 2 ** 47 + round, 4096, 2 ** 40);
    assert.equal(producer.outcome(slot), undefined);
    assert.equal(worker.take(), slot);
    const job = { kind: JobKind.read, address: 2 ** 47 + round, length: 4096, offset: 2 ** 40 };
    assert.deepEqual(worker.job(slot), job);
    worker.finish(slot, round % 2 === 0 ? 0 : 5);
    assert.equal(producer.outcome(slot), round % 2 === 0 ? 0 : 5);
  }
});

test("jobs are taken in order, each by one worker only", () => {
  const producer = new JobTable();
  const workers = [new JobTable(producer.memory), new JobTable(producer.memory)];
  for (let slot = 0; slot < JOBS_MAX; slot++) producer.submit(slot, JobKind.sync, 0, 0, 0);
  const taken = Array.from({ length: JOBS_MAX }, (_, turn) => workers[turn % 2]!.take());
  assert.deepEqual(
    taken,
    Array.from({ length: JOBS_MAX }, (_, slot) => slot),
  );
});

test("a stopped table has no more jobs", () => {
  const table = new JobTable();
  table.submit(0, JobKind.sync, 0, 0, 0);
  table.stop();
  assert.equal(table.take(), undefined);
});
