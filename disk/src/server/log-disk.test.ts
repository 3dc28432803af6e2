/**
 * The log's disk between a client and a keeper that the test plays: what is acknowledged when, and
 * what clients hear when journal, home or power fail.
 */
import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { after, describe, test } from "node:test";
import { EIO, ENOSPC, pinned, receive, send, socketPair, WakeEvent } from "../linux/index.js";
import * as nbd from "../nbd/index.js";
import { exportOf } from "../nbd/testing/index.js";
import { createVault, Power } from "../vault/index.js";
import { attachLog } from "./attach-log.js";
import { BytesInFlight } from "./bytes-in-flight.js";
import { Connection } from "./connection.js";
import { Counters } from "./counters.js";
import { JobPool } from "./job-pool.js";
import { JobTable } from "./job-table.js";
import { LogDisk } from "./log-disk.js";
import type { Persist } from "./persistent-vault.js";
import { TransferBuffers } from "./transfer-buffers.js";

const RING_SECTORS = 2048;
const DISK_BYTES = 8 * 1024 * 1024;
const PATIENCE_ms = 60;
const BUDGET_BYTES = BigInt(64 * 1024);

const info = exportOf({ name: "", bytes: DISK_BYTES });

/** A disk, one client of it, and the control page as the keeper sees it. */
class Rig {
  readonly directory = mkdtempSync("/dev/shm/ashlar-log-disk-");
  readonly attached;
  readonly disk: LogDisk;
  readonly connection: Connection;
  readonly #client: number;
  readonly #buffer = pinned(64 * 1024);
  #cookie = 0n;

  constructor(persist?: Persist) {
    const options = { ringSectors: RING_SECTORS, grainSectors: 1, diskBytes: DISK_BYTES } as const;
    createVault(this.directory, { ...options, stream: 5n, incarnation: 1n }).publish();
    after(() => rmSync(this.directory, { recursive: true }));
    const inFlight = new BytesInFlight(2 ** 27);
    this.attached = attachLog(this.directory);
    this.disk = this.#serve(this.attached, inFlight, persist);
    const [server, client] = socketPair();
    this.#client = client;
    const agreement = { export: info, structured: false, allocationContext: null };
    const shared = { inFlight, counters: new Counters() };
    this.connection = new Connection(server, this.disk, agreement, shared);
    this.control.set("budgetBytes", BUDGET_BYTES);
  }

