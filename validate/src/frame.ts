/**
 * What a machine's function finds when it begins: where its stack, its instance and linear memory
 * are, as unknowns, and what is in memory that never changes.
 *
 * Assumed: these parts of memory do not overlap, linear memory does not wrap around, and the caller
 * obeys the calling convention (RISC-V psABI, chapter 2, LP64): integers of 32 bits are
 * sign-extended, arguments from the ninth on lie on the stack.
 */
import {
  add,
  bigintOf,
  bitVector,
  concat,
  constant,
  extract,
  fromBytes,
  isLiteral,
  literalOf,
  numberOr,
  shapeOf,
  signExtend,
  sortOf,
  sub,
  type Term,
  ult,
  variable,
  zeroExtend,
} from "@ashlar/logic";
import { giveUp, riscv } from "@ashlar/semantics";
import type { Layout, Place } from "./layout.js";

const { Register } = riscv;
const ARGUMENT_REGISTERS = 8;
const WORD_BYTES = 8;
/** Of pages of linear memory. */
const PAGE_SHIFT = 16;
/** Addresses so near before linear memory are where code counts from that goes behind its first byte. */
const NEAR_BYTES = 4096n;

export type Own = "stack" | "instance" | "static" | "record";

/** Where an access is, as the form of its address says. */
export type Found =
  | { readonly region: Own; readonly offset: number }
  /** So many bytes behind linear memory's first: 64 bits. */
  | { readonly region: "linear"; readonly index: Term }
  /** Among constants: at an address that is not known, so many bytes (64 bits) behind one that is. */
  | { readonly region: "table"; readonly start: number; readonly index: Term };

export interface FrameOptions {
  readonly layout: Layout;
  readonly program: riscv.Program;
  /** Values of parameters and, by index, of globals. */
  readonly parameters: readonly Term[];
  readonly globals: readonly (Term | undefined)[];
  /** Linear memory's size, 32 bits. */
  readonly pages: Term;
}

const long = (name: string) => variable(name, bitVector(64));

export class Frame {
  readonly stackPointer = long("sp");
  readonly instance = long("instance");
  /** Of an imported memory. */
  readonly record = long("memory record");
  readonly returnAddress = concat(variable("ra", bitVector(63)), constant(1, 0));
  readonly base: Term;
  readonly pages64: Term;
  /** In bytes. */
  readonly size64: Term;
  #unknowns = 0;
  readonly #constants: readonly { start: number; bytes: Uint8Array; end: number }[];

  constructor(readonly options: FrameOptions) {
    const { memory } = options.layout;
    this.base = memory.kind === "address" ? constant(64, memory.address) : long("base");
    this.pages64 = zeroExtend(options.pages, 64);
    this.size64 = concat(extract(this.pages64, 63 - PAGE_SHIFT, 0), constant(PAGE_SHIFT, 0));
    // What is loaded is what segments say; sections only tell debuggers about it.
    this.#constants = options.program.segments
      .filter(({ isWritable, bytes }) => !isWritable && bytes.length > 0)
      .map(({ address, bytes }) => ({ start: address, bytes, end: address + bytes.length }));
  }

  /** Something of which nothing is known. */
  unknown(name: string, width: number): Term {
    return variable(`${name}?${this.#unknowns++}`, bitVector(width));
  }

  /** What is known at the start. */
  get hypotheses(): Term[] {
    const known = [ult(this.options.pages, constant(32, 0x1_0001))];
    return isLiteral(this.base) ? known : [...known, ult(this.base, constant(64, 1n << 62n))];
  }

  get arguments(): Term[] {
    const { layout, parameters } = this.options;
    const values = parameters.map((value) => signExtend(value, 64));
    return layout.hasInstance ? [this.instance, ...values] : values;
  }

  /** The start value of a register. */
  register(index: number): Term {
    if (index === Register.ra) return this.returnAddress;
    if (index === Register.sp) return this.stackPointer;
    const argument = index - Register.a0;
    if (argument >= 0 && argument < ARGUMENT_REGISTERS) {
      const value = this.arguments[argument];
      if (value !== undefined) return value;
    }
    const { memory } = this.options.layout;
    const based =
      memory.kind === "address"
        ? memory.registers?.find(({ register }) => register === index)
        : undefined;
    if (based !== undefined) return add(this.base, constant(64, based.offset));
    return long(`x${index}`);
  }

