/** What `ashlar bench ipc` measures of the kernel is there, and stays what it is. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { measureIpc } from "./ipc.js";
import { COMPILER, EMULATOR, missing } from "./tools.js";

const lost = missing(COMPILER, EMULATOR);
/** A round trip may not become slower unnoticed; the goal is 270. */
const ROUND_TRIP_MAX = 269;
const BOOT_MAX = 100_000_000;

test("instructions are counted, the same each time", async (t) => {
  if (lost !== undefined) return t.skip(lost);
  const figures = await measureIpc(2);
  assert.deepEqual(await measureIpc(2), figures);
  assert.ok(figures.roundTrip <= ROUND_TRIP_MAX, `a round trip takes ${figures.roundTrip}`);
  assert.ok(figures.roundTripNear < figures.roundTrip, "another address space costs something");
  assert.ok(figures.boot <= BOOT_MAX, `the first program is reached after ${figures.boot}`);
});
