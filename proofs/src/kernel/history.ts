/**
 * Random histories of system calls by threads that take turns. Arguments are drawn from what there
 * is, so that most calls get far, and now and then from anywhere.
 */
import * as numbers from "@ashlar/kernel/interface";
import { GENERATION_MAX } from "@ashlar/kernel/layout";
import type { Random } from "@ashlar/rapilog/random";
import { fields, firstPages } from "@ashlar/spec/kernel";
import { company } from "./company.js";
import { type Argument, DRAWS, FAVOURITES, WAITING_CALLS } from "./draws.js";
import { INDICES, USES } from "./homes.js";
import { emptySlots, filledSlots } from "./own-space.js";
import { PAGES, SLOTS_USED } from "./plan.js";
import { isSweeping, skip } from "./sweeping.js";
import { RECORD, Twin, type TwinOptions } from "./twin.js";

/** One call by the thread that runs, or a tick, as it can be written down and made again. */
export interface Step {
  /** A call's number; or what else makes the kernel run. */
  readonly call: number | "tick" | "interrupt" | "fault" | "skip";
  readonly registers: readonly bigint[];
}

const EDGES = [0n, 255n, 256n, 2n ** 20n, 2n ** 32n - 1n, 2n ** 32n, 2n ** 63n, 2n ** 64n - 1n];

/** A kernel just booted, on memory that held anything; some pages have few generations left. */
export function freshTwin(random: Random, options: Omit<TwinOptions, "record"> = {}): Twin {
  const { first } = firstPages({ ...RECORD, pages: PAGES });
  const image = { first, text: first + random.below(2), end: first + 1 + random.below(2) };
  const record = random.chance(0.5) ? { image } : {};
  const twin = new Twin(PAGES, { filling: random.below(256), record, ...options });
  for (let page = twin.free; page < PAGES; page++)
    if (random.chance(0.1)) twin.set(fields.GENERATION, page, 0, GENERATION_MAX - random.below(3));
  return twin;
}

const { INDIRECTION, ENDPOINT } = numbers;
const FRAMES = [numbers.FRAME, numbers.DEVICE_FRAME, numbers.DMA_FRAME];
const [TICKS, FAULTS, INTERRUPTS, IDLE_INTERRUPTS] = [0.03, 0.02, 0.03, 0.4];
/** By how much a call is more frequent in one history than in others. */
const EMPHASES = [0, 1, 1, 1, 1, 1, 8];
/** How often the last that is ready is kept from waiting. */
const KEPT_AWAKE = 0.9;
/** So many calls that get nowhere are drawn again. */
const DRAWS_MORE = 3;

export class History {
  readonly #weights: number[];
  /** What comes first: mostly a few threads, and something to talk by. */
  readonly #planned: Step[];
  /** Most objects of a history are of this type. */
  readonly #favourite: number;
  /** The type that the last table was drawn to be. */
  #innerTable: number = numbers.LEAF_TABLE;
  /** And what the last page was drawn to become. */
  #newType: number = numbers.FREE;
  /** How many interrupts were drawn of sources that there are not. */
  #beyond = 0;

  constructor(
    readonly random: Random,
    readonly twin: Twin,
  ) {
    this.#planned = random.chance(0.8) ? company(random) : [];
    this.#favourite = random.pick(FAVOURITES);
    this.#weights = DRAWS.map(({ weight }) => weight * random.pick(EMPHASES));
  }

