/** Each fault alone does what it says, and nothing else; the pristine bytes keep the truth. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { backing, linux } from "@ashlar/disk";
import { Random, seedFromEnvironment } from "@ashlar/rapilog/random";
import { sample } from "./choices.js";
import { VirtualClock } from "./disk.js";
import type { FaultEvent, FaultPlan } from "./fault-plan.js";
import { FaultyDisk } from "./faulty-disk.js";
import { FAULT_NAMES, FAULTS, type FaultName } from "./injected.js";
import type { ByteRange } from "./pages.js";
import { SimulatedDisk } from "./simulated-disk.js";

const SECTOR = 512;
const BYTES = 2 * 1024 * 1024;
const seed = seedFromEnvironment();

interface Bench {
  disk: FaultyDisk;
  clock: VirtualClock;
  events: FaultEvent[];
  errors: linux.SystemError[];
}

function bench(faults: FaultPlan["faults"], planSeed = seed): Bench {
  const clock = new VirtualClock();
  const events: FaultEvent[] = [];
  const disk = new FaultyDisk({
    bytes: BYTES,
    model: backing.MODELS["ssd-consumer"],
    clock,
    plan: { seed: planSeed, faults },
    onFault: (event) => events.push(event),
  });
  return { disk, clock, events, errors: [] };
}

/** A request of a client that goes on after errors. */
function tried({ clock, errors }: Bench, request: () => number): void {
  try {
    clock.advanceTo(request());
  } catch (error) {
    if (!(error instanceof linux.SystemError)) throw error;
    errors.push(error);
  }
}

/** One random request, or a power cut. */
function step(target: Bench, random: Random): void {
  const { disk } = target;
  const offset = random.below(BYTES / SECTOR) * SECTOR;
  const length = Math.min(BYTES - offset, (1 + random.below(24)) * SECTOR);
  const fua = random.chance(0.1);
  const data = random.bytes(length);
  const kind = random.below(40);
  if (kind < 24) tried(target, () => disk.write(offset, data, { fua }));
  else if (kind < 26) tried(target, () => disk.punch(offset, length));
  else if (kind < 28) tried(target, () => disk.zero(offset, length));
  else if (kind < 32) tried(target, () => disk.read(offset, new Uint8Array(length)));
  else if (kind < 39) tried(target, () => disk.sync());
  else disk.cut(sample(disk.pending(), random, SECTOR));
}

function run(faults: FaultPlan["faults"], steps = 600, planSeed = seed): Bench {
  const target = bench(faults, planSeed);
  const random = new Random(seed);
  for (let count = 0; count < steps; count++) step(target, random);
  return target;
}

function contents(disk: FaultyDisk | SimulatedDisk): Uint8Array {
  const bytes = new Uint8Array(BYTES);
  disk.read(0, bytes);
  return bytes;
}

function truth(disk: FaultyDisk): Uint8Array {
  const bytes = new Uint8Array(BYTES);
  disk.readPristine(0, bytes);
  return bytes;
}

function isIn({ offset, length }: ByteRange, ranges: ByteRange[]): boolean {
  for (let at = offset; at < offset + length; at += SECTOR)
    if (!ranges.some((range) => range.offset <= at && at < range.offset + range.length))
      return false;
  return true;
}

const ONE = new Uint8Array(8 * SECTOR).fill(1);
const TWO = new Uint8Array(8 * SECTOR).fill(2);

function bytesAt(disk: FaultyDisk, offset: number, length = 8 * SECTOR): Uint8Array {
  const bytes = new Uint8Array(length);
  disk.read(offset, bytes);
  return bytes;
}

