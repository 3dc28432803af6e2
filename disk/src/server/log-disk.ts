/**
 * The durable disk: requests against the log.
 *
 * Order of effects, on which the guarantee rests: a record is complete in the vault, then `head`
 * is published in the control page, then the log says how far it may be acknowledged, then the
 * replies are sent. Whatever a client has been told is in the vault, and the keeper knows of it.
 * A vault in persistent memory is synced between the second and the third.
 */
import { performance } from "node:perf_hooks";
import { Fault, type Log, RangeKind, Verdict } from "@ashlar/rapilog";
import { drainPipe } from "../linux/index.js";
import {
  type ExportInfo,
  NBD_CMD_BLOCK_STATUS,
  NBD_CMD_FLAG_NO_HOLE,
  NBD_CMD_READ,
  NBD_CMD_TRIM,
  NBD_CMD_WRITE_ZEROES,
  NBD_EINVAL,
  NBD_EIO,
  NBD_SUCCESS,
  type Request,
} from "../nbd/serving/index.js";
import { type Control, Power, type UnenteredPages } from "../vault/index.js";
import type { Connection } from "./connection.js";
import { ControlWatch } from "./control-watch.js";
import { type Disk, type Piece, TAKEN, WAIT } from "./disk.js";
import { FaultWatch } from "./fault-watch.js";
import type { JobPool } from "./job-pool.js";
import { KeeperBell } from "./keeper-bell.js";
import { LogReads } from "./log-reads.js";
import { reportLogStatus } from "./log-status.js";
import type { Persist } from "./persistent-vault.js";
import { Staging } from "./staging.js";
import type { TransferBuffers } from "./transfer-buffers.js";

/** A budget of more bytes than any ring has. */
const WHOLE_RING = 2n ** 40n;

export interface LogDiskOptions {
  info: ExportInfo;
  /** Attached and recovered, its vault mapped. */
  log: Log;
  control: Control;
  /** The keeper writes to it when a watermark moves while `hungry`. */
  wakeFd: number;
  jobs: JobPool;
  buffers: TransferBuffers;
  /** The vault is in persistent memory, and this makes it durable. */
  persist?: Persist | undefined;
  /** Pages of the vault that are entered while there is nothing else to do. */
  unentered?: UnenteredPages;
  /** How long errors may last before clients hear of them. Default: `PATIENCE_ms`. */
  patience_ms?: number;
  /** Default: the time since the process started. */
  now_ms?: (() => number) | undefined;
}

export class LogDisk implements Disk {
  readonly info: ExportInfo;
  readonly staging: Staging;
  readonly wakeFds: readonly number[];
  readonly #log: Log;
  readonly #control: Control;
  readonly #jobs: JobPool;
  readonly #reads: LogReads;
  readonly #keeper: KeeperBell;
  readonly #watermarks: ControlWatch;
  readonly #conditions: ControlWatch;
  readonly #faults: FaultWatch;
  readonly #persist: Persist | undefined;
  readonly #unentered: UnenteredPages | undefined;
  readonly #now_ms: () => number;
  #head = -1n;
  /** Of whatever server: what clients were told goes first in an emergency, so it never goes back. */
  #acknowledged: bigint;
  /** The same as a number, which is exact: positions are below 2^53. */
  #acknowledgedPosition: number;
  #fault: number = Fault.none;
  #hungry = false;
  /** The ring is as full as the keeper's pace allows; what it takes in is looked at once a turn. */
  #isPaced = false;

  constructor(options: LogDiskOptions) {
    this.info = options.info;
    this.#log = options.log;
    this.#control = options.control;
    this.#faults = new FaultWatch(options.patience_ms);
    this.#jobs = options.jobs;
    this.#persist = options.persist;
    this.#unentered = options.unentered;
    this.#now_ms = options.now_ms ?? (() => performance.now());
    this.staging = new Staging(options.log.memory.buffer, options.log.stagingOffset);
    this.#reads = new LogReads(options.log, options.jobs, options.buffers);
    const { buffer } = options.log.memory;
    const page = options.log.vaultOffset;
    this.#watermarks = new ControlWatch(buffer, page, ["journaled", "released", "paceLimit"]);
    const conditions = ["budgetBytes", "power", "journalErrno", "homeErrno"] as const;
    this.#conditions = new ControlWatch(buffer, page, conditions);
    this.#keeper = new KeeperBell(this.#control, this.staging.address + page);
    this.wakeFds = [options.wakeFd, options.jobs.wake.fd];
    this.#acknowledged = this.#control.get("acknowledged");
    this.#acknowledgedPosition = Number(this.#acknowledged);
    this.#control.set("hungry", 0n);
    this.tick();
    this.publish();
  }

