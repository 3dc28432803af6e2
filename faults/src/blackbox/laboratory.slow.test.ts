import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import {
  closeSync,
  constants,
  copyFileSync,
  existsSync,
  openSync,
  readFileSync,
  renameSync,
  writeFileSync,
} from "node:fs";
import { after, describe, test } from "node:test";
import type { AshlarError } from "@ashlar/disk";
import type { Failure } from "../taxonomy.js";
import { Laboratory } from "./laboratory.js";
import type { RunState } from "./run-state.js";
import type { LaboratoryOptions } from "./settings.js";
import { Place } from "./testing/place.js";

async function run(options: LaboratoryOptions): Promise<RunState> {
  return (await Laboratory.open(options)).run();
}

/** Told to stop while it writes. */
function stoppedUnderLoad(options: LaboratoryOptions): LaboratoryOptions {
  const stop = new AbortController();
  const onStep = (step: string) => {
    if (step.endsWith("under load")) setTimeout(() => stop.abort(), 300);
  };
  return { ...options, load_ms: 60_000, signal: stop.signal, onStep };
}

const kinds = ({ history }: RunState): Failure[] =>
  [...new Set(history.flatMap(({ counts }) => Object.keys(counts) as Failure[]))].sort();

const refusal = (code: string) => (error: AshlarError) => error.code === code;

/** Overwrites a byte of the file in place. */
const poke = (path: string, at: number) =>
  `printf '\\377' | dd of=${path} bs=1 seek=${at} conv=notrunc status=none`;

describe("on a file", () => {
  test("storage that keeps everything is clean", async () => {
    const place = new Place();
    const state = await run(place.options({ cycles: 2 }));
    assert.deepEqual(kinds(state), []);
    assert.equal(state.history.length, 2);
    assert.ok(state.history.every(({ tally }) => tally.acknowledged > 0));
    assert.equal(
      state.latencies.reduce((a, b) => a + b),
      state.history.reduce((sum, { tally }) => sum + tally.acknowledged, 0),
    );
  });

  test("the commands know the phase, the cycle, the target and the seed", async () => {
    const place = new Place();
    const log = place.path("log");
    const cut = `echo "$ASHLAR_PHASE $ASHLAR_CYCLE $ASHLAR_TARGET $ASHLAR_SEED" >> ${log}`;
    await run(place.options({ cut, restore: cut, cycles: 2, seed: 5 }));
    const lines = ["cut 1", "restore 1", "cut 2", "restore 2"];
    const expected = lines.map((line) => `${line} ${place.disk} 5\n`).join("");
    assert.equal(readFileSync(log, "utf8"), expected);
  });

  test("a changed byte is bit corruption, and is told once", async () => {
    const place = new Place();
    const once = `test -e ${place.path("done")} || { touch ${place.path("done")}; ${poke(place.disk, 5000)}; }`;
    const state = await run(place.options({ cut: once, cycles: 3 }));
    assert.deepEqual(
      state.history.map(({ counts }) => counts),
      [{ "bit-corruption": 1 }, {}, {}],
    );
  });

  test("going back to an old copy loses what came after", async () => {
    const place = new Place();
    const copy = place.path("copy");
    copyFileSync(place.disk, copy);
    const state = await run(place.options({ cut: `cp ${copy} ${place.disk}` }));
    const { tally, counts } = state.history[0]!;
    assert.deepEqual(kinds(state), ["lost-write"]);
    assert.ok(counts["lost-write"]! > 0 && tally.lost === counts["lost-write"]);
  });

  test("a former cycle's state is metadata corruption when it comes back", async () => {
    const place = new Place();
    const blank = place.path("blank");
    copyFileSync(place.disk, blank);
    const cut = `test "$ASHLAR_CYCLE" = 1 || cp ${blank} ${place.disk}`;
    const state = await run(place.options({ cut, cycles: 2 }));
    assert.deepEqual(state.history[0]!.counts, {});
    assert.ok(state.history[1]!.counts["metadata-corruption"]! > 0);
  });

  test("what does not come back is a dead device, and the run ends", async () => {
    const place = new Place();
    const cut = `mv ${place.disk} ${place.path("away")}`;
    const state = await run(place.options({ cut, cycles: 5, patience_ms: 200 }));
    assert.deepEqual(kinds(state), ["dead-device"]);
    assert.equal(state.history.length, 1);
  });

  test("a command that fails ends the run", async () => {
    const failing = run(new Place().options({ cut: "echo no plug; exit 3" }));
    await assert.rejects(failing, (error: AshlarError) => {
      assert.match(error.message, /ended with status 3: no plug\. .*\[cut-failed\]/);
      return true;
    });
  });

  test("a command that does not end is killed", async () => {
    const failing = run(new Place().options({ cut: "sleep 60", patience_ms: 100 }));
    await assert.rejects(failing, refusal("cut-failed"));
  });
});