  /** The next step. */
  draw(): Step {
    const { random } = this;
    const planned = this.#planned.shift();
    if (planned !== undefined) return planned;
    const isIdle = this.twin.current === 0;
    if (random.chance(isIdle ? IDLE_INTERRUPTS : INTERRUPTS))
      return { call: "interrupt", registers: [BigInt(this.#drawSource())] };
    if (isIdle || random.chance(TICKS)) return { call: "tick", registers: [] };
    if (random.chance(FAULTS) && !this.#isLast())
      return { call: "fault", registers: [1n + BigInt(random.below(9)), 7n] };
    if (isSweeping(this.twin) && random.chance(0.5)) return { call: "skip", registers: [] };
    const call = random.chance(0.01) ? random.below(40) : this.#drawUseful();
    const registers = (DRAWS[call]?.arguments ?? []).map((kind) =>
      random.chance(0.03) ? random.pick(EDGES) : BigInt(this.#drawArgument(kind)),
    );
    while (registers.length < 8) registers.push(BigInt(random.below(100)));
    return { call, registers };
  }

  /** Whether nobody is ready beside who runs, in this domain; sometimes that is not looked at. */
  #isLast(): boolean {
    const domain = this.twin.read(fields.RUNNING_DOMAIN, 0);
    return this.twin.readBits(fields.READY_MAP, domain) === 0n && this.random.chance(KEPT_AWAKE);
  }

  /** A call that gets far, if a few draws come upon one. */
  #drawUseful(): number {
    let call = this.#drawCall();
    for (let more = DRAWS_MORE; more > 0 && this.#isUseless(call); more--) call = this.#drawCall();
    return call;
  }

  /** Whether nobody would be left to run, or what a call is for is in no slot. */
  #isUseless(call: number): boolean {
    if (WAITING_CALLS.has(call) && this.#isLast()) return true;
    if (call === numbers.REPLY && this.#owes() === 0) return this.random.chance(KEPT_AWAKE);
    const kind = DRAWS[call]!.arguments[0];
    if (kind === "frame") return this.#mappers().length === 0;
    return typeof kind === "number" && this.#slotsWith(kind).length === 0;
  }

  /** To whom the running thread must reply; 0: nobody. */
  #owes(): number {
    return this.twin.read(fields.THREAD.caller, this.twin.current);
  }

  #drawCall(): number {
    const sum = this.#weights.reduce((one, other) => one + other, 0);
    let left = this.random.below(Math.max(1, sum));
    const found = this.#weights.findIndex((weight) => {
      left -= weight;
      return left < 0;
    });
    return Math.max(0, found);
  }

  #drawArgument(kind: Argument): number {
    const { random } = this;
    const isGuided = random.chance(0.9);
    if (typeof kind === "number") return isGuided ? this.#slotWith(kind) : random.below(SLOTS_USED);
    switch (kind) {
      case "slot":
        return random.below(SLOTS_USED);
      case "page":
        return this.#dyingPage() ?? this.#page(random.chance(0.3));
      case "free page":
        return this.#page(isGuided);
      case "type":
        this.#newType = random.chance(0.5)
          ? this.#favourite
          : 1 + random.below(numbers.RETYPES - 1);
        return this.#newType;
      case "range":
        return (this.#newType === numbers.UNTYPED) === isGuided ? random.below(PAGES + 1) : 0;
      case "rights":
        return random.chance(0.6) ? numbers.ALL_RIGHTS : random.below(256);
      case "target":
        return random.chance(0.5) ? this.#slotWith(INDIRECTION) : random.below(SLOTS_USED);
      case "endpoint":
        return this.#slotWith(ENDPOINT) + this.#drawTransfer();
      case "priority":
        return random.pick([0, 1, 1, 62, 63, 64]);
      case "register":
        return random.below(numbers.REGISTERS - numbers.WORDS + 2);
      case "badge":
        return random.below(numbers.MAPPING_SLOTS + 2);
      case "inner table":
        this.#innerTable = random.pick([numbers.MIDDLE_TABLE, numbers.LEAF_TABLE]);
        return this.#slotWith(this.#innerTable);
      case "parent table":
        return this.#slotWith(this.#innerTable - (isGuided ? 1 : 0));
      case "index":
        return isGuided ? random.pick(INDICES) : random.pick([numbers.TABLE_ENTRIES, 510]);
      case "frame":
        return isGuided ? this.#pick(this.#mappers()) : this.#slotWith(numbers.FRAME);
      case "use":
        return random.chance(0.8) ? random.pick(USES) : random.below(numbers.ALL_RIGHTS + 1);
    }
  }

  /** Slots from and into which a capability may go with a message. */
  #drawTransfer(): number {
    const from = this.#drawSlot(filledSlots(this.twin));
    const into = this.#drawSlot(emptySlots(this.twin));
    return from * 2 ** numbers.GRANT_BIT + into * 2 ** numbers.ACCEPT_BIT;
  }

  /** 1 + a slot, mostly one of those; or 0. */
  #drawSlot(slots: readonly number[]): number {
    const { random } = this;
    if (random.chance(0.5)) return 0;
    return 1 + (random.chance(0.3) ? random.below(SLOTS_USED) : this.#pick(slots));
  }

  /** A source; beyond the last each in turn, so that every page is once where its handler would be. */
  #drawSource(): number {
    const source = this.random.below(RECORD.interrupts + 2);
    return source <= RECORD.interrupts ? source : source + (this.#beyond++ % PAGES);
  }

  /** A slot of the running thread's space with a capability to an object of a type. */
  #slotWith(type: number): number {
    return this.#pick(this.#slotsWith(type));
  }

  #slotsWith(type: number): number[] {
    return filledSlots(this.twin, (page) => this.#isOf(page, type));
  }

  /** Those with a capability that may map a frame, or whose badge is just too large. */
  #mappers(): number[] {
    return filledSlots(this.twin, (page, badge) => {
      const type = this.twin.read(fields.TYPE, page);
      return FRAMES.includes(type) && badge >= 1 && badge <= numbers.MAPPING_SLOTS + 1;
    });
  }

  #pick(slots: readonly number[]): number {
    return slots.length === 0 ? this.random.below(SLOTS_USED) : this.random.pick(slots);
  }

  /** Whether a page is of a type; what an Indirection stands for may be of any. */
  #isOf(page: number, type: number): boolean {
    const found = this.twin.read(fields.TYPE, page);
    return found === type || (found === numbers.INDIRECTION && this.random.chance(0.25));
  }

  /** Mostly what was begun is gone on with. */
  #dyingPage(): number | undefined {
    const { twin, random } = this;
    if (random.chance(0.3)) return undefined;
    const pages = Array.from({ length: PAGES }, (_, page) => page);
    return pages.find((page) => twin.read(fields.DYING, page) === 1);
  }

  #page(isFree: boolean): number {
    const { twin, random } = this;
    if (random.chance(0.05)) return PAGES;
    const first = random.chance(0.1) ? 0 : twin.free;
    const pages = Array.from({ length: PAGES - first }, (_, at) => first + at).filter(
      (page) => (twin.read(fields.TYPE, page) === numbers.FREE) === isFree,
    );
    return pages.length === 0 ? random.below(PAGES) : random.pick(pages);
  }
}

/** Makes a step: what the caller is answered by now; a tick answers nobody. */
export function take(twin: Twin, { call, registers }: Step): number | undefined {
  if (call === "tick") twin.tick();
  else if (call === "interrupt") twin.interrupt(Number(registers[0]));
  else if (call === "skip") skip(twin);
  else if (twin.current === 0) return undefined;
  else if (call === "fault") twin.fault(registers[0]!, registers[1]!);
  else return twin.call(call, registers);
  return undefined;
}
