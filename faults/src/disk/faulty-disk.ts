/**
 * A disk that fails as it is told to: the faults of `injected.ts`, over pristine bytes.
 *
 * Without a fault switched on it equals `SimulatedDisk`. A request that was answered with an error
 * is no truth to keep: the pristine bytes take as much of it as arrived.
 */
import { linux } from "@ashlar/disk";
import type { Random } from "@ashlar/rapilog/random";
import { sample } from "./choices.js";
import type { DiskState, WriteOptions } from "./disk.js";
import { CALLS, type Choice, type Effect } from "./effect.js";
import { type DiceState, type FaultEvent, type FaultPlan, Faults } from "./fault-plan.js";
import { CACHE, MemoryDisk, type SimulatedDiskOptions } from "./memory-disk.js";
import { type ByteRange, NOWHERE } from "./pages.js";
import { strikes, strikesAtCuts } from "./power-faults.js";
import { TwinImage, type TwinState } from "./twin-image.js";
import { reachesHole, wrongAddress } from "./write-faults.js";

export interface FaultyDiskOptions extends SimulatedDiskOptions {
  plan: FaultPlan;
  /** Told of every strike. */
  onFault?: (event: FaultEvent) => void;
}

interface State {
  image: TwinState;
  latency: Float64Array;
  dice: DiceState;
  nextNumber: number;
  cuts: number;
  dead: boolean;
}

export class FaultyDisk extends MemoryDisk {
  protected override readonly image: TwinImage;
  readonly #faults: Faults;
  #nextNumber = 0;
  #cuts = 0;
  #dead = false;

