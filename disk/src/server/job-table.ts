/**
 * Jobs for the threads that may block on the disk, in memory that all threads share.
 *
 * One producer (the serving thread), several consumers. A job's slot belongs to the producer
 * until `submit`, to one worker until it is `done`, and to the producer again. The queue is a ring
 * of slot numbers with two tickets that only grow: `submitted` is also what idle workers sleep on.
 * There are as many ring entries as slots, so an entry that has not been taken is never
 * overwritten; that is why a worker reads the entry before it claims the ticket.
 */
import { EIO } from "../linux/index.js";

export const JOBS_MAX = 256;
/** Extents that one job reports; a longer answer is cut, which BLOCK_STATUS allows. */
export const JOB_EXTENTS_MAX = 64;

export const JobKind = { read: 0, write: 1, sync: 2, zero: 3, zeroKeep: 4, extents: 5 } as const;
export type JobKind = (typeof JobKind)[keyof typeof JobKind];

const SUBMITTED = 0;
const TAKEN = 1;
const STOPPED = 2;
const HEADER_WORDS = 16;
const FIELDS = 4; // kind, address, length, offset

/** The shared memory of a table, as handed to workers. */
export interface JobTableMemory {
  control: SharedArrayBuffer;
  fields: SharedArrayBuffer;
  extents: SharedArrayBuffer;
}

export class JobTable {
  readonly memory: JobTableMemory;
  readonly #control: Int32Array;
  readonly #fields: Float64Array;
  readonly #extents: Float64Array;

  constructor(memory?: JobTableMemory) {
    this.memory = memory ?? {
      control: new SharedArrayBuffer(4 * (HEADER_WORDS + 2 * JOBS_MAX)),
      fields: new SharedArrayBuffer(8 * FIELDS * JOBS_MAX),
      extents: new SharedArrayBuffer(8 * (1 + 2 * JOB_EXTENTS_MAX) * JOBS_MAX),
    };
    this.#control = new Int32Array(this.memory.control);
    this.#fields = new Float64Array(this.memory.fields);
    this.#extents = new Float64Array(this.memory.extents);
  }

  /** Producer: describes the job of a slot and hands it to the workers. */
  submit(slot: number, kind: JobKind, address: number, length: number, offset: number): void {
    this.#fields.set([kind, address, length, offset], slot * FIELDS);
    Atomics.store(this.#control, this.#result(slot), RUNNING);
    const ticket = Atomics.load(this.#control, SUBMITTED);
    Atomics.store(this.#control, this.#entry(ticket), slot);
    Atomics.store(this.#control, SUBMITTED, (ticket + 1) | 0);
    Atomics.notify(this.#control, SUBMITTED, 1);
  }

  /** Producer: the errno that a job ended with, 0 for success, undefined while it runs. */
  outcome(slot: number): number | undefined {
    const result = Atomics.load(this.#control, this.#result(slot));
    return result === RUNNING ? undefined : result;
  }

  /** Producer: wakes all workers to end. */
  stop(): void {
    Atomics.store(this.#control, STOPPED, 1);
    Atomics.notify(this.#control, SUBMITTED);
  }

  /** Worker: sleeps until there is a job and claims it; undefined: stop. */
  take(): number | undefined {
    while (!this.isStopped) {
      const submitted = Atomics.load(this.#control, SUBMITTED);
      const slot = this.tryTake();
      if (slot !== undefined) return slot;
      Atomics.wait(this.#control, SUBMITTED, submitted, STOP_POLL_ms);
    }
    return undefined;
  }

  /** Worker: claims a job, if there is one. */
  tryTake(): number | undefined {
    for (;;) {
      const ticket = Atomics.load(this.#control, TAKEN);
      if (ticket === Atomics.load(this.#control, SUBMITTED)) return undefined;
      const slot = Atomics.load(this.#control, this.#entry(ticket));
      const next = (ticket + 1) | 0;
      if (Atomics.compareExchange(this.#control, TAKEN, ticket, next) === ticket) return slot;
    }
  }

  /** Worker: whether all is about to end. */
  get isStopped(): boolean {
    return Atomics.load(this.#control, STOPPED) === 1;
  }

  /** Worker: what the job in a slot is. */
  job(slot: number): { kind: number; address: number; length: number; offset: number } {
    const at = slot * FIELDS;
    const [kind, address, length, offset] = this.#fields.subarray(at, at + FIELDS);
    return { kind: kind!, address: address!, length: length!, offset: offset! };
  }

  /** Worker: reports the end of a job. */
  finish(slot: number, errno: number): void {
    Atomics.store(this.#control, this.#result(slot), errno >= 0 ? errno : EIO);
  }

  /** The shared room for a job's extents: a count, then pairs of length and allocated. */
  extents(slot: number): Float64Array {
    const words = 1 + 2 * JOB_EXTENTS_MAX;
    return this.#extents.subarray(slot * words, (slot + 1) * words);
  }

  #entry(ticket: number): number {
    return HEADER_WORDS + (ticket & (JOBS_MAX - 1));
  }

  #result(slot: number): number {
    return HEADER_WORDS + JOBS_MAX + slot;
  }
}

const RUNNING = -1;
/** A worker looks at the stop word at least this often, should a wake be lost. */
const STOP_POLL_ms = 1000;
