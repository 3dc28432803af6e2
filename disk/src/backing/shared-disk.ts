/**
 * One modelled disk for all threads and processes that use it: the state of its model and its
 * counters, in a small file that each of them maps.
 *
 *     byte  content
 *        0  "ASHMODEL"
 *        8  boot identity; times of another boot mean nothing, so the state starts anew
 *       16  lock (shared-lock.ts)
 *       24  label of the model: name and parameters, zero-padded
 *       64  the model's numbers, as doubles
 *      256  counters, 64-bit each (see COUNTERS)
 *
 * Server, keeper and its home thread thus share one spindle, as they would in reality. The file
 * belongs on tmpfs.
 */
import assert from "node:assert/strict";
import { closeSync, constants, fstatSync, openSync, readFileSync } from "node:fs";
import { AshlarError } from "../errors.js";
import { allocate, bootIdentity, mapShared, monotonic_ns, PAGE_BYTES } from "../linux/index.js";
import { type DiskModel, type DiskRequest, STATE_NUMBERS } from "./models/model.js";
import { SharedLock } from "./shared-lock.js";

const MAGIC = 0x4c45444f4d485341n; // "ASHMODEL", little-endian
const MAGIC_WORD = 0;
const BOOT_WORD = 1;
const LOCK_WORD = 2;
const LABEL_AT = 24;
const LABEL_BYTES = 40;
const NUMBERS_AT = 64;
const COUNTERS_AT = 256;

/** `spinCpu_ns` is CPU time that only the model burns: benchmarks subtract it. A request is late
 * when it ends after the model's time, because the machine or the storage below was slower.
 * `busy_ns` is how long the disk was, or with what it has taken on will have been, at work, and
 * `busyUntil_ns` when that ends: of any span of time, how much of it the disk itself needed. */
const COUNTERS = [
  "reads",
  "writes",
  "flushes",
  "discards",
  "bytesRead",
  "bytesWritten",
  "spinCpu_ns",
  "late_ns",
  "lateWorst_ns",
  "busy_ns",
  "busyUntil_ns",
] as const;
export type ModelCounters = Record<(typeof COUNTERS)[number], number>;

const KIND_COUNTER = { read: 0, write: 1, flush: 2, discard: 3 } as const;
const BYTES_READ = COUNTERS.indexOf("bytesRead");
const BYTES_WRITTEN = COUNTERS.indexOf("bytesWritten");
const SPIN_CPU = COUNTERS.indexOf("spinCpu_ns");
const LATE = COUNTERS.indexOf("late_ns");
const LATE_WORST = COUNTERS.indexOf("lateWorst_ns");
const BUSY = COUNTERS.indexOf("busy_ns");
const BUSY_UNTIL = COUNTERS.indexOf("busyUntil_ns");

export class SharedDisk {
  readonly model: DiskModel;
  /** Keeps the mapping: it goes when the memory is collected. */
  readonly #memory: WebAssembly.Memory;
  readonly #words: BigInt64Array;
  readonly #numbers: Float64Array;
  readonly #counters: BigInt64Array;
  readonly #lock: SharedLock;

  /** Joins the modelled disk whose state is at `statePath`, creating it where there is none. */
  constructor(model: DiskModel, statePath: string) {
    this.model = model;
    this.#memory = mapState(statePath);
    const buffer = this.#memory.buffer;
    this.#words = new BigInt64Array(buffer, 0, PAGE_BYTES / 8);
    this.#numbers = new Float64Array(buffer, NUMBERS_AT, STATE_NUMBERS);
    this.#counters = new BigInt64Array(buffer, COUNTERS_AT, COUNTERS.length);
    this.#lock = new SharedLock(this.#words, LOCK_WORD);
    this.#lock.hold(() => this.#agree(statePath));
  }

