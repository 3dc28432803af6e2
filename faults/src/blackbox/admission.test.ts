import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { openSync, readFileSync, writeSync } from "node:fs";
import { describe, test } from "node:test";
import type { AshlarError } from "@ashlar/disk";
import { Laboratory } from "./laboratory.js";
import type { RunState } from "./run-state.js";
import type { LaboratoryOptions } from "./settings.js";
import { MEBI, Place } from "./testing/place.js";

async function run(options: LaboratoryOptions): Promise<RunState> {
  return (await Laboratory.open(options)).run();
}

const refusal = (code: string) => (error: AshlarError) => error.code === code;

describe("refused before the first write", () => {
  const untouched = async (place: Place, options: LaboratoryOptions, code: string) => {
    const before = readFileSync(place.disk);
    await assert.rejects(run(options), refusal(code));
    assert.ok(before.equals(readFileSync(place.disk)), "nothing was written");
  };

  test("data, unless they may go", async () => {
    const place = new Place();
    writeSync(openSync(place.disk, "r+"), "x", MEBI);
    await untouched(place, place.options(), "target-holds-data");
    const state = await run(place.options({ erase: true }));
    assert.deepEqual(state.history[0]!.counts, {});
    await untouched(place, place.options(), "target-holds-data");
  });

  test("too small, in all or for the span", async () => {
    const small = new Place(MEBI / 2);
    await untouched(small, small.options(), "target-too-small");
    const place = new Place();
    await untouched(place, place.options({ span_bytes: 4 * MEBI }), "target-too-small");
  });

  test("open in another process", async (t) => {
    if (process.getuid?.() !== 0) return t.skip("only root sees other users' files");
    const place = new Place();
    const other = spawn("sleep", ["60"], {
      stdio: [openSync(place.disk, "r"), "ignore", "ignore"],
    });
    try {
      await untouched(place, place.options(), "in-use");
    } finally {
      other.kill("SIGKILL");
    }
  });

  test("an address that nothing answers at", async () => {
    const address = `nbd+unix:///?socket=${new Place().path("none")}`;
    await assert.rejects(run(new Place().options({ address })), /ENOENT.*\[target-unreadable\]/);
  });
});
