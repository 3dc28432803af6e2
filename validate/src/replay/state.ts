/** States in which a function can be run: drawn at random, or what a solver found. */
import { ArrayValue, type Assignment, arrayOf, bitVector, variable } from "@ashlar/logic";
import type { Random } from "@ashlar/rapilog/random";
import { type Module, PAGE_BYTES, ValueType } from "@ashlar/semantics";

export interface State {
  readonly parameters: readonly bigint[];
  /** By index; undefined where nothing is known, as of floats. */
  readonly globals: readonly (bigint | undefined)[];
  /** All of linear memory. */
  readonly memory: Uint8Array;
}

/** More than this is not made for a replay. */
const PAGES_MAX = 64;
/** A solver likes large memories; often a part of one does as well. */
const PROPOSED_PAGES_MAX = 256;
const EDGES = [0n, 1n, 2n, 7n, 8n, 31n, 32n, 63n, 64n, 0x7fn, 0x80n, 0xffn, 0xffffn];
const HIGH_EDGES = [
  0x7fff_ffffn,
  0x8000_0000n,
  0xffff_ffffn,
  1n << 32n,
  1n << 63n,
  (1n << 64n) - 1n,
];

const widthOf = (type: ValueType) => (type === ValueType.I64 ? 64 : 32);
const isInteger = (type: ValueType) => type === ValueType.I32 || type === ValueType.I64;

/** How many pages a module's memory has at least; undefined where a replay cannot have so many. */
function pagesOf({ memories }: Module): number | undefined {
  const pages = memories[0]?.limits.minimum ?? 0;
  return pages <= PAGES_MAX ? pages : undefined;
}

/** Any state, with some parameters as proposed; undefined where the module cannot be run here. */
export function randomState(
  module: Module,
  index: number,
  random: Random,
  proposed?: State,
): State | undefined {
  const pages = pagesOf(module);
  const { type } = module.functions[index]!;
  if (pages === undefined || !type.parameters.every(isInteger)) return undefined;
  const any = (each: ValueType) =>
    BigInt.asUintN(widthOf(each), anyWord(random, pages * PAGE_BYTES));
  return {
    parameters: type.parameters.map((each, at) =>
      proposed !== undefined && random.chance(0.5) ? proposed.parameters[at]! : any(each),
    ),
    globals: module.globals.map((one) => startOf(one) ?? (isSet(one) ? any(one.type) : undefined)),
    memory: anyMemory(random, pages * PAGE_BYTES),
  };
}

type Global = Module["globals"][number];

const isSet = ({ mutable, import: imported, type }: Global) =>
  mutable && imported === undefined && isInteger(type);

/** The stack that clang makes lies below what its pointer is at the start. */
function startOf({ initial }: Global): bigint | undefined {
  if (initial?.kind === "i32") return BigInt.asUintN(32, BigInt(initial.value));
  return initial?.kind === "i64" ? BigInt.asUintN(64, initial.value) : undefined;
}

function anyWord(random: Random, memory_bytes: number): bigint {
  if (random.chance(0.3)) return random.pick(EDGES);
  if (random.chance(0.2)) return random.pick(HIGH_EDGES);
  if (random.chance(0.5) && memory_bytes > 0) return BigInt(random.below(memory_bytes));
  const word = (BigInt(random.below(2 ** 32)) << 32n) | BigInt(random.below(2 ** 32));
  return word >> BigInt(random.below(64));
}

/** Random bytes, often few different ones: so values meet, and lists have an end. */
function anyMemory(random: Random, length: number): Uint8Array {
  const part = random.bytes(Math.min(length, PAGE_BYTES));
  const mask = random.pick([0, 1, 3, 0x7f, 0xff]);
  const memory = new Uint8Array(length);
  for (let at = 0; at < length; at += part.length)
    memory.set(
      part.map((byte) => byte & mask),
      at,
    );
  return memory;
}

/** What a solver found, by the names that the equation gives to its unknowns. */
export function stateOf(module: Module, index: number, model: Assignment): State | undefined {
  const found_pages = Number(model.get(variable("pages", bitVector(32))) ?? 0n);
  const pages = Math.min(found_pages, PROPOSED_PAGES_MAX);
  const { parameters } = module.functions[index]!.type;
  if (!parameters.every(isInteger)) return undefined;
  const number = (name: string, type: ValueType) =>
    (model.get(variable(name, bitVector(widthOf(type)))) ?? 0n) as bigint;
  const memory = new Uint8Array(pages * PAGE_BYTES);
  const found = model.get(variable("memory", arrayOf(32, 8)));
  if (found instanceof ArrayValue) {
    const { elsewhere, elements } = found.contents();
    memory.fill(Number(elsewhere));
    for (const [at, byte] of elements) if (at < memory.length) memory[Number(at)] = Number(byte);
  }
  return {
    parameters: parameters.map((type, at) => number(`parameter ${at}`, type)),
    globals: module.globals.map((one, at) =>
      isSet(one) ? number(`global ${at}`, one.type) : startOf(one),
    ),
    memory,
  };
}
