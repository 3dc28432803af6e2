/** Writes modules in the binary format, for tests: as short as the format allows. */
import { PREFIX } from "../rows/row.js";
import { ROWS } from "../rows/table.js";
import type { FunctionType, GlobalType } from "../types.js";

const PREFIX_FACTOR = 2 ** 32;

const opcodes = new Map<string, number[]>();
for (const { name, opcode } of ROWS)
  if (!opcodes.has(name))
    opcodes.set(name, opcode < 0x100 ? [opcode] : [PREFIX, opcode % PREFIX_FACTOR]);

/** An instruction, with its immediates as bytes. */
export function op(name: string, ...immediates: readonly number[]): number[] {
  const opcode = opcodes.get(name);
  if (opcode === undefined) throw new RangeError(`no instruction ${name}`);
  return [...opcode, ...immediates];
}

export function unsigned(value: number): number[] {
  const bytes: number[] = [];
  let rest = value;
  for (; rest >= 0x80; rest = Math.floor(rest / 0x80)) bytes.push((rest % 0x80) | 0x80);
  return [...bytes, rest];
}

export function signed(value: bigint | number): number[] {
  const bytes: number[] = [];
  for (let rest = BigInt(value); ; rest >>= 7n) {
    const low = Number(rest & 0x7fn);
    const isLast = rest >= -64n && rest < 64n;
    bytes.push(isLast ? low : low | 0x80);
    if (isLast) return bytes;
  }
}

const vector = (items: readonly (readonly number[])[]) => [
  ...unsigned(items.length),
  ...items.flat(),
];
const sized = (bytes: readonly number[]) => [...unsigned(bytes.length), ...bytes];
const text = (value: string) => sized([...new TextEncoder().encode(value)]);
const section = (id: number, items: readonly (readonly number[])[]) =>
  items.length === 0 ? [] : [id, ...sized(vector(items))];

export interface FunctionText {
  type: FunctionType;
  locals: readonly number[];
  /** Without the `end`. */
  body: readonly number[];
}

export interface DataText {
  bytes: readonly number[];
  /** The address; undefined for a passive segment. */
  to: number | undefined;
}

export interface ModuleText {
  functions: readonly FunctionText[];
  /** Types beyond the functions' own, for blocks; their indices come after those. */
  types?: readonly FunctionType[];
  memory?: { minimum: number; maximum: number };
  globals?: readonly (GlobalType & { value: bigint })[];
  data?: readonly DataText[];
}

function functionType({ parameters, results }: FunctionType): number[] {
  return [
    0x60,
    ...vector(parameters.map((type) => [type])),
    ...vector(results.map((type) => [type])),
  ];
}

function constant(type: number, value: bigint): number[] {
  return [...op(type === 0x7f ? "i32.const" : "i64.const"), ...signed(value), 0x0b];
}

function code({ locals, body }: FunctionText): number[] {
  return sized([...vector(locals.map((type) => [1, type])), ...body, 0x0b]);
}

/** Exports so many functions f0, f1, …, globals g0, g1, … and perhaps the memory m. */
export function exportSection(functions: number, globals: number, hasMemory = false): number[] {
  const named = (count: number, prefix: string, kind: number) =>
    Array.from({ length: count }, (_, at) => [...text(`${prefix}${at}`), kind, ...unsigned(at)]);
  const memory = hasMemory ? [[...text("m"), 2, 0]] : [];
  return section(7, [...named(functions, "f", 0), ...named(globals, "g", 3), ...memory]);
}

/** A module that exports its functions as f0, f1, …, its globals as g0, g1, … and its memory as m. */
export function assemble(module: ModuleText): Uint8Array {
  const { functions, types = [], memory, globals = [], data = [] } = module;
  const segments = data.map(({ bytes, to }) => [
    ...(to === undefined ? [1] : [0, ...constant(0x7f, BigInt(to))]),
    ...sized(bytes),
  ]);
  const limits = ({ minimum, maximum }: { minimum: number; maximum: number }) => [
    1,
    ...unsigned(minimum),
    ...unsigned(maximum),
  ];
  return Uint8Array.from([
    ...[0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00],
    ...section(1, [...functions.map(({ type }) => type), ...types].map(functionType)),
    ...section(
      3,
      functions.map((_, index) => unsigned(index)),
    ),
    ...section(5, memory === undefined ? [] : [limits(memory)]),
    ...section(
      6,
      globals.map(({ type, mutable, value }) => [type, mutable ? 1 : 0, ...constant(type, value)]),
    ),
    ...exportSection(functions.length, globals.length, memory !== undefined),
    ...(data.length === 0 ? [] : [12, ...sized(unsigned(data.length))]),
    ...section(10, functions.map(code)),
    ...section(11, segments),
  ]);
}
