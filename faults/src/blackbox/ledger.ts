/**
 * What happened in a cycle, in order, kept outside of the target: for the day on which the
 * laboratory's own machine crashes.
 *
 *     byte  size  field
 *        0     1  what     1: issued, 2: acknowledged, 3: failed
 *        1     1  0xa5     so that a hole in the file is no entry
 *        2     2  worker
 *        4     4  number   of the operation
 *        8     8  time_us  of issue
 *
 * Entries are appended and synced in groups. What the last group would have said is missing after
 * a crash: acknowledgements that nobody knows of make the judge milder, and operations that were
 * issued unknown to it are recognised by their records (`Survey`, `unlogged`).
 */
import { type FileHandle, open } from "node:fs/promises";
import { History, type OperationName, planOperation, type Workload } from "../records/index.js";

const ENTRY_BYTES = 16;
const MARK = 0xa5;
const ISSUED = 1;
const ACKNOWLEDGED = 2;
const FAILED = 3;
const SYNC_EVERY_MS = 20;

export class Ledger {
  readonly #file: FileHandle;
  #entries: Buffer[] = [];
  #writing: Promise<void> = Promise.resolve();
  readonly #timer: NodeJS.Timeout;
  #failure: unknown;

  private constructor(file: FileHandle) {
    this.#file = file;
    this.#timer = setInterval(() => this.#write(), SYNC_EVERY_MS);
  }

  /** Begins an empty ledger. */
  static async create(path: string): Promise<Ledger> {
    return new Ledger(await open(path, "w"));
  }

  issued(name: OperationName, time_us: number): void {
    this.#add(ISSUED, name, time_us);
  }

  acknowledged(name: OperationName): void {
    this.#add(ACKNOWLEDGED, name, 0);
  }

  failed(name: OperationName): void {
    this.#add(FAILED, name, 0);
  }

  #add(what: number, { worker, number }: OperationName, time_us: number): void {
    const entry = Buffer.allocUnsafe(ENTRY_BYTES);
    entry.writeUInt8(what, 0);
    entry.writeUInt8(MARK, 1);
    entry.writeUInt16LE(worker, 2);
    entry.writeUInt32LE(number, 4);
    entry.writeBigUInt64LE(BigInt(time_us), 8);
    this.#entries.push(entry);
  }

  #write(): void {
    if (this.#entries.length === 0) return;
    const group = Buffer.concat(this.#entries.splice(0));
    this.#writing = this.#writing
      .then(async () => {
        await this.#file.write(group);
        await this.#file.datasync();
      })
      .catch((error: unknown) => {
        this.#failure ??= error;
      });
  }

  /** Everything is on the disk; throws where that failed at any time. */
  async close(): Promise<void> {
    clearInterval(this.#timer);
    this.#write();
    await this.#writing;
    await this.#file.close();
    if (this.#failure !== undefined) throw this.#failure;
  }
}

/** The history that a ledger tells, up to its first entry that is none. */
export function historyOf(entries: Buffer, workload: Workload, cycle: number): History {
  const history = new History(cycle);
  for (let at = 0; at + ENTRY_BYTES <= entries.length; at += ENTRY_BYTES) {
    if (entries.readUInt8(at + 1) !== MARK) break;
    const name = {
      cycle,
      worker: entries.readUInt16LE(at + 2),
      number: entries.readUInt32LE(at + 4),
    };
    const time_us = Number(entries.readBigUInt64LE(at + 8));
    const what = entries.readUInt8(at);
    if (what === ISSUED) history.issue(planOperation(workload, name, time_us));
    else if (what === ACKNOWLEDGED) history.acknowledge(name);
    else history.fail(name);
  }
  return history;
}
