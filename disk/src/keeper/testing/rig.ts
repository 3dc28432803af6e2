/**
 * For tests: a server without a network, on the same vault as a keeper, and a model of the disk
 * as its acknowledged writes leave it.
 */
import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Log, Recover, SEQUENCE_UNKNOWN, Verdict } from "@ashlar/rapilog";
import { sleepThread } from "../../linux/index.js";
import { type Control, openVault, Power } from "../../vault/index.js";
import { Bells } from "../bells.js";
import type { KeeperOptions } from "../options.js";

const STAGING_BYTES = 1 << 20;

export class TestServer {
  readonly control: Control;
  readonly log: Log;
  readonly #bells: Bells;

  constructor(directory: string) {
    const vault = openVault(directory);
    this.log = new Log({ ...vault.geometry, stagingBytes: STAGING_BYTES });
    this.control = vault.map(this.log.memory, this.log.vaultOffset);
    this.#bells = new Bells(this.log.memory, this.log.vaultOffset, this.control);
    this.#takeUp(vault.stream);
    vault.close();
  }

  #takeUp(stream: bigint): void {
    const { core } = this.log;
    const head = this.control.get("head");
    const sequence = this.control.get("sequence");
    const released = this.control.get("released");
    const first = released === head ? sequence : SEQUENCE_UNKNOWN;
    core.attach(stream, this.control.get("incarnation"), 0n, released, first);
    while (core.head() < head) {
      const outcome = core.recover();
      assert.notEqual(outcome, Recover.end);
      if (outcome === Recover.wait) this.#awaitRelease();
    }
    assert.equal(core.head(), head);
    this.pull();
  }

  /** The overlay is full: home has to catch up first. */
  #awaitRelease(): void {
    const { core } = this.log;
    sleepThread(10);
    const released = this.control.get("released");
    if (released <= core.head()) core.released(released);
    else core.released(core.head());
  }

  /** Takes over what the keeper has published. */
  pull(): void {
    const { core } = this.log;
    const { control } = this;
    core.journaled(control.get("journaled"));
    core.released(control.get("released"));
    core.power(control.get("power") === Power.normal ? 0 : 1);
    core.fault(control.get("journalErrno") === 0n ? 0 : 1);
    core.budget(control.get("budgetBytes"));
    this.#publish();
  }

  #publish(): void {
    const { core } = this.log;
    this.control.set("sequence", core.sequence());
    this.control.set("head", core.head());
    this.control.set("acknowledged", core.acknowledged());
    this.#bells.wakeJournalIfAsleep();
  }

  /** Appends; returns the verdict. */
  write(offset: number, data: Uint8Array): number {
    this.pull();
    new Uint8Array(this.log.memory.buffer).set(data, this.log.stagingOffset);
    const verdict = this.log.core.write(BigInt(offset), data.length, this.log.stagingOffset);
    this.#publish();
    return verdict;
  }

  /** Appends a range record. */
  zero(offset: number, length: number, kind: number): number {
    this.pull();
    const verdict = this.log.core.zero(BigInt(offset), BigInt(length), kind);
    this.#publish();
    return verdict;
  }

  /** Appends, waiting while the ring or the overlay is full. */
  async append(offset: number, data: Uint8Array): Promise<void> {
    while (true) {
      const verdict = this.write(offset, data);
      if (verdict === Verdict.admitted) return;
      assert.ok(verdict === Verdict.waitRing || verdict === Verdict.waitOverlay, `${verdict}`);
      await pause(1);
    }
  }

  /** Waits until everything appended so far is acknowledged. */
  async acknowledged(): Promise<void> {
    const head = this.log.core.head();
    await until(() => {
      this.pull();
      return this.log.core.acknowledged() >= head;
    });
  }
}

export function pause(duration_ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, duration_ms));
}

/** Waits for a condition; fails after `timeout_ms`. */
export async function until(condition: () => boolean, timeout_ms = 20_000): Promise<void> {
  const started_ms = Date.now();
  while (!condition()) {
    assert.ok(Date.now() - started_ms < timeout_ms, `timed out: ${condition}`);
    await pause(1);
  }
}

/** A disk of its own in a directory of its own, and a vault directory in memory. */
export class Scratch {
  readonly #directories: string[] = [];

  directory(base = tmpdir()): string {
    const directory = mkdtempSync(join(base, "ashlar-keeper-"));
    this.#directories.push(directory);
    return directory;
  }

  /** Options of a keeper over a new file of zeros, with a ring of 4 MiB. */
  options(diskBytes = 8 * 1024 * 1024, ringBytes = 4 * 1024 * 1024): KeeperOptions {
    const path = join(this.directory(), "disk.img");
    writeFileSync(path, "");
    truncateSync(path, diskBytes);
    return { vaultDirectory: this.directory("/dev/shm"), disk: { path }, ringBytes };
  }

  clean(): void {
    for (const directory of this.#directories) rmSync(directory, { recursive: true, force: true });
  }
}

/** Compares the disk with what it should hold, naming the first difference. */
export function assertDisk(path: string, expected: Uint8Array): void {
  const actual = readFileSync(path);
  assert.equal(actual.length, expected.length);
  if (Buffer.compare(actual, expected) === 0) return;
  const at = actual.findIndex((byte, index) => byte !== expected[index]);
  assert.fail(`the disk differs from the model at byte ${at} (sector ${at >> 9})`);
}
