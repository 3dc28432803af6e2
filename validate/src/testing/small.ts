/** A module of one function, and programs of a few instructions that may be what became of it. */
import { readModule, type riscv } from "@ashlar/semantics";
import { validateFunction } from "../function.js";
import type { Layout } from "../layout.js";
import type { FunctionReport } from "../report.js";
import { Target } from "../target.js";

const ADDRESS = 0x1000;

const vector = (bytes: readonly number[]) => [bytes.length, ...bytes];
const section = (id: number, bytes: readonly number[]) => [id, ...vector(bytes)];

/** One page of memory, and a function of two i32 with an i32 as its result. */
export function moduleOf(body: readonly number[]) {
  const I32 = 0x7f;
  const bytes = [
    ...[0x00, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
    ...section(1, [1, 0x60, ...vector([I32, I32]), ...vector([I32])]),
    ...section(3, [1, 0]),
    ...section(5, [1, 0, 1]),
    ...section(10, [1, ...vector([0, ...body, 0x0b])]),
  ];
  const reading = readModule(Uint8Array.from(bytes));
  if (reading.kind === "fault") throw new Error(reading.fault.message);
  return reading.module;
}

/** A program of these instructions, 32 bits each. */
export function programOf(words: readonly number[]): riscv.Program {
  const bytes = new Uint8Array(Uint32Array.from(words).buffer);
  const symbol: riscv.ElfSymbol = {
    ...{ name: "function", address: ADDRESS, size_bytes: bytes.length },
    ...{ kind: "function", isLocal: false, section: undefined },
  };
  const segment: riscv.Segment = {
    ...{ address: ADDRESS, bytes, memory_bytes: bytes.length },
    ...{ isWritable: false, isExecutable: true },
  };
  return { entry: ADDRESS, segments: [segment], sections: [], symbols: [symbol] };
}

/** Linear memory lies at an address that the code knows. */
export const LAYOUT: Layout = {
  hasInstance: false,
  memory: { kind: "address", address: 0x2000_0000 },
  globals: [],
};

export function judged(body: readonly number[], words: readonly number[]): FunctionReport {
  const [module, program] = [moduleOf(body), programOf(words)];
  const pair = { index: 0, name: "function", symbol: program.symbols[0] };
  return validateFunction(new Target(module, program, LAYOUT, [pair]), pair);
}