  locate(address: Term): Found {
    if (isLiteral(address) && !this.#isInMemory(address))
      return { region: "static", offset: numberOr(address, -1) };
    const onStack = sub(address, this.stackPointer);
    if (isLiteral(onStack)) return { region: "stack", offset: signed(onStack) };
    const inInstance = sub(address, this.instance);
    if (isLiteral(inInstance)) return { region: "instance", offset: signed(inInstance) };
    const inRecord = sub(address, this.record);
    if (isLiteral(inRecord)) return { region: "record", offset: signed(inRecord) };
    return this.#table(address) ?? { region: "linear", index: sub(address, this.base) };
  }

  /** What is read among constants, if the form of an address says so. */
  #table(address: Term): (Found & { region: "table" }) | undefined {
    const [literal, index] = literalOf(address);
    const start = numberOr(literal, -1);
    if (this.constantByte(start) === undefined) return undefined;
    const isNear = isLiteral(this.base) && bigintOf(literal) >= bigintOf(this.base) - NEAR_BYTES;
    return isNear || isAddend(this.base, index) ? undefined : { region: "table", start, index };
  }

  /** Only where linear memory is at an address that is known. */
  #isInMemory(address: Term): boolean {
    return isLiteral(this.base) && bigintOf(address) >= bigintOf(this.base);
  }

  /** What a word of a region other than linear memory holds at the start. */
  word(region: Own, offset: number): Term {
    const argument = offset / WORD_BYTES + ARGUMENT_REGISTERS;
    if (region === "stack" && offset >= 0)
      return this.arguments[argument] ?? long(`stack+${offset}`);
    return fromBytes(
      Array.from({ length: WORD_BYTES }, (_, at) => this.#byte(region, offset + at)),
    );
  }

  /** Whether arguments of a function of so many lie at an offset behind its stack pointer. */
  isArgument(offset: number): boolean {
    const above = this.arguments.length - ARGUMENT_REGISTERS;
    return offset >= 0 && offset < above * WORD_BYTES;
  }

  #byte(region: Own, offset: number): Term {
    for (const { at, value } of this.fields(region)) {
      const inside = offset - at;
      const bytes = valueBytes(value);
      if (inside >= 0 && inside < bytes) return extract(value, inside * 8 + 7, inside * 8);
    }
    return (
      (region === "static" ? this.constantByte(offset) : undefined) ??
      variable(`${region}[${offset}]`, bitVector(8))
    );
  }

  /** A byte of what the program's file says and nobody changes. */
  constantByte(address: number): Term | undefined {
    const section = this.#constants.find(({ start, end }) => start <= address && address < end);
    return section && constant(8, section.bytes[address - section.start]!);
  }

  /** Where constants end that begin at an address: at another symbol's, or with their segment. */
  tableEnd(start: number): number {
    const segment = this.#constants.find((one) => one.start <= start && start < one.end);
    const behind = this.options.program.symbols.map(({ address }) => address);
    return Math.min(segment?.end ?? start, ...behind.filter((address) => address > start));
  }

  /** What is kept in a region, with the values at the start. */
  fields(region: Own): { at: number; value: Term; global?: number }[] {
    const { layout, globals } = this.options;
    const found: { at: number; value: Term; global?: number }[] = [];
    const put = (place: Place | undefined, value: Term | undefined, global?: number) => {
      if (place === undefined || value === undefined) return;
      const at = offsetIn(region, place);
      if (at !== undefined) found.push({ at, value, ...(global !== undefined && { global }) });
    };
    layout.globals.forEach((place, index) => {
      put(place, globals[index], index);
    });
    if (layout.memory.kind === "pointer") {
      put(layout.memory.place, this.base);
      put(layout.memory.record, this.record);
    }
    put(layout.memoryPages, this.pages64);
    put(layout.memorySize, this.size64);
    return found;
  }

  /** Gives up where not each byte of a store is a global's: compilers merge stores to several. */
  requireGlobals(region: Own, offset: number, bytes: number): void {
    const globals = this.fields(region).filter(({ global }) => global !== undefined);
    for (let at = offset; at < offset + bytes; at++)
      if (!globals.some((one) => one.at <= at && at < one.at + valueBytes(one.value)))
        giveUp(`it writes to ${region} memory that is no global's (at ${at})`);
  }
}

/** Whether a sum has a part, as the linear memory's addresses have its beginning. */
function isAddend(part: Term, sum: Term): boolean {
  if (part === sum) return true;
  const { operator, parts } = shapeOf(sum);
  return operator === "add" && parts.some((one) => isAddend(part, one));
}

const valueBytes = (value: Term) => sortOf(value) / 8;
const signed = (term: Term) => Number(BigInt.asIntN(64, bigintOf(term)));

function offsetIn(region: Own, place: Place): number | undefined {
  if (place.kind === "address") return region === "static" ? place.address : undefined;
  return place.kind === region ? place.offset : undefined;
}
