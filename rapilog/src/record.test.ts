/** What the record format promises: no damaged, stale, misplaced or cut record is taken up. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { describe, test } from "node:test";
import { HEADER_BYTES, RECORD_BYTES_MAX } from "./format.js";
import { Fault, Log, RangeKind, Recover, Source, Verdict } from "./log.js";
import { Batch, Plan } from "./plan.js";
import { Random, seedFromEnvironment } from "./random.js";

const STREAM = 77n;
const RING_SECTORS = 1 << 11;
const DISK_BYTES = 1 << 20;
const RING_OFFSET_IN_VAULT = 4096;

function newLog(): Log {
  const log = logFor(DISK_BYTES);
  log.core.attach(STREAM, 3n, 0n, 0n, 0n);
  return log;
}

/** A log for a disk of another size. */
function logFor(diskBytes: number): Log {
  return new Log({ ringSectors: RING_SECTORS, grainSectors: 1, diskBytes, stagingBytes: 1 << 20 });
}

function ringOf(log: Log): Uint8Array {
  const offset = log.vaultOffset + RING_OFFSET_IN_VAULT;
  return new Uint8Array(log.memory.buffer, offset, RING_SECTORS * 512);
}

function append(log: Log, offset: number, data: Uint8Array): void {
  new Uint8Array(log.memory.buffer).set(data, log.stagingOffset);
  const verdict = log.core.write(BigInt(offset), data.length, log.stagingOffset);
  assert.equal(verdict, Verdict.admitted);
}

/** How many records a fresh log takes up from these bytes. */
function recoverable(
  ring: Uint8Array,
  stream = STREAM,
  incarnation = 3n,
  position = 0n,
  floor = 0n,
): number {
  const log = newLog();
  ringOf(log).set(ring);
  log.core.attach(stream, incarnation, floor, position, 0xffff_ffff_ffff_ffffn);
  let count = 0;
  while (log.core.recover() === Recover.record) count++;
  return count;
}

function twoRecords(): Uint8Array {
  const log = newLog();
  append(log, 8192, new Random(5).bytes(4096));
  append(log, 0, new Random(6).bytes(512));
  return ringOf(log).slice();
}

describe("a record is taken up", () => {
  test("whole, and then the next", () => {
    assert.equal(recoverable(twoRecords()), 2);
  });

  test("not with any bit of its header flipped", () => {
    const ring = twoRecords();
    for (let bit = 0; bit < HEADER_BYTES * 8; bit++) {
      ring[bit >> 3]! ^= 1 << (bit & 7);
      assert.equal(recoverable(ring), 0, `bit ${bit}`);
      ring[bit >> 3]! ^= 1 << (bit & 7);
    }
  });

  test("not with any byte of its payload changed", () => {
    const ring = twoRecords();
    for (let at = 512; at < 512 + 4096; at += 7) {
      ring[at]! ^= 0x10;
      assert.equal(recoverable(ring), 0, `byte ${at}`);
      ring[at]! ^= 0x10;
    }
  });

  test("not when cut short at any sector: what follows is from before", () => {
    const ring = twoRecords();
    for (let sector = 1; sector < 9; sector++) {
      const cut = ring.slice();
      cut.fill(0xee, sector * 512, 9 * 512);
      assert.equal(recoverable(cut), 0, `cut at sector ${sector}`);
    }
  });

  test("not of another stream, nor elsewhere than at its position", () => {
    assert.equal(recoverable(twoRecords(), 78n), 0);
    assert.equal(recoverable(twoRecords(), STREAM, 3n, BigInt(RING_SECTORS)), 0);
    const moved = twoRecords();
    moved.copyWithin(9 * 512, 0, 9 * 512);
    assert.equal(recoverable(moved), 1, "the copy of the first in place of the second");
  });

  test("not of a later life than the one that is recovering", () => {
    assert.equal(recoverable(twoRecords(), STREAM, 2n), 0);
  });
});

test("the ring takes what fits to the last sector, and not one more", () => {
  const log = newLog();
  for (let index = 0; index < 8; index++) append(log, 0, new Uint8Array(255 * 512));
  assert.equal(Number(log.core.head()), RING_SECTORS);
  assert.equal(log.core.zero(0n, 512n, RangeKind.zero), Verdict.waitRing);
  log.core.released(256n);
  assert.equal(log.core.zero(0n, 512n, RangeKind.zero), Verdict.admitted);
});

describe("the plan", () => {
  const plan = new Plan({
    ringSectors: RING_SECTORS,
    grainSectors: 1,
    runBytesMax: 65536,
    stream: STREAM,
  });
  const ring = new Uint8Array(
    plan.memory.buffer,
    plan.vaultOffset + RING_OFFSET_IN_VAULT,
    RING_SECTORS * 512,
  );

  test("refuses a damaged record, and tells where", () => {
    ring.set(twoRecords());
    ring[9 * 512 + 600]! ^= 1;
    assert.equal(plan.begin(0n, 11n), Batch.writes, "the first record is sound");
    assert.equal(plan.position, 9n);
    assert.equal(plan.begin(9n, 11n), Batch.damaged);
    assert.equal(plan.position, 9n);
  });

  test("refuses a record that ends beyond what the journal holds", () => {
    ring.set(twoRecords());
    assert.equal(plan.begin(0n, 8n), Batch.damaged);
  });

  test("finds nothing in an empty stretch", () => {
    assert.equal(plan.begin(5n, 5n), Batch.none);
  });
});

