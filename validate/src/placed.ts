/** A layout's symbols, looked up in a program. */
import type { Module, riscv } from "@ashlar/semantics";
import { ValueType } from "@ashlar/semantics";
import type { Layout, Place } from "./layout.js";

/** The layout with addresses for symbols; or why the program cannot have that layout. */
export function placed(layout: Layout, module: Module, program: riscv.Program): Layout | string {
  const symbols = new Map(program.symbols.map((symbol) => [symbol.name, symbol.address]));
  const wanted = [...layout.globals, layout.memorySize, layout.memoryPages].flatMap((place) =>
    place?.kind === "symbol" ? [place.symbol] : [],
  );
  const lost = wanted.find((symbol) => !symbols.has(symbol));
  if (lost !== undefined) return `it has no variable ${lost}`;
  const at = (place: Place | undefined): Place | undefined =>
    place?.kind === "symbol" ? { kind: "address", address: symbols.get(place.symbol)! } : place;
  const globals = layout.globals.map(at);
  const variables = globals.flatMap((place, index) =>
    place?.kind === "address" ? [{ start: place.address, bytes: bytesOf(module, index) }] : [],
  );
  const unfit = variables.find(({ start, bytes }) => !isVariable(program, layout, start, bytes));
  if (unfit !== undefined) return `what is at 0x${unfit.start.toString(16)} is no variable`;
  const sorted = variables.sort((one, other) => one.start - other.start);
  const double = sorted.find(({ start, bytes }, index) => {
    const next = sorted[index + 1];
    return next !== undefined && start + bytes > next.start;
  });
  if (double !== undefined) return `two variables are at 0x${double.start.toString(16)}`;
  const [memorySize, memoryPages] = [at(layout.memorySize), at(layout.memoryPages)];
  return {
    ...{ ...layout, globals },
    ...(memorySize && { memorySize }),
    ...(memoryPages && { memoryPages }),
  };
}

const bytesOf = ({ globals }: Module, index: number) =>
  globals[index]!.type === ValueType.I64 ? 8 : 4;

/** Whether the program may write there, and linear memory is elsewhere. */
function isVariable(
  { segments }: riscv.Program,
  { memory }: Layout,
  start: number,
  bytes: number,
): boolean {
  if (memory.kind === "address" && memory.address < start + bytes) return false;
  return segments.some(
    ({ address, memory_bytes, isWritable }) =>
      isWritable && address <= start && start + bytes <= address + memory_bytes,
  );
}
