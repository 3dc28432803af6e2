/**
 * Memory as a machine's function finds it, in parts that do not overlap: its stack, its instance, the
 * record of an imported memory, static variables and constants, each in words of 8 bytes at offsets that are known; and linear
 * memory, which is the very kind of memory that WebAssembly has. In which part an access is, is read
 * off the form of its address: whatever has no other form is taken for linear memory, and whether it
 * is inside that is among the run's faults, none of which may happen.
 */
import {
  add,
  and,
  concat,
  constant,
  extract,
  FALSE,
  fromBytes,
  literalOf,
  not,
  numberOf,
  sortOf,
  type Term,
  ule,
  ult,
} from "@ashlar/logic";
import { giveUp, type Join, type riscv, type TermMemory } from "@ashlar/semantics";
import type { Frame, Own } from "./frame.js";
import { lowBits } from "./low-bits.js";
import { tableAt } from "./tables.js";

const WORD_BYTES = 8;
const REGIONS: readonly Own[] = ["stack", "instance", "static", "record"];
/** Of sums of an address in linear memory and a length. */
const SUM_BITS = 34;

type Words = Map<number, Term>;

export class MachineMemory implements riscv.Place {
  private constructor(
    readonly frame: Frame,
    public linear: TermMemory,
    private readonly words: Readonly<Record<Own, Words>>,
    /** Which calls were made: the number of the last one. */
    public history: Term,
    private readonly code: (address: number) => number | undefined,
  ) {}

  static start(
    frame: Frame,
    linear: TermMemory,
    history: Term,
    code: (address: number) => number | undefined,
  ): MachineMemory {
    const words = Object.fromEntries(REGIONS.map((region) => [region, new Map()]));
    return new MachineMemory(frame, linear, words as Record<Own, Words>, history, code);
  }

  parcel(address: number): number | undefined {
    return this.code(address);
  }

  isOutside(address: Term, bytes: number): Term {
    const found = this.frame.locate(address);
    if (found.region === "table") return tableAt(this.frame, found, bytes).isOutside;
    if (found.region !== "linear") return FALSE;
    const [literal, other] = literalOf(found.index);
    // As WebAssembly says it, so that it is the same term.
    if (isNarrow(literal) && isNarrow(other))
      return this.linear.isOutside(low(other), numberOf(literal), bytes);
    const isNear = ult(found.index, constant(64, 1n << 33n));
    const end = add(extract(found.index, SUM_BITS - 1, 0), constant(SUM_BITS, bytes));
    return not(and(isNear, ule(end, extract(this.frame.size64, SUM_BITS - 1, 0))));
  }

  load(address: Term, bytes: number): Term {
    const found = this.frame.locate(address);
    if (found.region === "linear") return this.linear.load(low(found.index), bytes);
    if (found.region === "table") return tableAt(this.frame, found, bytes).value;
    return this.loadOwn(found.region, found.offset, bytes);
  }

  loadOwn(region: Own, offset: number, bytes: number): Term {
    const first = offset - modulo(offset, WORD_BYTES);
    const low = offset - first;
    const word = this.#word(region, first);
    if (low + bytes <= WORD_BYTES) return extract(word, (low + bytes) * 8 - 1, low * 8);
    const parts = Array.from({ length: bytes }, (_, at) => this.loadOwn(region, offset + at, 1));
    return fromBytes(parts);
  }

  #word(region: Own, offset: number): Term {
    const known = this.words[region].get(offset);
    if (known !== undefined) return known;
    // What nobody has written on the stack is arbitrary, and another thing each time.
    const isArbitrary = region === "stack" && offset < 0;
    const word = isArbitrary ? this.frame.unknown("stack", 64) : this.frame.word(region, offset);
    this.words[region].set(offset, word);
    return word;
  }

  store(address: Term, value: Term): void {
    const found = this.frame.locate(address);
    if (found.region === "linear") this.linear.store(low(found.index), value);
    else if (found.region === "table") giveUp("it writes to constants");
    else this.storeOwn(found.region, found.offset, value);
  }

  storeOwn(region: Own, offset: number, value: Term): void {
    const bytes = sortOf(value) / 8;
    if (region !== "stack") this.frame.requireGlobals(region, offset, bytes);
    else if (offset + bytes > 0 && !this.frame.isArgument(offset))
      giveUp("it writes to its caller's part of the stack");
    const first = offset - modulo(offset, WORD_BYTES);
    const low = offset - first;
    if (low + bytes > WORD_BYTES) {
      for (let at = 0; at < bytes; at++)
        this.storeOwn(region, offset + at, extract(value, at * 8 + 7, at * 8));
      return;
    }
    let word = value;
    const before = this.#word(region, first);
    if (low > 0) word = concat(word, extract(before, low * 8 - 1, 0));
    if (low + bytes < WORD_BYTES) word = concat(extract(before, 63, (low + bytes) * 8), word);
    this.words[region].set(first, word);
  }

  /** Forgets what is on the stack below an offset: a call may have overwritten it. */
  forgetBelow(offset: number): void {
    for (const at of [...this.words.stack.keys()]) if (at < offset) this.words.stack.delete(at);
  }

  /** What is on the stack, by offset. */
  stackWords(): ReadonlyMap<number, Term> {
    return new Map(this.words.stack);
  }
  setStackWord(offset: number, value: Term): void {
    this.words.stack.set(offset, value);
  }

  /** The value of a global with a place. */
  global(index: number): Term | undefined {
    for (const region of REGIONS)
      for (const { at, value, global } of this.frame.fields(region))
        if (global === index) return this.loadOwn(region, at, sortOf(value) / 8);
    return undefined;
  }

  setGlobal(index: number, value: Term): void {
    for (const region of REGIONS)
      for (const { at, global } of this.frame.fields(region))
        if (global === index) this.storeOwn(region, at, value);
  }

  fork(): MachineMemory {
    const words = Object.fromEntries(
      REGIONS.map((region) => [region, new Map(this.words[region])]),
    ) as Record<Own, Words>;
    const { frame, linear, history, code } = this;
    return new MachineMemory(frame, linear.fork(), words, history, code);
  }

  joined(other: riscv.Place, join: Join): MachineMemory {
    if (!(other instanceof MachineMemory)) return giveUp("two kinds of memory meet");
    const words = Object.fromEntries(
      REGIONS.map((region) => {
        const offsets = new Set([...this.words[region].keys(), ...other.words[region].keys()]);
        const word = (at: number) => join.choose(this.#word(region, at), other.#word(region, at));
        return [region, new Map([...offsets].map((at) => [at, word(at)]))];
      }),
    ) as Record<Own, Words>;
    const linear = this.linear.joined(other.linear, join);
    const history = join.choose(this.history, other.history);
    return new MachineMemory(this.frame, linear, words, history, this.code);
  }
}

const isNarrow = (term: Term) => extract(term, 63, 32) === constant(32, 0);

const low = (term: Term) => lowBits(term, 32);

const modulo = (value: number, by: number) => ((value % by) + by) % by;