describe("a run with a state", () => {
  test("goes on where it stopped, and only as it began", async () => {
    const place = new Place();
    const options = place.options({ statePath: place.path("state"), cycles: 1 });
    const first = await run(options);
    const second = await run({ ...options, cycles: 3 });
    assert.deepEqual(kinds(second), []);
    assert.equal(second.run, first.run);
    assert.equal(second.workload.seed, first.workload.seed);
    assert.deepEqual(
      second.history.map(({ cycle }) => cycle),
      [1, 2, 3],
    );
    await assert.rejects(run({ ...options, promise: "nbd" }), refusal("state-other-run"));
    await assert.rejects(run({ ...options, seed: 1 }), refusal("state-other-run"));
  });

  test("judges a cycle in which it was told to stop", async () => {
    const place = new Place();
    const cut = `touch ${place.path("cut")}`;
    const options = place.options({ statePath: place.path("state"), cut, load_ms: 5000 });
    const stopped = await run(stoppedUnderLoad(options));
    assert.equal(stopped.history.length, 0);
    assert.ok(!existsSync(place.path("cut")), "nothing was cut");

    const clean = await run(options);
    assert.deepEqual(kinds(clean), []);
    assert.equal(clean.history[0]!.interrupted, true);
    assert.ok(clean.history[0]!.tally.acknowledged > 0);
  });

  test("sees a loss in such a cycle, too", async () => {
    const place = new Place();
    const blank = place.path("blank");
    copyFileSync(place.disk, blank);
    const options = place.options({ statePath: place.path("state"), load_ms: 5000 });
    await run(stoppedUnderLoad(options));
    copyFileSync(blank, place.disk);
    assert.deepEqual(kinds(await run(options)), ["lost-write"]);
  });

  test("brings the power back first where it stopped without", async () => {
    const place = new Place();
    const away = place.path("away");
    const options = place.options({
      statePath: place.path("state"),
      cut: `mv ${place.disk} ${away}`,
      restore: `mv ${away} ${place.disk}`,
    });
    await run(stoppedUnderLoad(options));
    renameSync(place.disk, away);
    const state = await run(options);
    assert.deepEqual(kinds(state), []);
    assert.equal(state.history[0]!.interrupted, true);
  });

  test("refuses a damaged one", async () => {
    const place = new Place();
    const statePath = place.path("state");
    await run(place.options({ statePath }));
    writeFileSync(statePath, "{}");
    await assert.rejects(run(place.options({ statePath })), refusal("state-damaged"));
  });

  test("refuses a place where none can be, before the first write", async () => {
    const place = new Place();
    const statePath = "/proc/none/state";
    await assert.rejects(run(place.options({ statePath })), refusal("state-no-place"));
    assert.ok(readFileSync(place.disk).every((byte) => byte === 0));
  });
});

describe("on a block device", () => {
  /** A loop device on the place's file, or why there is none. */
  function loopDevice(place: Place): string | undefined {
    if (process.getuid?.() !== 0) return undefined;
    try {
      const parameters = ["--find", "--show", "--direct-io=on", place.disk];
      const device = execFileSync("losetup", parameters, { encoding: "utf8" }).trim();
      after(() => execFileSync("losetup", ["--detach", device]));
      return device;
    } catch {
      return undefined;
    }
  }

  test("it runs, and refuses one that is in use", async (t) => {
    const place = new Place();
    const address = loopDevice(place);
    if (address === undefined) return t.skip("needs root and loop devices");
    assert.deepEqual(kinds(await run(place.options({ address }))), []);

    const holder = openSync(address, constants.O_RDONLY | constants.O_EXCL);
    const inUse = (error: AshlarError) => error.code === "in-use";
    await assert.rejects(run(place.options({ address, erase: true })), inUse);
    closeSync(holder);
    // The file below a loop device is in use as well.
    await assert.rejects(run(place.options({ erase: true })), inUse);
  });
});
