import assert from "node:assert/strict";
import { test } from "node:test";
import { setImmediate as turn } from "node:timers/promises";
import { pino } from "pino";
import { type Served, ServingHost } from "./serving-host.js";

const UNSERVABLE = { exports: [{}], listeners: [], limits: {} } as unknown as Served;

test("a thread that dies fails those who wait, is told of once, and can still be stopped", async () => {
  const told: Error[] = [];
  const host = new ServingHost({
    tls: undefined,
    log: pino({ level: "silent" }),
    fatal: (error) => told.push(error),
  });
  await assert.rejects(host.serve(UNSERVABLE), TypeError);
  await turn();
  assert.equal(told.length, 1);
  await assert.rejects(host.stop(0), TypeError);
});
