/**
 * The core's module as V8 takes it, in any state: its globals start with given values and can be
 * read, any of its functions can be called, and nothing happens at the start. The code is the
 * file's, byte by byte.
 */
import { type Module, ValueType } from "@ashlar/semantics";

const HEADER_BYTES = 8;
const SECTION = { global: 6, export: 7, start: 8, data: 11, dataCount: 12 };
const KIND = { function: 0, global: 3 };
const END = 0x0b;

/** The name under which the function to be called is exported. */
export const CALLED = "called";
export const globalName = (index: number) => `global ${index}`;

function unsigned(value: number): number[] {
  const bytes = [];
  for (let rest = value; ; rest >>>= 7) {
    if (rest < 0x80) return [...bytes, rest];
    bytes.push((rest & 0x7f) | 0x80);
  }
}

function signed(value: bigint): number[] {
  const bytes = [];
  for (let rest = value; ; rest >>= 7n) {
    const low = Number(rest & 0x7fn);
    if (rest >= -0x40n && rest < 0x40n) return [...bytes, low];
    bytes.push(low | 0x80);
  }
}

interface Section {
  readonly id: number;
  readonly body: Uint8Array;
}

/** A number in the format's variable length, and where it ends. */
function readUnsigned(bytes: Uint8Array, from: number): { value: number; end: number } {
  let [value, end] = [0, from];
  for (let shift = 0; ; shift += 7) {
    const byte = bytes[end++]!;
    value += (byte & 0x7f) * 2 ** shift;
    if (byte < 0x80) return { value, end };
  }
}

function sectionsOf(bytes: Uint8Array): Section[] {
  const sections = [];
  for (let at = HEADER_BYTES; at < bytes.length; ) {
    const size = readUnsigned(bytes, at + 1);
    const end = size.end + size.value;
    sections.push({ id: bytes[at]!, body: bytes.subarray(size.end, end) });
    at = end;
  }
  return sections;
}

const [I32_CONST, I64_CONST] = [0x41, 0x42];

function globalSection({ globals }: Module, values: readonly bigint[]): number[] {
  const entries = globals.flatMap(({ type, mutable }, at) => {
    const isLong = type === ValueType.I64;
    const value = BigInt.asIntN(isLong ? 64 : 32, values[at]!);
    const initial = [isLong ? I64_CONST : I32_CONST, ...signed(value), END];
    return [type, mutable ? 1 : 0, ...initial];
  });
  return [...unsigned(globals.length), ...entries];
}

function exportEntry(name: string, kind: number, index: number): number[] {
  return [...unsigned(name.length), ...Buffer.from(name), kind, ...unsigned(index)];
}

function exportSection({ globals }: Module, body: Uint8Array, called: number): number[] {
  const { value, end } = readUnsigned(body, 0);
  return [
    ...unsigned(value + globals.length + 1),
    ...body.subarray(end),
    ...globals.flatMap((_, at) => exportEntry(globalName(at), KIND.global, at)),
    ...exportEntry(CALLED, KIND.function, called),
  ];
}

/** The module with these values in its globals, and a function to be called. */
export function moduleInState(
  bytes: Uint8Array,
  module: Module,
  values: readonly bigint[],
  called: number,
): Uint8Array {
  const left: readonly number[] = [SECTION.start, SECTION.data, SECTION.dataCount];
  const bodyOf = ({ id, body }: Section) => {
    if (id === SECTION.global) return globalSection(module, values);
    return id === SECTION.export ? exportSection(module, body, called) : [...body];
  };
  const sections = sectionsOf(bytes)
    .filter(({ id }) => !left.includes(id))
    .flatMap((section) => {
      const body = bodyOf(section);
      return [section.id, ...unsigned(body.length), ...body];
    });
  return Uint8Array.from([...bytes.subarray(0, HEADER_BYTES), ...sections]);
}