test(`without faults it equals the honest disk, times included (seed ${seed})`, () => {
  const honest = new SimulatedDisk({ bytes: BYTES, model: backing.MODELS["ssd-consumer"] });
  const { disk } = bench({});
  const random = new Random(seed);
  for (let count = 0; count < 300; count++) {
    const offset = random.below(BYTES / SECTOR - 8) * SECTOR;
    const data = random.bytes((1 + random.below(8)) * SECTOR);
    assert.equal(disk.write(offset, data), honest.write(offset, data));
    if (random.chance(0.2)) assert.equal(disk.sync(), honest.sync());
    if (random.chance(0.05)) {
      const choice = sample(disk.pending(), random, SECTOR);
      disk.cut(choice);
      honest.cut(choice);
    }
    assert.deepEqual(disk.pending(), honest.pending());
    assert.equal(disk.damage().length, 0);
  }
  assert.deepEqual(contents(disk), contents(honest));
});

describe(`each fault alone (seed ${seed})`, () => {
  for (const name of FAULT_NAMES)
    test(`${name}: strikes, is logged, and all damage is where the log says`, () => {
      const probability = Math.max(FAULTS[name].probability, 0.2);
      const target = bench({ [name]: { probability } });
      const random = new Random(seed);
      for (let count = 0; count < 800; count++) {
        step(target, random);
        if (count % 50 !== 0) continue;
        const known = target.events.flatMap(({ offset, length, detail }) => {
          const meantFor = /meant for (\d+)/.exec(detail);
          return [
            { offset, length },
            ...(meantFor ? [{ offset: Number(meantFor[1]), length }] : []),
          ];
        });
        for (const range of target.disk.damage())
          assert.ok(isIn(range, known), `${range.offset}+${range.length} is not in the log`);
      }
      assert.ok(target.events.length > 0, "it never struck");
      assert.deepEqual([...new Set(target.events.map(({ fault }) => fault))], [name]);
    });

  const silent: FaultName[] = ["read-error", "write-error", "sync-error", "no-space", "stall"];
  test("a fault that announces itself damages nothing", () => {
    for (const name of silent) assert.deepEqual(run({ [name]: {} }).disk.damage(), [], name);
  });

  test("errors come only from the faults that cause them", () => {
    const failing: FaultName[] = ["read-error", "write-error", "sync-error", "no-space"];
    for (const name of FAULT_NAMES) {
      if (name === "dead-device" || name === "metadata-corruption") continue;
      const { errors } = run({ [name]: { probability: 0.2 } });
      assert.equal(errors.length > 0, failing.includes(name), name);
      for (const { code } of errors) assert.equal(code, name === "no-space" ? "ENOSPC" : "EIO");
    }
  });
});

test(`the same seed is the same run, another seed another (seed ${seed})`, () => {
  const all = Object.fromEntries(
    FAULT_NAMES.filter((name) => name !== "dead-device").map((name) => [name, {}]),
  );
  const [one, again, other] = [run(all), run(all), run(all, 600, seed + 1)];
  assert.deepEqual(again.events, one.events);
  assert.deepEqual(again.disk.damage(), one.disk.damage());
  assert.deepEqual(truth(again.disk), truth(one.disk));
  assert.notDeepEqual(other.events, one.events);
});

test(`switching one fault on leaves the strikes of another where they were (seed ${seed})`, () => {
  const of = (faults: FaultPlan["faults"]) =>
    run(faults)
      .events.filter(({ fault }) => fault === "lost-write")
      .map(({ operation, offset }) => ({ operation, offset }));
  assert.deepEqual(of({ "lost-write": {}, stall: {}, "read-error": {} }), of({ "lost-write": {} }));
});

test(`from a snapshot the same faults strike again (seed ${seed})`, () => {
  const target = bench({ "lost-write": {}, "shorn-write": {}, "metadata-corruption": {} });
  const before = new Random(seed);
  for (let count = 0; count < 200; count++) step(target, before);
  const state = target.disk.snapshot();
  const now_ns = target.clock.now_ns;
  const runs = [0, 1].map(() => {
    target.disk.restore(state);
    target.clock.now_ns = now_ns;
    target.events.length = 0;
    const random = new Random(seed + 1);
    for (let count = 0; count < 300; count++) step(target, random);
    return { events: [...target.events], damage: target.disk.damage() };
  });
  assert.deepEqual(runs[1], runs[0]);
  assert.ok(runs[0]!.events.length > 0);
});

