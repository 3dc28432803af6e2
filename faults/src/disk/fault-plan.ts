/**
 * Which faults are switched on, and when each strikes.
 *
 * Every throw of the dice depends on the seed, the fault and how often it was thrown before, and
 * on nothing else: switching one fault on or off leaves the others where they were, and the state
 * is a few counters, which a snapshot can keep.
 */
import { linux } from "@ashlar/disk";
import { Random } from "@ashlar/rapilog/random";
import { mix } from "../mix.js";
import type { Clock } from "./disk.js";
import { FAULT_NAMES, FAULTS, type FaultName, type InjectedFault } from "./injected.js";
import type { ByteRange } from "./pages.js";

/** How a fault is switched on; what is left out is as in `FAULTS`. */
export interface FaultSetting {
  /** The chance per occasion, 0 to 1. */
  probability?: number;
  /** See the fault's `amount`. */
  amount?: number;
  /** How often it strikes at most; default: always again. */
  strikes_max?: number;
}

export interface FaultPlan {
  readonly seed: number;
  /** Those named are on. */
  readonly faults: Readonly<Partial<Record<FaultName, FaultSetting>>>;
}

/** One strike of a fault: what was done to the disk, for the log and for the judge. */
export interface FaultEvent {
  fault: FaultName;
  /** The number of the request, or of the next one for what a power cut did. */
  operation: number;
  time_ns: number;
  /** The bytes concerned; length 0 where none are. */
  offset: number;
  length: number;
  detail: string;
}

/** How often each fault was thrown for, and struck. */
export interface DiceState {
  readonly thrown: number[];
  readonly struck: number[];
}

export class Faults {
  readonly #plan: FaultPlan;
  readonly #clock: Clock;
  readonly #onFault: (event: FaultEvent) => void;
  #thrown = FAULT_NAMES.map(() => 0);
  #struck = FAULT_NAMES.map(() => 0);

  constructor(plan: FaultPlan, clock: Clock, onFault: (event: FaultEvent) => void = () => {}) {
    this.#plan = plan;
    this.#clock = clock;
    this.#onFault = onFault;
  }

  /** Whether a fault strikes at this occasion: then a generator for its details. */
  throw(fault: FaultName): Random | undefined {
    const setting = this.#plan.faults[fault];
    if (setting === undefined) return undefined;
    const index = FAULT_NAMES.indexOf(fault);
    const random = new Random(mix(this.#plan.seed, index, this.#thrown[index]!++));
    const strikes = random.chance(setting.probability ?? FAULTS[fault].probability);
    if (!strikes || this.#struck[index]! >= (setting.strikes_max ?? Infinity)) return undefined;
    this.#struck[index]! += 1;
    return random;
  }

  amount(fault: FaultName): number {
    const injected: InjectedFault = FAULTS[fault];
    return this.#plan.faults[fault]?.amount ?? injected.amount?.value ?? 0;
  }

  isOn(fault: FaultName): boolean {
    return this.#plan.faults[fault] !== undefined;
  }

  log(fault: FaultName, operation: number, range: ByteRange, detail: string): void {
    const { offset, length } = range;
    this.#onFault({ fault, operation, time_ns: this.#clock.now_ns, offset, length, detail });
  }

  /** Logs the fault, and fails the system call that it makes fail. */
  fail(fault: FaultName, call: string, operation: number, range: ByteRange, detail: string): never {
    this.log(fault, operation, range, detail);
    throw new linux.SystemError(call, fault === "no-space" ? linux.ENOSPC : linux.EIO);
  }

  snapshot(): DiceState {
    return { thrown: this.#thrown.slice(), struck: this.#struck.slice() };
  }

  restore({ thrown, struck }: DiceState): void {
    this.#thrown = thrown.slice();
    this.#struck = struck.slice();
  }
}