  write(connection: Connection, request: Request, piece: Piece): number {
    if (this.#isPaced) return this.#refuse(Verdict.waitRing);
    const { core } = this.#log;
    const verdict = core.write(BigInt(piece.offset), piece.length, piece.source);
    if (verdict !== Verdict.admitted) return this.#refuse(verdict);
    if (piece.last)
      connection.pending.push(request.cookieHigh, request.cookieLow, Number(core.head()));
    return TAKEN;
  }

  execute(connection: Connection, request: Request): number {
    switch (request.type) {
      case NBD_CMD_READ:
        return this.#reads.serve(connection, request);
      case NBD_CMD_TRIM:
        return this.#range(connection, request, RangeKind.trim);
      case NBD_CMD_WRITE_ZEROES: {
        const keep = (request.flags & NBD_CMD_FLAG_NO_HOLE) !== 0;
        return this.#range(connection, request, keep ? RangeKind.zeroKeep : RangeKind.zero);
      }
      case NBD_CMD_BLOCK_STATUS:
        return reportLogStatus(this.#log, this.#jobs, connection, request);
      default:
        // FLUSH: whatever has been acknowledged is durable already. CACHE: a hint.
        connection.reply(request, NBD_SUCCESS);
        return TAKEN;
    }
  }

  #range(connection: Connection, request: Request, kind: number): number {
    if (this.#isPaced) return this.#refuse(Verdict.waitRing);
    const { core } = this.#log;
    const verdict = core.zero(BigInt(request.offset), BigInt(request.length), kind);
    if (verdict !== Verdict.admitted) return this.#refuse(verdict);
    connection.pending.push(request.cookieHigh, request.cookieLow, Number(core.head()));
    return TAKEN;
  }

  #refuse(verdict: number): number {
    if (verdict === Verdict.refuseRange) return NBD_EINVAL;
    if (verdict === Verdict.refuseFault) return NBD_EIO;
    if (verdict === Verdict.waitPower) return WAIT;
    const error = this.#faults.refusal;
    return error > 0 ? error : WAIT;
  }

  publish(): void {
    const { core } = this.#log;
    const head = core.head();
    if (head !== this.#head) {
      const before = this.#head;
      this.#head = head;
      this.#control.set("head", head);
      this.#control.set("sequence", core.sequence());
      if (this.#persist && before >= 0n) this.#persist(before, head);
      this.#keeper.headMoved(head);
      this.#lookAtPace();
    }
    const acknowledged = core.acknowledged();
    if (acknowledged <= this.#acknowledged) return;
    this.#acknowledged = acknowledged;
    this.#acknowledgedPosition = Number(acknowledged);
    this.#control.set("acknowledged", acknowledged);
  }

  /** Beyond the pace writes wait as for a full ring; a fault is the core's to refuse. */
  #lookAtPace(): void {
    const limit = this.#control.get("paceLimit");
    this.#isPaced = limit > 0n && this.#head >= limit && this.#fault === Fault.none;
  }

  settle(connection: Connection): void {
    const { pending } = connection;
    const failed = this.#fault === Fault.failed;
    while (pending.count > 0) {
      const acknowledged = pending.position <= this.#acknowledgedPosition;
      if (!acknowledged && !failed) return;
      connection.reply(pending, acknowledged ? NBD_SUCCESS : NBD_EIO);
      pending.shift();
    }
  }

  /** What the journal holds by now is more to acknowledge only if the power has not failed
   * meanwhile: the budget covers what was journaled when it failed. So the watermarks are read
   * before the conditions, and count after them. */
  tick(): boolean {
    const worked = this.#jobs.poll();
    const moved = this.#watermarks.changed();
    const journaled = moved ? this.#control.get("journaled") : 0n;
    const released = moved ? this.#control.get("released") : 0n;
    const changed = this.#conditions.changed() || this.#faults.areThere;
    if (changed) this.#takeConditions();
    if (moved) {
      this.#log.core.journaled(journaled);
      this.#log.core.released(released);
    }
    if (!moved && !changed) return worked;
    this.#keeper.learn();
    this.publish();
    this.#lookAtPace();
    return true;
  }

  /** Each event acknowledges what is allowed by then, so nothing is absorbed in between. */
  #takeConditions(): void {
    const { core } = this.#log;
    const now_ms = this.#now_ms();
    this.#fault = this.#faults.journal(this.#control, now_ms);
    this.#faults.home(this.#control, now_ms);
    core.budget(0n);
    core.power(this.#control.get("power") === Power.normal ? 0 : 1);
    core.fault(this.#fault);
    core.budget(this.#persist ? WHOLE_RING : this.#control.get("budgetBytes"));
  }

  /** The keeper moves a watermark, then looks at `hungry`; we set it, then look at the watermarks.
   * So one of us sees the other: the store is atomic, and `tick` comes after it. */
  expect(waiting: boolean): void {
    if (!waiting && !this.#hungry) return;
    const begins = waiting && !this.#hungry;
    this.#hungry = waiting;
    this.#control.set("hungry", waiting ? 1n : 0n);
    if (begins && this.#head > this.#acknowledged) this.#keeper.clientsWait();
    this.#control.get("hungry");
  }

  woken(fd: number): void {
    if (fd === this.#jobs.wake.fd) this.#jobs.wake.clear();
    else drainPipe(fd);
  }

  enterPages(): boolean {
    return this.#unentered?.enter() ?? false;
  }

  close(): void {
    this.#control.set("hungry", 0n);
  }
}
