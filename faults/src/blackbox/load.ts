/**
 * The load of one cycle: workers with several operations in flight each, until the power is gone.
 *
 * An operation counts as issued before it is sent, as acknowledged after its answer came. A worker
 * goes on after an error of the target, up to a bound; when the target is gone all stop.
 */
import {
  encodeRecord,
  type History,
  type Operation,
  planOperation,
  SECTOR_BYTES,
  type Workload,
} from "../records/index.js";
import type { Latencies } from "./latency.js";
import type { Ledger } from "./ledger.js";
import { RequestFailed, type Target, TargetGone } from "./target.js";

export interface LoadOptions {
  target: Target;
  run: number;
  workload: Workload;
  /** Operations in flight per worker. */
  depth: number;
  history: History;
  ledger: Ledger | undefined;
  latencies: Latencies;
}

const ERRORS_MAX = 1000;

export class Load {
  #stopped = false;
  #errorsMax = ERRORS_MAX;
  errors = 0;
  /** What the target was lost with. */
  gone: string | undefined;
  readonly #start = performance.now();
  readonly #numbers: number[];
  readonly #lanes: Promise<void>[];

  constructor(readonly options: LoadOptions) {
    const { workload, depth } = options;
    this.#numbers = Array<number>(workload.workers).fill(0);
    this.#lanes = this.#numbers.flatMap((_, worker) =>
      Array.from({ length: depth }, () => this.#lane(worker)),
    );
  }

  /** Issues nothing more. */
  stop(): void {
    this.#stopped = true;
  }

  /** The power is going: the first error now says that it is gone. */
  expectEnd(): void {
    this.#errorsMax = this.errors + 1;
  }

  /** Resolves when nothing is in flight any more. */
  async settled(): Promise<void> {
    await Promise.all(this.#lanes);
  }

  async #lane(worker: number): Promise<void> {
    while (!this.#stopped)
      try {
        await this.#operate(worker);
      } catch (error) {
        this.#note(error);
      }
  }

  async #operate(worker: number): Promise<void> {
    const { workload, history, ledger, latencies } = this.options;
    const started_ms = performance.now();
    const time_us = Math.round((started_ms - this.#start) * 1000);
    const name = { cycle: history.cycle, worker, number: this.#numbers[worker]!++ };
    const operation = planOperation(workload, name, time_us);
    history.issue(operation);
    ledger?.issued(name, time_us);
    try {
      await this.#carryOut(operation);
    } catch (error) {
      if (!(error instanceof RequestFailed)) throw error;
      history.fail(name);
      ledger?.failed(name);
      throw error;
    }
    history.acknowledge(name);
    ledger?.acknowledged(name);
    if (operation.kind === "write") latencies.add((performance.now() - started_ms) * 1000);
  }

  async #carryOut(operation: Operation): Promise<void> {
    const { target, run } = this.options;
    if (operation.kind === "flush") return target.flush();
    const offset = operation.sector * SECTOR_BYTES;
    await target.write(offset, encodeRecord(run, operation), operation.fua);
  }

  #note(error: unknown): void {
    if (error instanceof TargetGone) this.gone ??= error.message;
    else if (error instanceof RequestFailed) this.errors += 1;
    else throw error;
    if (this.gone !== undefined || this.errors >= this.#errorsMax) this.#stopped = true;
  }
}