  constructor(options: FaultyDiskOptions) {
    super(options);
    this.#faults = new Faults(options.plan, this.clock, options.onFault);
    const remembers = strikesAtCuts(this.#faults);
    this.image = new TwinImage(this.bytes, this.sector_bytes, options.cache ?? CACHE, remembers);
  }

  override read(offset: number, into: Uint8Array): number {
    const range = { offset, length: into.length };
    const number = this.#begin("pread", range);
    if (!this.image.canRead(offset, into.length)) throw new linux.SystemError("pread", linux.EIO);
    if (this.#faults.throw("read-error"))
      this.#faults.fail("read-error", "pread", number, range, "EIO");
    this.image.current.read(offset, into);
    const completes_ns = this.latency.complete("read", range, this.clock.now_ns);
    return completes_ns + this.#stall_ns(number, range);
  }

  override sync(): number {
    const number = this.#begin("fdatasync", { offset: 0, length: this.bytes });
    const { now_ns } = this.clock;
    const completes_ns =
      this.latency.complete("flush", NOWHERE, now_ns) + this.#stall_ns(number, NOWHERE);
    const random = this.#faults.throw("sync-error");
    if (random !== undefined) this.#failSync(number, random);
    const true_ns = this.#trulyDurable_ns(number, NOWHERE, completes_ns);
    this.image.promise(now_ns, completes_ns, true_ns);
    return completes_ns;
  }

  override cut(choice: Choice, at_ns = this.clock.now_ns): void {
    const { survivors, brokenPromises } = this.image.cut(choice, at_ns);
    for (const effect of brokenPromises)
      this.#faults.log("lying-flush", effect.number, effect, "was said to be durable, and is lost");
    const { current: now, lastCut: before } = this.image;
    const after = { survivors, now, before, sector_bytes: this.sector_bytes };
    for (const strike of strikes(after, this.#faults)) {
      this.image.strike(strike);
      this.#faults.log(strike.fault, this.#nextNumber, strike, strike.detail);
    }
    this.image.powerIsBack();
    this.latency.reset();
    this.#cuts += 1;
    this.#perhapsDie();
  }

  override snapshot(): DiskState {
    const state: State = {
      image: this.image.snapshot(),
      latency: this.latency.snapshot(),
      dice: this.#faults.snapshot(),
      nextNumber: this.#nextNumber,
      cuts: this.#cuts,
      dead: this.#dead,
    };
    return state;
  }

  override restore(given: DiskState): void {
    const state = given as State;
    this.image.restore(state.image);
    this.latency.restore(state.latency);
    this.#faults.restore(state.dice);
    this.#nextNumber = state.nextNumber;
    this.#cuts = state.cuts;
    this.#dead = state.dead;
  }

  /** Reads the truth, whatever the disk makes of it. */
  readPristine(offset: number, into: Uint8Array): void {
    this.image.truth.read(offset, into);
  }

  /** Where the disk does not hold the truth: sectors that differ, and ranges that cannot be read. */
  damage(): ByteRange[] {
    return this.image.damage(this.sector_bytes);
  }

  protected override change(
    kind: Effect["kind"],
    range: ByteRange,
    options: WriteOptions | undefined,
    data?: Uint8Array,
  ): number {
    const number = this.#begin(CALLS[kind], range);
    const forced = options?.fua === true;
    const honest = this.latency.timesOf(kind, range, forced, this.clock.now_ns);
    const times = { ...honest, completes_ns: honest.completes_ns + this.#stall_ns(number, range) };
    const effect: Effect = { number, kind, ...range, ...times, ...(data && { data }) };
    this.#failAsTold(effect);
    this.image.addTruth(effect);
    const promised = honest.durable_ns < Infinity;
    const durable_ns = promised
      ? this.#trulyDurable_ns(number, effect, honest.durable_ns)
      : Infinity;
    this.#arriveAsTold({ ...effect, durable_ns });
    return times.completes_ns;
  }

  /** Throws where a fault has the request fail. */
  #failAsTold(effect: Effect): void {
    const { number, kind, length } = effect;
    const allocates =
      this.#faults.isOn("no-space") && kind !== "punch" && reachesHole(effect, this);
    if (allocates && this.#faults.throw("no-space"))
      this.#faults.fail("no-space", CALLS[kind], number, effect, "ENOSPC");
    const random = this.#faults.throw("write-error");
    if (random === undefined) return;
    const arrived = random.below(length / this.sector_bytes) * this.sector_bytes;
    if (arrived > 0) {
      const data = effect.data?.subarray(0, arrived);
      const part = { ...effect, length: arrived, ...(data && { data }) };
      this.image.addTruth(part);
      this.image.arrive(part, false);
    }
    this.#faults.fail("write-error", CALLS[kind], number, effect, `EIO after ${arrived} bytes`);
  }

  /** The drive resets itself: of what its cache held, something is gone; what is still under way
   * comes afterwards. */
  #failSync(number: number, random: Random): never {
    const { now_ns } = this.clock;
    const pending = this.image.pending(now_ns);
    const drawn = sample(pending, random, this.sector_bytes);
    const choice = pending.map(({ completes_ns }, at) =>
      completes_ns > now_ns ? "all" : drawn[at]!,
    );
    this.image.cut(choice, now_ns);
    this.#faults.fail("sync-error", "fdatasync", number, NOWHERE, "EIO; the cache lost something");
  }

  #arriveAsTold(effect: Effect): void {
    const { number, kind, offset, length } = effect;
    if (this.#faults.throw("lost-write")) {
      this.#faults.log("lost-write", number, effect, "acknowledged, never arrived");
      this.image.lose(effect);
      return;
    }
    const random = kind === "write" ? this.#faults.throw("flying-write") : undefined;
    const target = random === undefined ? offset : wrongAddress(effect, this, random);
    if (target !== offset)
      this.#faults.log("flying-write", number, { offset: target, length }, `meant for ${offset}`);
    this.image.arrive({ ...effect, offset: target }, kind === "write" && target === offset);
  }

  #begin(call: string, range: ByteRange): number {
    this.check(range);
    if (this.#dead) throw new linux.SystemError(call, linux.EIO);
    return this.#nextNumber++;
  }

  #stall_ns(number: number, range: ByteRange): number {
    if (!this.#faults.throw("stall")) return 0;
    const stall_ns = this.#faults.amount("stall");
    this.#faults.log("stall", number, range, `${stall_ns / 1e6} ms`);
    return stall_ns;
  }

  /** From when on what is acknowledged as durable really is. */
  #trulyDurable_ns(number: number, range: ByteRange, honest_ns: number): number {
    if (!this.#faults.throw("lying-flush")) return honest_ns;
    const lag_ns = this.#faults.amount("lying-flush");
    this.#faults.log("lying-flush", number, range, `true in ${lag_ns / 1e6} ms`);
    return honest_ns + lag_ns;
  }

  #perhapsDie(): void {
    if (this.#dead || this.#cuts < this.#faults.amount("dead-device")) return;
    if (!this.#faults.throw("dead-device")) return;
    this.#dead = true;
    const all = { offset: 0, length: this.bytes };
    this.#faults.log("dead-device", this.#nextNumber, all, `after ${this.#cuts} power cuts`);
  }
}
