/** Every fault that the simulated disks can be given is found, by one of the names that it may go
 * by and by no other; without faults nothing is. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { backing, linux } from "@ashlar/disk";
import { Random, seedFromEnvironment } from "@ashlar/rapilog/random";
import type { FaultPlan, FaultSetting } from "../disk/fault-plan.js";
import {
  FAULT_NAMES,
  FAULTS,
  type FaultName,
  FaultyDisk,
  sample,
  VirtualClock,
} from "../disk/index.js";
import type { Failure } from "../taxonomy.js";
import { Baseline } from "./baseline.js";
import { History } from "./history.js";
import { judge } from "./judge.js";
import type { Operation } from "./operation.js";
import { planOperation, type Workload } from "./plan.js";
import { encodeRecord, SECTOR_BYTES } from "./sector.js";
import { Survey } from "./survey.js";

const RUN = 99;
const SPAN_SECTORS = 4096;
const CYCLES = 4;
const OPERATIONS = 300;
const IN_FLIGHT_MAX = 8;
const CHUNK_SECTORS = 64;

interface Pending {
  operation: Operation;
  completes_ns: number;
}

class Bench {
  readonly clock = new VirtualClock();
  readonly disk: FaultyDisk;
  readonly random: Random;
  readonly workload: Workload;
  readonly baseline = new Baseline(SPAN_SECTORS);

  constructor(
    seed: number,
    faults: FaultPlan["faults"],
    readonly strikes: string[],
    /** A sync that fails takes along what is under way, FUA or not: no client of this disk. */
    readonly flushesAlone = "sync-error" in faults,
  ) {
    this.random = new Random(seed);
    const settings = { spanSectors: SPAN_SECTORS, blockSectors: 8, blocksMax: 6 };
    this.workload = { seed, workers: 4, hasFlush: true, hasFua: true, ...settings };
    this.disk = new FaultyDisk({
      bytes: SPAN_SECTORS * SECTOR_BYTES,
      model: backing.MODELS["ssd-consumer"],
      clock: this.clock,
      plan: { seed, faults },
      onFault: ({ fault, detail }) => strikes.push(`${fault}: ${detail}`),
    });
  }

  /** Load, a power cut in it, and what the judge says. */
  cycle(cycle: number): Failure[] {
    const history = new History(cycle);
    this.#load(history);
    const { disk, random } = this;
    this.disk.cut(sample(disk.pending(), random, SECTOR_BYTES));
    const survey = this.#survey(history);
    const rules = { promise: "nbd", atomSectors: 1, blockSectors: 8 } as const;
    const { findings } = judge(survey, rules);
    survey.adopt();
    this.#try(() => disk.sync());
    return findings.map(({ kind }) => kind);
  }

  #load(history: History): void {
    const inFlight: Pending[] = [];
    const numbers = Array<number>(this.workload.workers).fill(0);
    for (let count = 0; count < OPERATIONS; count++) {
      const worker = this.random.below(numbers.length);
      const name = { cycle: history.cycle, worker, number: numbers[worker]!++ };
      const operation = planOperation(this.workload, name, count);
      if (this.flushesAlone && operation.kind === "flush")
        while (inFlight.length > 0) this.#complete(history, inFlight);
      history.issue(operation);
      const completes_ns = this.#issue(operation);
      if (completes_ns === undefined) history.fail(operation);
      else inFlight.push({ operation, completes_ns });
      while (inFlight.length > this.random.below(IN_FLIGHT_MAX)) this.#complete(history, inFlight);
    }
  }

  #issue(operation: Operation): number | undefined {
    const { disk } = this;
    if (operation.kind === "flush") return this.#try(() => disk.sync());
    const bytes = encodeRecord(RUN, operation);
    const { sector, fua } = operation;
    return this.#try(() => disk.write(sector * SECTOR_BYTES, bytes, { fua }));
  }

  #complete(history: History, inFlight: Pending[]): void {
    inFlight.sort((a, b) => a.completes_ns - b.completes_ns);
    const { operation, completes_ns } = inFlight.shift()!;
    this.clock.advanceTo(completes_ns);
    history.acknowledge(operation);
  }

  #survey(history: History): Survey {
    const survey = new Survey(RUN, history, this.baseline);
    const read = (sector: number, sectors: number, attempts: number): boolean => {
      const bytes = Buffer.alloc(sectors * SECTOR_BYTES);
      for (let attempt = 0; attempt < attempts; attempt++)
        if (this.#try(() => this.disk.read(sector * SECTOR_BYTES, bytes)) !== undefined) {
          survey.add(sector, bytes);
          return true;
        }
      return false;
    };
    for (let chunk = 0; chunk < SPAN_SECTORS; chunk += CHUNK_SECTORS) {
      if (read(chunk, CHUNK_SECTORS, 1)) continue;
      for (let sector = chunk; sector < chunk + CHUNK_SECTORS; sector++)
        if (!read(sector, 1, 3)) survey.addUnreadable(sector, 1);
    }
    return survey;
  }

  #try(request: () => number): number | undefined {
    try {
      return request();
    } catch (error) {
      if (!(error instanceof linux.SystemError)) throw error;
      return undefined;
    }
  }
}

const seed = seedFromEnvironment();

interface Found {
  /** How often each kind was found. */
  kinds: Map<Failure, number>;
  strikes: string[];
}

function found(faults: FaultPlan["faults"]): Found {
  const strikes: string[] = [];
  const bench = new Bench(seed, faults, strikes);
  const kinds = new Map<Failure, number>();
  for (let cycle = 1; cycle <= CYCLES; cycle++)
    for (const kind of bench.cycle(cycle)) kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
  return { kinds, strikes };
}

test(`an honest disk: nothing, ASHLAR_SEED=${seed}`, () => {
  assert.deepEqual([...found({}).kinds], []);
});

/** So that each strikes in a short run, with whatever seed (a run has some fifty syncs); and a range has to hold more than one write to be told from
 * the loss of that write. */
const SETTINGS: Partial<Record<FaultName, FaultSetting>> = {
  "dead-device": { amount: CYCLES - 1 },
  "metadata-corruption": { amount: (SPAN_SECTORS / 4) * SECTOR_BYTES },
  stall: { probability: 0.01 },
  "read-error": { probability: 1, strikes_max: 2 },
  "sync-error": { probability: 0.3 },
  "no-space": { probability: 0.1 },
};

for (const fault of FAULT_NAMES)
  test(`${fault}: ${FAULTS[fault].causes.join(" or ") || "nothing"}, ASHLAR_SEED=${seed}`, () => {
    const causes: readonly Failure[] = FAULTS[fault].causes;
    const { kinds, strikes } = found({ [fault]: SETTINGS[fault] ?? {} });
    assert.ok(strikes.length > 0, "the fault struck");
    const told = `found: ${JSON.stringify([...kinds])}; struck: ${strikes.slice(0, 10).join("; ")}`;
    const others = [...kinds].filter(([kind]) => !causes.includes(kind));
    const count = others.reduce((sum, [, times]) => sum + times, 0);
    // Where a range that was lost holds one write between others that came back, it is the write
    // that was lost, as far as anybody outside can tell.
    const ambiguous = fault === "metadata-corruption" ? CYCLES : 0;
    assert.ok(count <= ambiguous, told);
    assert.equal(
      causes.some((kind) => kinds.has(kind)),
      causes.length > 0,
      told,
    );
  });