describe("what each fault does to two synced writes and a power cut", () => {
  /** ONE, synced, TWO over it, synced, and TWO beside it, synced; then the power is cut. */
  function cutAfterWrites(faults: FaultPlan["faults"]): Bench {
    const target = bench(faults);
    const { disk, clock } = target;
    tried(target, () => disk.write(0, ONE));
    tried(target, () => disk.sync());
    clock.advanceTo(clock.now_ns + 10e9);
    tried(target, () => disk.write(0, TWO));
    tried(target, () => disk.sync());
    tried(target, () => disk.write(1 << 20, TWO));
    tried(target, () => disk.sync());
    disk.cut(disk.pending().map(() => "none"));
    return target;
  }

  test("bit-corruption: one sector differs, in as many bits as logged", () => {
    const { disk, events } = cutAfterWrites({ "bit-corruption": {} });
    const damage = disk.damage();
    assert.equal(damage.length, 1);
    const { offset } = damage[0]!;
    const bits = bytesAt(disk, offset, SECTOR).reduce((sum, byte) => sum + ones(byte ^ 2), 0);
    assert.equal(Number.parseInt(events[0]!.detail, 10), bits);
  });

  test("shorn-write: the beginning is new, the end is what was there before", () => {
    const { disk, events } = cutAfterWrites({ "shorn-write": {} });
    const { offset, length } = events[0]!;
    const struck = offset < 1 << 20 ? 0 : 1 << 20;
    const older = struck === 0 ? 1 : 0;
    const expected = TWO.slice().fill(older, offset - struck);
    assert.ok(offset > struck && offset + length === struck + 8 * SECTOR);
    assert.deepEqual(bytesAt(disk, struck), expected);
  });

  test("unserialisable-write: the earlier one is undone, the later one is there", () => {
    const { disk } = cutAfterWrites({ "unserialisable-write": {} });
    assert.deepEqual(bytesAt(disk, 0), ONE);
    assert.deepEqual(bytesAt(disk, 1 << 20), TWO);
  });

  test("metadata-corruption: a range is as at the cut before, or cannot be read", () => {
    const seen = new Set<string>();
    for (let planSeed = 0; planSeed < 20; planSeed++) {
      const { disk, clock, events } = bench({ "metadata-corruption": {} }, planSeed);
      clock.advanceTo(disk.write(0, TWO));
      clock.advanceTo(disk.sync());
      disk.cut([]);
      const [event] = events;
      assert.deepEqual([event!.offset, event!.length], [0, 65_536]);
      if (event!.detail.includes("cannot be read")) {
        assert.throws(() => disk.read(65_536 - SECTOR, new Uint8Array(SECTOR)), /EIO/);
        disk.read(65_536, new Uint8Array(SECTOR));
        disk.write(SECTOR, ONE);
        assert.deepEqual(bytesAt(disk, SECTOR), ONE, "written again it can be read");
        assert.throws(() => bytesAt(disk, 0), /EIO/);
      } else assert.deepEqual(bytesAt(disk, 0), new Uint8Array(8 * SECTOR));
      seen.add(event!.detail);
    }
    assert.equal(seen.size, 2);
  });

  test("dead-device: after so many cuts nothing works any more", () => {
    const { disk } = bench({ "dead-device": { amount: 3 } });
    for (let cuts = 0; cuts < 3; cuts++) {
      disk.write(0, ONE);
      disk.cut(["all"]);
    }
    for (const request of [
      () => disk.write(0, ONE),
      () => disk.read(0, new Uint8Array(SECTOR)),
      () => disk.sync(),
    ])
      assert.throws(request, /EIO/);
  });

  test("lying-flush: what was synced a moment ago is lost, and logged; older is there", () => {
    const { disk, events } = cutAfterWrites({ "lying-flush": {} });
    assert.deepEqual(bytesAt(disk, 0), ONE);
    assert.deepEqual(bytesAt(disk, 1 << 20), new Uint8Array(8 * SECTOR));
    const lost = events.filter(({ detail }) => detail.includes("is lost"));
    assert.deepEqual(
      lost.map(({ offset }) => offset),
      [0, 1 << 20],
    );
  });

  test("lying-flush on a write-through disk and for forced writes too", () => {
    for (const options of [{ volatileCache: false }, {}]) {
      const plan: FaultPlan = { seed, faults: { "lying-flush": {} } };
      const disk = new FaultyDisk({ bytes: BYTES, plan, ...options });
      disk.write(0, ONE, { fua: true });
      disk.cut(["none"]);
      assert.deepEqual(bytesAt(disk, 0), new Uint8Array(8 * SECTOR));
    }
  });

  test("lost-write: acknowledged, and never to be read", () => {
    const { disk, clock } = bench({ "lost-write": { probability: 1, strikes_max: 1 } });
    disk.write(0, ONE);
    assert.deepEqual(bytesAt(disk, 0), new Uint8Array(8 * SECTOR));
    clock.advanceTo(disk.write(0, TWO));
    assert.deepEqual(bytesAt(disk, 0), TWO);
    assert.deepEqual(disk.damage(), []);
  });

  test("flying-write: the right data at another place, one bit of the address away", () => {
    const { disk, events } = bench({ "flying-write": { probability: 1 } });
    const sector = ONE.subarray(0, SECTOR);
    disk.write(1 << 20, sector);
    assert.deepEqual(bytesAt(disk, 1 << 20, SECTOR), new Uint8Array(SECTOR));
    const { offset } = events[0]!;
    assert.deepEqual(bytesAt(disk, offset, SECTOR), sector);
    assert.equal(ones(offset ^ (1 << 20)), 1);
  });

  test("write-error: a beginning may have arrived, the rest is as before", () => {
    const { disk, events } = bench({ "write-error": { probability: 1 } });
    assert.throws(() => disk.write(0, ONE), /EIO/);
    const arrived = Number(/after (\d+) bytes/.exec(events[0]!.detail)![1]);
    assert.deepEqual(bytesAt(disk, 0), new Uint8Array(8 * SECTOR).fill(1, 0, arrived));
  });

  test("no-space: only where nothing was stored yet", () => {
    const { disk } = bench({ "no-space": { probability: 0.5 } });
    let refused = 0;
    for (let tries = 0; tries < 100; tries++)
      try {
        disk.write(0, ONE);
      } catch (error) {
        assert.match(String(error), /ENOSPC/);
        refused += 1;
      }
    assert.ok(refused < 30, "once it is stored it can be written again");
    assert.throws(() => {
      for (let at = 1; at < 60; at++) disk.write(at * 8 * SECTOR, ONE);
    }, /ENOSPC/);
  });

  test("sync-error: what was not synced may be gone, and no later sync brings it back", () => {
    const { disk, clock } = bench({ "sync-error": { probability: 1, strikes_max: 1 } });
    for (let at = 0; at < 40; at++) clock.advanceTo(disk.write(at * 8 * SECTOR, ONE));
    assert.throws(() => disk.sync(), /EIO/);
    clock.advanceTo(disk.sync());
    assert.deepEqual(disk.pending(), []);
    const all = bytesAt(disk, 0, 40 * 8 * SECTOR);
    assert.ok(all.includes(0), `nothing is gone (seed ${seed})`);
  });

  test("sync-error: what is under way, and forced, is not taken along", () => {
    const { disk, clock } = bench({ "sync-error": { probability: 1 } });
    for (let round = 0; round < 20; round++) {
      const completes_ns = disk.write(0, round % 2 === 0 ? ONE : TWO, { fua: true });
      assert.throws(() => disk.sync(), /EIO/);
      clock.advanceTo(completes_ns);
      disk.cut(disk.pending().map(() => "none"));
      assert.deepEqual(bytesAt(disk, 0), round % 2 === 0 ? ONE : TWO);
    }
  });

  test("stall: the request takes as much longer as it is told to", () => {
    const honest = bench({});
    const { disk } = bench({ stall: { probability: 1, amount: 5e9 } });
    assert.equal(disk.write(0, ONE), honest.disk.write(0, ONE) + 5e9);
  });
});

function ones(value: number): number {
  return value.toString(2).replaceAll("0", "").length;
}
