import assert from "node:assert/strict";
import { test } from "node:test";
import { parseFio } from "./fio.js";

function report(usr_cpu: number): string {
  const direction = {
    iops: 50_000,
    total_ios: 100_000,
    runtime: 2000,
    lat_ns: { mean: 640_000 },
    clat_ns: { percentile: { "99.000000": 1_000_000 } },
  };
  const idle = { ...direction, iops: 0, total_ios: 0 };
  const job = { read: idle, write: direction, usr_cpu, sys_cpu: 30 };
  return `fio: a note before the report\n${JSON.stringify({ jobs: [job] })}`;
}

test("fio's report is read, processor time is per operation", () => {
  assert.deepEqual(parseFio(report(20), "randwrite", 0.5, 0.1), {
    iops: 50_000,
    latency_us_mean: 640,
    latency_us_p99: 1000,
    operations: 100_000,
    seconds: 2,
    client_cpu_us: 10,
    server_cpu_us: 5,
    keeper_cpu_us: 1,
    clientLimited: false,
  });
});

test("a run in which fio used a whole processor is marked", () => {
  assert.equal(parseFio(report(69), "randwrite", 0.5, 0.1).clientLimited, true);
});