  /** Puts a request into the disk's queue; returns its time of completion. */
  reserve(kind: DiskRequest["kind"], offset: number, length: number): number {
    const completion_ns = this.#lock.hold(() => {
      const now_ns = Number(monotonic_ns());
      const end_ns = this.model.complete(this.#numbers, { kind, offset, length, now_ns });
      this.#work(now_ns, Math.round(end_ns));
      return end_ns;
    });
    this.#count(KIND_COUNTER[kind], 1);
    if (kind === "read") this.#count(BYTES_READ, length);
    if (kind === "write") this.#count(BYTES_WRITTEN, length);
    return completion_ns;
  }

  /** Requests that the disk serves side by side count once. */
  #work(now_ns: number, end_ns: number): void {
    const until_ns = Number(this.#counters[BUSY_UNTIL]!);
    if (end_ns <= until_ns) return;
    this.#count(BUSY, end_ns - Math.max(now_ns, until_ns));
    this.#counters[BUSY_UNTIL] = BigInt(end_ns);
  }

  /** Accounts for a wait that ended `late_ns` after its time and spun for `spinCpu_ns`. */
  account(late_ns: number, spinCpu_ns: number): void {
    const late = Math.round(late_ns);
    this.#count(SPIN_CPU, Math.round(spinCpu_ns));
    this.#count(LATE, late);
    const worst = Number(Atomics.load(this.#counters, LATE_WORST));
    if (late > worst) Atomics.store(this.#counters, LATE_WORST, BigInt(late));
  }

  counters(): ModelCounters {
    return namedCounters((index) => Atomics.load(this.#counters, index));
  }

  #count(index: number, amount: number): void {
    Atomics.add(this.#counters, index, BigInt(amount));
  }

  /** Checks that the state is of this boot and of this model; starts it where it is of neither. */
  #agree(statePath: string): void {
    const magic = this.#words[MAGIC_WORD]!;
    if (magic !== 0n && magic !== MAGIC)
      throw new AshlarError("not-a-model-state", `${statePath}: its first bytes are others`);
    const current = magic === MAGIC && this.#words[BOOT_WORD] === bootIdentity();
    if (current) this.#checkLabel(statePath);
    else this.#start();
  }

  #start(): void {
    this.#numbers.fill(0);
    this.#counters.fill(0n);
    writeLabel(this.#memory.buffer, this.model.label);
    this.#words[BOOT_WORD] = bootIdentity();
    this.#words[MAGIC_WORD] = MAGIC;
  }

  #checkLabel(statePath: string): void {
    const label = readLabel(this.#memory.buffer);
    if (label !== this.model.label)
      throw new AshlarError(
        "model-mismatch",
        `${statePath} is of "${label}", asked for is "${this.model.label}"`,
      );
  }
}

/** The counters of a modelled disk, from outside of the processes that use it. */
export function readModelCounters(statePath: string): ModelCounters {
  const bytes = readFileSync(statePath);
  return namedCounters((index) => bytes.readBigInt64LE(COUNTERS_AT + 8 * index));
}

/** From now on, for how many milliseconds the modelled disk is at work: with what it has taken on
 * already, and with what comes until the returned function is called. */
export function modelAtWork_ms(statePath: string): () => number {
  const before = readModelCounters(statePath);
  const begun_ns = Math.max(0, before.busyUntil_ns - Number(monotonic_ns()));
  return () => (begun_ns + readModelCounters(statePath).busy_ns - before.busy_ns) / 1e6;
}

function namedCounters(value: (index: number) => bigint): ModelCounters {
  return Object.fromEntries(
    COUNTERS.map((name, index) => [name, Number(value(index))]),
  ) as ModelCounters;
}

function mapState(statePath: string): WebAssembly.Memory {
  const fd = openSync(statePath, constants.O_RDWR | constants.O_CREAT, 0o600);
  try {
    const { size } = fstatSync(fd);
    if (size !== 0 && size !== PAGE_BYTES)
      throw new AshlarError("not-a-model-state", `${statePath}: ${size} bytes`);
    allocate(fd, 0, PAGE_BYTES);
    const memory = new WebAssembly.Memory({ initial: 1, maximum: 1, shared: true });
    mapShared(memory, 0, PAGE_BYTES, fd);
    return memory;
  } finally {
    closeSync(fd);
  }
}

function writeLabel(buffer: ArrayBufferLike, label: string): void {
  const encoded = new TextEncoder().encode(label);
  assert(encoded.length <= LABEL_BYTES, "label too long");
  const place = new Uint8Array(buffer, LABEL_AT, LABEL_BYTES);
  place.fill(0);
  place.set(encoded);
}

function readLabel(buffer: ArrayBufferLike): string {
  const copy = Uint8Array.from(new Uint8Array(buffer, LABEL_AT, LABEL_BYTES));
  return new TextDecoder().decode(copy).replace(/\0+$/, "");
}