  #serve(attached: ReturnType<typeof attachLog>, inFlight: BytesInFlight, persist?: Persist) {
    const jobs = new JobPool(new JobTable().memory, new WakeEvent().fd);
    const buffers = new TransferBuffers(inFlight);
    return new LogDisk({ ...attached, info, jobs, buffers, persist, patience_ms: PATIENCE_ms });
  }

  /** Another server takes the log up. */
  replaceServer(): void {
    this.#serve(attachLog(this.directory), new BytesInFlight(2 ** 27));
  }

  get control() {
    return this.attached.control;
  }

  /** The client sends a write of `length` bytes. */
  write(length = 4096, offset = 0): void {
    const request = { type: nbd.NBD_CMD_WRITE, cookie: ++this.#cookie, offset: BigInt(offset) };
    const bytes = Buffer.concat([nbd.encodeRequest({ ...request, length }), Buffer.alloc(length)]);
    const source = pinned(bytes.length);
    source.bytes.set(bytes);
    assert.equal(send(this.#client, source.address, bytes.length), bytes.length);
  }

  /** One turn of the server's loop; the errors of the replies that the client gets. */
  turn(): number[] {
    this.disk.tick();
    if (this.connection.readsOn) this.connection.read();
    else this.connection.resume();
    this.disk.publish();
    this.disk.settle(this.connection);
    this.connection.flush();
    const count = Math.max(0, receive(this.#client, this.#buffer.address, 64 * 1024));
    const replies = Array.from({ length: count / nbd.SIMPLE_REPLY_BYTES }, (_, at) => at);
    return replies.map((at) => this.#buffer.bytes.readUInt32BE(at * nbd.SIMPLE_REPLY_BYTES + 4));
  }

  /** The keeper has everything in the journal, and at home too if told. */
  catchUp(home = false): void {
    const head = this.control.get("head");
    this.control.set("journaled", head);
    if (home) this.control.set("released", head);
  }

  /** Writes until one has to wait. */
  fill(): void {
    for (let round = 0; !this.connection.stalled; round++) {
      this.write(16_384, (round % 256) * 16_384);
      this.turn();
      this.catchUp();
    }
    this.turn();
  }
}

function pause(duration_ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, duration_ms));
}

describe("the log's disk", () => {
  test("acknowledges within the budget at once, beyond it what the journal has", () => {
    const rig = new Rig();
    const unjournaled = () => Number(rig.control.get("acknowledged")) * 512;
    let acknowledged = 0;
    for (let round = 0; round < 20; round++) {
      rig.write(8192);
      acknowledged += rig.turn().length;
      assert.ok(unjournaled() <= Number(BUDGET_BYTES));
    }
    assert.equal(acknowledged, 7, "records of 8704 bytes in 65536");
    rig.catchUp();
    assert.deepEqual(rig.turn(), Array(13).fill(0));
  });

  test("publishes the head before it acknowledges", () => {
    const rig = new Rig();
    rig.write();
    assert.deepEqual(rig.turn(), [0]);
    assert.equal(rig.control.get("head"), 9n);
    assert.equal(rig.control.get("acknowledged"), 9n);
    assert.equal(rig.control.get("sequence"), 1n);
  });

  test("fills the ring no further than the keeper's pace, and goes on when it moves", () => {
    const rig = new Rig();
    rig.control.set("paceLimit", 9n);
    rig.write(4096);
    assert.deepEqual(rig.turn(), [0], "one record is 9 sectors");
    rig.write(4096);
    assert.deepEqual(rig.turn(), []);
    rig.control.set("paceLimit", 10n);
    assert.deepEqual(rig.turn(), [0]);
  });

  test("counts the budget from what was journaled when the power failed, not from later", () => {
    const rig = new Rig();
    for (let round = 0; round < 10; round++) rig.write(8192);
    assert.equal(rig.turn().length, 7, "records of 8704 bytes in 65536");
    rig.control.set("power", Power.failing);
    rig.control.set("journaled", rig.control.get("acknowledged"));
    assert.deepEqual(rig.turn(), [], "what the emergency flush has done makes no room");
    rig.catchUp();
    assert.deepEqual(rig.turn(), [0, 0, 0]);
  });

  test("a budget that shrinks while the power comes back is not used once more", () => {
    const rig = new Rig();
    rig.turn();
    rig.control.set("power", Power.failing);
    rig.turn();
    rig.control.set("power", Power.normal);
    rig.control.set("budgetBytes", 0n);
    rig.write();
    assert.deepEqual(rig.turn(), []);
  });

  test("while the power fails takes nothing new; what is in hand waits for the journal", () => {
    const rig = new Rig();
    rig.control.set("budgetBytes", 0n);
    rig.write();
    assert.deepEqual(rig.turn(), []);
    rig.control.set("power", Power.failing);
    rig.write();
    assert.deepEqual(rig.turn(), []);
    rig.catchUp();
    rig.control.set("power", Power.flushed);
    assert.deepEqual(rig.turn(), [0]);
    assert.deepEqual(rig.turn(), []);
    rig.control.set("power", Power.normal);
    rig.turn();
    rig.catchUp();
    assert.deepEqual(rig.turn(), [0]);
  });

  test("with a journal that fails writes wait, then hear EIO, then go on", async () => {
    const rig = new Rig();
    rig.control.set("journalErrno", BigInt(EIO));
    rig.write();
    assert.deepEqual(rig.turn(), [], "it may come back");
    await pause(PATIENCE_ms + 10);
    assert.deepEqual(rig.turn(), [nbd.NBD_EIO], "what was in hand");
    rig.write();
    assert.deepEqual(rig.turn(), [nbd.NBD_EIO], "what is new");
    rig.control.set("journalErrno", 0n);
    rig.catchUp();
    rig.write();
    assert.deepEqual(rig.turn(), [0]);
  });

  test("with a full home writes go on while the ring has room, then hear ENOSPC", () => {
    const rig = new Rig();
    rig.control.set("homeErrno", BigInt(ENOSPC));
    for (let round = 0; round < 10; round++) {
      rig.write();
      assert.deepEqual(rig.turn(), [0]);
      rig.catchUp();
    }
    let answers: number[] = [0];
    for (let round = 0; answers.every((error) => error === 0); round++) {
      assert.ok(round < 1000);
      rig.write(16_384);
      answers = rig.turn();
      rig.catchUp();
    }
    assert.deepEqual(answers, [nbd.NBD_ENOSPC]);
    rig.control.set("homeErrno", 0n);
    rig.catchUp(true);
    rig.write();
    assert.deepEqual(rig.turn(), [0]);
  });

  test("with a home that fails writes that need room wait, then hear EIO", async () => {
    const rig = new Rig();
    rig.fill();
    assert.ok(rig.connection.stalled);
    rig.control.set("homeErrno", BigInt(EIO));
    assert.deepEqual(rig.turn(), []);
    await pause(PATIENCE_ms + 10);
    assert.deepEqual(rig.turn(), [nbd.NBD_EIO]);
  });

  test("takes waiting writes as soon as the ring has room", () => {
    const rig = new Rig();
    rig.fill();
    rig.catchUp(true);
    assert.deepEqual(rig.turn(), [0]);
    assert.ok(!rig.connection.stalled);
  });

  test("a new server takes up what another left in the vault", () => {
    const rig = new Rig();
    rig.write(4096, 8192);
    rig.turn();
    const again = attachLog(rig.directory);
    assert.equal(again.log.core.head(), rig.control.get("head"));
    assert.equal(again.log.core.read(8192n, 4096), 1);
    assert.equal(again.log.core.sequence(), 1n);
  });
});

test("a new server takes nothing back that an old one acknowledged, though the power fails", () => {
  const rig = new Rig();
  rig.write();
  assert.deepEqual(rig.turn(), [0]);
  rig.write();
  rig.control.set("power", Power.failing);
  assert.deepEqual(rig.turn(), []);
  const acknowledged = rig.control.get("acknowledged");
  rig.replaceServer();
  assert.equal(rig.control.get("acknowledged"), acknowledged, "it is what a flush writes first");
});

test("a vault in persistent memory is synced before the reply, and needs no hold-up", () => {
  const synced: bigint[] = [];
  const rig = new Rig((_, to) => synced.push(to));
  rig.control.set("budgetBytes", 0n);
  rig.write();
  assert.deepEqual(rig.turn(), [0], "acknowledged though the journal has nothing");
  assert.deepEqual(synced, [rig.control.get("head")]);
});

test("what cannot be synced is not acknowledged", () => {
  const rig = new Rig(() => {
    throw new Error("EIO");
  });
  rig.write();
  assert.throws(() => rig.turn(), /EIO/);
  rig.disk.settle(rig.connection);
  assert.equal(rig.connection.pending.count, 1, "the client has not been told");
});