test("a leftover beyond a recovered end never joins the chain, even if it fits exactly", () => {
  const first = newLog();
  append(first, 0, new Random(1).bytes(512));
  append(first, 512, new Random(2).bytes(512));
  const ring = ringOf(first).slice();
  ring.fill(0, 0, 1024);

  const second = newLog();
  ringOf(second).set(ring);
  second.core.attach(STREAM, 4n, 0n, 0n, 0n);
  append(second, 0, new Random(9).bytes(512));
  assert.equal(recoverable(ringOf(second), STREAM, 4n), 1, "the old second record stays out");
});

test("a leftover right behind what is home stays out, by the floor that the superblock names", () => {
  assert.equal(recoverable(twoRecords(), STREAM, 4n, 0n, 3n), 2);
  assert.equal(recoverable(twoRecords(), STREAM, 4n, 0n, 4n), 0);
});

test("the checksum notices every change within one 8-byte word", () => {
  const random = new Random(seedFromEnvironment());
  const log = newLog();
  const memory = new Uint8Array(log.memory.buffer);
  for (let round = 0; round < 2000; round++) {
    const at = log.stagingOffset;
    memory.set(random.bytes(512), at);
    const before = log.core.checksum(at, 512);
    const word = at + 8 * random.below(64);
    const change = random.bytes(8);
    if (change.every((byte) => byte === 0)) continue;
    for (let index = 0; index < 8; index++) memory[word + index]! ^= change[index]!;
    assert.notEqual(log.core.checksum(at, 512), before, `seed ${random.seed}, round ${round}`);
  }
});

test("the checksum is the one that journals on disk carry", () => {
  const log = newLog();
  const memory = new Uint8Array(log.memory.buffer);
  for (let index = 0; index < 512; index++) memory[log.stagingOffset + index] = index & 0xff;
  assert.equal(BigInt.asUintN(64, log.core.checksum(log.stagingOffset, 512)), GOLDEN_SUM);
});

const GOLDEN_SUM = 18073771255873370140n;

test("TypeScript and AssemblyScript name the same values", () => {
  const source = readFileSync(new URL("../assembly/layout.ts", import.meta.url), "utf8");
  const plan = readFileSync(new URL("../assembly/plan.ts", import.meta.url), "utf8");
  const record = readFileSync(new URL("../assembly/record.ts", import.meta.url), "utf8");
  const valueNamed = (name: string, text = source) => {
    const match = new RegExp(`const ${name}: u\\d+ = ([^;]+);`).exec(text);
    assert.ok(match, `${name} is defined`);
    return match[1]!.split("*").reduce((product, factor) => product * Number(factor), 1);
  };
  const pairs: [string, number][] = [
    ["ADMITTED", Verdict.admitted],
    ["WAIT_RING", Verdict.waitRing],
    ["WAIT_OVERLAY", Verdict.waitOverlay],
    ["WAIT_POWER", Verdict.waitPower],
    ["REFUSE_FAULT", Verdict.refuseFault],
    ["REFUSE_RANGE", Verdict.refuseRange],
    ["RECOVER_END", Recover.end],
    ["RECOVER_RECORD", Recover.record],
    ["RECOVER_WAIT", Recover.wait],
    ["FROM_HOME", Source.home],
    ["FROM_RING", Source.ring],
    ["FROM_ZERO", Source.zero],
    ["FAULT_NONE", Fault.none],
    ["FAULT_FAILED", Fault.failed],
    ["RECORD_BYTES_MAX", RECORD_BYTES_MAX],
  ];
  for (const [name, value] of pairs) assert.equal(valueNamed(name), value, name);
  assert.equal(valueNamed("SUMMED_BYTES", record) + 8, HEADER_BYTES);
  assert.equal(valueNamed("BATCH_WRITES", plan), Batch.writes);
  assert.equal(valueNamed("BATCH_DAMAGED", plan), Batch.damaged);
  for (const [name, kind] of [
    ["ZERO", RangeKind.zero],
    ["TRIM", RangeKind.trim],
    ["ZERO_KEEP", RangeKind.zeroKeep],
  ] as const) {
    assert.equal(valueNamed(name, record), kind, name);
    assert.equal(Batch[name === "ZERO" ? "zero" : name === "TRIM" ? "trim" : "zeroKeep"], kind);
  }
});

test("a log takes any disk whose pages have numbers of 44 bits, and refuses a larger one at once", () => {
  const log = logFor(2 ** 56);
  log.core.attach(STREAM, 3n, 0n, 0n, 0n);
  assert.equal(log.core.write(2n ** 56n - 512n, 512, log.stagingOffset), Verdict.admitted);
  assert.throws(() => logFor(2 ** 56 + 4096), WebAssembly.RuntimeError);
});
