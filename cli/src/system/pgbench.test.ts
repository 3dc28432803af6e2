import assert from "node:assert/strict";
import { test } from "node:test";
import { parsePgbench } from "./pgbench.js";

const REPORT = `pgbench (15.13 (Debian 15.13-0+deb12u1))
transaction type: <builtin: simple update>
number of clients: 1
number of transactions actually processed: 9331
number of failed transactions: 0 (0.000%)
latency average = 0.857 ms
initial connection time = 2.211 ms
tps = 1166.362646 (without initial connection time)
`;

test("pgbench's report is read", () => {
  assert.deepEqual(parsePgbench(REPORT), {
    tps: 1166.362646,
    latency_ms: 0.857,
    transactions: 9331,
  });
});

test("a report without results is refused, with what it said", () => {
  assert.throws(() => parsePgbench("pgbench: error: connection refused"), /connection refused/);
});
