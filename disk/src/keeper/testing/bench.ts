/** For tests: the work of both threads without the threads, one step at a time, on a disk that fails. */
import assert from "node:assert/strict";
import { readFileSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after } from "node:test";
import { Plan } from "@ashlar/rapilog";
import { Journal, journalBytes, RING_OFFSET } from "../../journal/index.js";
import { addressOf, threadClock } from "../../linux/index.js";
import { CONTROL_BYTES, createVault, openVault } from "../../vault/index.js";
import { HomeWriter } from "../home-writer.js";
import { JournalWriter } from "../journal-writer.js";
import { Pace } from "../pace.js";
import { Shared } from "../shared.js";
import { FaultyBacking } from "./faulty-backing.js";
import { Scratch, TestServer } from "./rig.js";

export const BLOCK = 4096;
export const RING_SECTORS = 4096;
export const DISK_BYTES = 4 * 1024 * 1024;
export const STREAM = 99n;

const scratch = new Scratch();
after(() => scratch.clean());

function fileOf(bytes: number): string {
  const path = join(scratch.directory(), "file");
  writeFileSync(path, "");
  truncateSync(path, bytes);
  return path;
}

const first = {
  sequence: 0n,
  stream: STREAM,
  ringSectors: RING_SECTORS,
  grainSectors: 1 as const,
  incarnation: 1n,
  released: 0n,
  releasedSequence: 0n,
  floor: 0n,
  disk: { kind: "file" as const, id: "inode 1 born 1", bytes: DISK_BYTES },
  generation: 1n,
  stamp: { mtime_ns: 0n, ctime_ns: 0n },
  wall_ns: 0n,
  boot: 1n,
  clean: false,
  standby: false,
};

/** A journal on a backing that fails on command. */
function faultyJournal(standby = false) {
  const path = fileOf(journalBytes(RING_SECTORS));
  const backing = new FaultyBacking(path);
  const journal = Journal.format(backing, { ...first, standby });
  backing.calls.length = 0;
  return { path, backing, journal };
}

/** Vault, journals and home in files, and both writers, without their threads. */
export class Bench {
  readonly directory = scratch.directory("/dev/shm");
  readonly main = faultyJournal();
  readonly spare: ReturnType<typeof faultyJournal> | undefined;
  readonly homePath = fileOf(DISK_BYTES);
  readonly home = new FaultyBacking(this.homePath);
  readonly shared = new Shared();
  readonly server: TestServer;
  readonly writer: JournalWriter;
  readonly homeWriter: HomeWriter;
  readonly model = new Uint8Array(DISK_BYTES);

  constructor(withSpare = false) {
    this.spare = withSpare ? faultyJournal(true) : undefined;
    createVault(this.directory, {
      ringSectors: RING_SECTORS,
      grainSectors: 1,
      diskBytes: DISK_BYTES,
      stream: STREAM,
      incarnation: 1n,
    }).publish();
    this.server = new TestServer(this.directory);
    this.writer = this.#journalWriter();
    this.homeWriter = this.#homeWriter();
  }

  #journalWriter(): JournalWriter {
    const vault = openVault(this.directory);
    const { memory, control } = vault.mapAlone();
    return new JournalWriter({
      journal: this.main.journal,
      spare: this.spare?.journal,
      control,
      ring: addressOf(new Uint8Array(memory.buffer)) + CONTROL_BYTES,
      geometry: vault.geometry,
      shared: this.shared,
      clock: threadClock(),
      stampHome: () => ({ mtime_ns: 5n, ctime_ns: 6n }),
      wakeServer: () => {},
      wakeHome: () => {},
    });
  }

  #homeWriter(): HomeWriter {
    const vault = openVault(this.directory);
    const plan = new Plan({
      ringSectors: RING_SECTORS,
      grainSectors: 1,
      runBytesMax: 1 << 20,
      stream: STREAM,
    });
    const control = vault.map(plan.memory, plan.vaultOffset);
    return new HomeWriter({
      plan,
      base: addressOf(new Uint8Array(plan.memory.buffer)),
      backing: this.home,
      control,
      shared: this.shared,
      clock: threadClock(),
      pace: new Pace(control, BigInt(RING_SECTORS), threadClock(), () => {}),
    });
  }

  get control() {
    return this.server.control;
  }

  write(at: number, value: number): void {
    const data = new Uint8Array(BLOCK).fill(value);
    assert.equal(this.server.write(at * BLOCK, data), 0);
    this.model.set(data, at * BLOCK);
  }

  epoch() {
    return this.homeWriter.epoch(this.control.get("released"), this.shared.get("homeLimit"));
  }

  /** The journal holds exactly what the vault holds, from the stream's begin to the head. */
  assertJournalComplete(path = this.main.path): void {
    const bytes = Number(this.control.get("head")) * 512;
    const offset = this.server.log.vaultOffset + CONTROL_BYTES;
    const vault = Buffer.from(this.server.log.memory.buffer, offset, bytes);
    const journal = readFileSync(path).subarray(RING_OFFSET, RING_OFFSET + bytes);
    assert.ok(bytes > 0);
    assert.equal(Buffer.compare(vault, journal), 0);
  }
}
