/**
 * A disk that keeps what it promises and no more: the judge is judged by it.
 *
 * Fault model: none. A write is taken in, atom by atom, at some time between its issue and its
 * acknowledgement; it then lies in a cache, or, with FUA, on the medium. A flush brings the cache
 * to the medium. A power failure leaves of each atom the medium's version or any later one that
 * was in the cache. `writeThrough`: there is no cache.
 */
import type { Random } from "@ashlar/rapilog/random";
import { History } from "../history.js";
import type { Operation, Write } from "../operation.js";
import { planOperation, type Workload } from "../plan.js";
import { SECTOR_BYTES, sectorOf } from "../sector.js";

/** An operation that the disk is still busy with. */
interface InFlight {
  operation: Operation;
  /** First sectors of the atoms not taken in yet; a flush has one step. */
  steps: number[];
}

export interface DiskOptions {
  workload: Workload;
  atomSectors: number;
  writeThrough: boolean;
  run: number;
}

const IN_FLIGHT_MAX = 12;

export class ModelDisk {
  readonly medium: (Write | undefined)[];
  /** Per sector what is newer than the medium, the newest last. */
  readonly #cache: Write[][];
  history = new History(0);
  #inFlight: InFlight[] = [];
  #numbers: number[];
  /** From then on nothing is taken in any more, though it is acknowledged: a lie. */
  frozen = false;

  constructor(
    readonly options: DiskOptions,
    readonly random: Random,
  ) {
    const { spanSectors, workers } = options.workload;
    this.medium = Array(spanSectors).fill(undefined);
    this.#cache = Array.from({ length: spanSectors }, () => []);
    this.#numbers = Array(workers).fill(0);
  }

  /** Lets a number of things happen, at random. */
  run(steps: number): void {
    for (let step = 0; step < steps; step++) {
      if (this.#inFlight.length < IN_FLIGHT_MAX && this.random.chance(0.4)) this.#issue();
      else if (this.#inFlight.length > 0) this.#advance(this.random.below(this.#inFlight.length));
    }
  }

  #issue(): void {
    const worker = this.random.below(this.#numbers.length);
    const number = this.#numbers[worker]!++;
    const name = { cycle: this.history.cycle, worker, number };
    const operation = planOperation(this.options.workload, name, number);
    this.history.issue(operation);
    this.#inFlight.push({ operation, steps: this.#stepsOf(operation) });
  }

  #stepsOf(operation: Operation): number[] {
    if (operation.kind === "flush") return [0];
    const { atomSectors } = this.options;
    const atoms = operation.sectors / atomSectors;
    return Array.from({ length: atoms }, (_, atom) => operation.sector + atom * atomSectors);
  }

  /** Takes in a part of an operation, or acknowledges it where all is taken in. */
  #advance(at: number): void {
    const { operation, steps } = this.#inFlight[at]!;
    if (steps.length === 0) {
      this.history.acknowledge(operation);
      this.#inFlight.splice(at, 1);
      return;
    }
    const taken = steps.splice(0, 1 + this.random.below(steps.length));
    if (this.frozen) return;
    if (operation.kind === "flush") this.#settle((cached) => cached.length);
    else for (const sector of taken) this.#take(operation, sector);
  }

  #take(write: Write, first: number): void {
    const through = write.fua || this.options.writeThrough;
    for (let sector = first; sector < first + this.options.atomSectors; sector++) {
      this.#cache[sector]!.push(write);
      if (!through) continue;
      this.medium[sector] = write;
      this.#cache[sector] = [];
    }
  }

  /** Brings the first so many cached versions of each atom to the medium, forgets the others. */
  #settle(keep: (cached: readonly Write[]) => number): void {
    const { atomSectors } = this.options;
    for (let atom = 0; atom < this.#cache.length; atom += atomSectors) {
      const kept = keep(this.#cache[atom]!);
      for (let sector = atom; sector < atom + atomSectors; sector++) {
        this.medium[sector] = this.#cache[sector]![kept - 1] ?? this.medium[sector];
        this.#cache[sector] = [];
      }
    }
  }

  /** Power fails: each atom keeps any of its versions from the medium's on. */
  cut(): void {
    this.#settle((cached) => this.random.below(cached.length + 1));
  }

  /** The medium as bytes. */
  image(): Buffer {
    const image = Buffer.alloc(this.medium.length * SECTOR_BYTES);
    this.medium.forEach((write, sector) => {
      if (write === undefined) return;
      const bytes = sectorOf(this.options.run, write, sector - write.sector);
      bytes.copy(image, sector * SECTOR_BYTES);
    });
    return image;
  }

  /** Power is back. */
  nextCycle(): void {
    this.history = new History(this.history.cycle + 1);
    this.#inFlight = [];
    this.#numbers.fill(0);
  }
}
