/**
 * The serving thread's side of the jobs: hands them to the workers and calls back when they end.
 *
 * Jobs beyond the table's size wait here, in order. `poll` is called when the pool's wake event is
 * readable; callbacks run on the serving thread, never inside `submit`.
 */
import assert from "node:assert/strict";
import { WakeEvent } from "../linux/index.js";
import { JOBS_MAX, type JobKind, JobTable, type JobTableMemory } from "./job-table.js";

/** Called with the errno that a job ended with, 0 for success, and the slot it had. */
export type JobDone = (errno: number, slot: number) => void;

interface Job {
  kind: JobKind;
  address: number;
  length: number;
  offset: number;
  done: JobDone;
}

export class JobPool {
  readonly wake: WakeEvent;
  readonly #table: JobTable;
  readonly #free = Array.from({ length: JOBS_MAX }, (_, index) => JOBS_MAX - 1 - index);
  readonly #running: number[] = [];
  readonly #callbacks = new Array<JobDone | undefined>(JOBS_MAX);
  readonly #waiting: Job[] = [];

  constructor(memory: JobTableMemory, wakeFd: number) {
    this.#table = new JobTable(memory);
    this.wake = new WakeEvent(wakeFd);
  }

  /** Starts a job; the memory at `address` must stay until `done` is called. */
  submit(kind: JobKind, address: number, length: number, offset: number, done: JobDone): void {
    const job = { kind, address, length, offset, done };
    if (this.#free.length === 0) this.#waiting.push(job);
    else this.#start(job);
  }

  #start(job: Job): void {
    const slot = this.#free.pop();
    assert(slot !== undefined);
    this.#callbacks[slot] = job.done;
    this.#running.push(slot);
    this.#table.submit(slot, job.kind, job.address, job.length, job.offset);
  }

  /** Finishes what has ended; returns whether anything had. */
  poll(): boolean {
    let ended = 0;
    for (let index = 0; index < this.#running.length; ) {
      const slot = this.#running[index]!;
      const errno = this.#table.outcome(slot);
      if (errno === undefined) {
        index++;
        continue;
      }
      this.#running[index] = this.#running[this.#running.length - 1]!;
      this.#running.length--;
      this.#finish(slot, errno);
      ended++;
    }
    return ended > 0;
  }

  #finish(slot: number, errno: number): void {
    const done = this.#callbacks[slot];
    assert(done !== undefined);
    this.#callbacks[slot] = undefined;
    done(errno, slot);
    this.#free.push(slot);
    const next = this.#waiting.shift();
    if (next !== undefined) this.#start(next);
  }

  /** After an `extents` job: a count, then pairs of length and allocated (1 or 0). */
  extents(slot: number): Float64Array {
    return this.#table.extents(slot);
  }

  /** Whether no job is running or waiting. */
  get isIdle(): boolean {
    return this.#running.length === 0;
  }
}
