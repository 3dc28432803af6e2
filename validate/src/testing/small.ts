/** A module of one function, and programs of a few instructions that may be what became of it. */
import { readModule, type riscv } from "@ashlar/semantics";
import { type Explanation, explain } from "../explain/explanation.js";
import type { Step } from "../explain/step.js";
import { validateFunction } from "../function.js";
import type { Layout } from "../layout.js";
import type { FunctionReport } from "../report.js";
import { Target } from "../target.js";

const [ADDRESS, WORD_BYTES] = [0x1000, 4];

const vector = (bytes: readonly number[]) => [bytes.length, ...bytes];
const section = (id: number, bytes: readonly number[]) => [id, ...vector(bytes)];

const text = (name: string) => vector([...new TextEncoder().encode(name)]);

/** What a module may import: functions of so many i32, without a result. */
export interface Imported {
  readonly module: string;
  readonly name: string;
  readonly parameters: number;
}

/** One page of memory, some mutable globals (i32), and behind its imports a function of two i32 with an
 * i32 as its result. */
export function moduleOf(
  body: readonly number[],
  imports: readonly Imported[] = [],
  globalCount = 0,
) {
  const I32 = 0x7f;
  const zeros = Array(globalCount).fill([I32, 1, 0x41, 0, 0x0b]).flat();
  const types = [
    [0x60, ...vector([I32, I32]), ...vector([I32])],
    ...imports.map(({ parameters }) => [0x60, ...vector(Array(parameters).fill(I32)), 0]),
  ];
  const imported = imports.flatMap(({ module, name }, at) => {
    return [...text(module), ...text(name), 0, at + 1];
  });
  const bytes = [
    ...[0x00, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
    ...section(1, [types.length, ...types.flat()]),
    ...section(2, [imports.length, ...imported]),
    ...section(3, [1, 0]),
    ...section(5, [1, 0, 1]),
    ...section(6, [globalCount, ...zeros]),
    ...section(10, [1, ...vector([0, ...body, 0x0b])]),
  ];
  const reading = readModule(Uint8Array.from(bytes));
  if (reading.kind === "fault") throw new Error(reading.fault.message);
  return reading.module;
}

/** A program of these instructions, 32 bits each: from the first on `function`, and by their names what
 * begins at others. */
export function programOf(
  words: readonly number[],
  others: Readonly<Record<string, number>> = {},
): riscv.Program {
  const bytes = new Uint8Array(Uint32Array.from(words).buffer);
  const symbols = Object.entries({ function: 0, ...others }).map(
    ([name, at]): riscv.ElfSymbol => ({
      ...{ name, address: ADDRESS + WORD_BYTES * at, size_bytes: bytes.length - WORD_BYTES * at },
      ...{ kind: "function", isLocal: false, section: undefined },
    }),
  );
  const segment: riscv.Segment = {
    ...{ address: ADDRESS, bytes, memory_bytes: bytes.length },
    ...{ isWritable: false, isExecutable: true },
  };
  return { entry: ADDRESS, segments: [segment], sections: [], symbols };
}

/** Linear memory lies at an address that the code knows. */
export const LAYOUT: Layout = {
  hasInstance: false,
  memory: { kind: "address", address: 0x2000_0000 },
  globals: [],
};

export function judged(
  body: readonly number[],
  words: readonly number[],
  imports: readonly Imported[] = [],
  layout: Layout = LAYOUT,
  others: Readonly<Record<string, number>> = {},
): FunctionReport {
  const [module, program] = [
    moduleOf(body, imports, layout.globals.length),
    programOf(words, others),
  ];
  const pair = { index: imports.length, name: "function", symbol: program.symbols[0] };
  return validateFunction(new Target(module, program, layout, [pair]), pair);
}

/** How a function without imports is proved, or how far that comes. */
export function explainedSmall(body: readonly number[], words: readonly number[]): Explanation {
  const program = programOf(words);
  const pair = { index: 0, name: "function", symbol: program.symbols[0] };
  const target = new Target(moduleOf(body), program, LAYOUT, [pair]);
  const steps: Step[] = [];
  validateFunction(target, pair, undefined, (step) => steps.push(step));
  return explain(target, pair, steps);
}
