/** Loading `solver.wasm`, and the names of what it exports; `assembly/sat/index.ts` says what each
 * does. */
import { readFileSync } from "node:fs";

export interface SolverExports {
  readonly memory: WebAssembly.Memory;
  begin(
    variables: number,
    clauses: number,
    words: number,
    bytesMax: number,
    seed: number,
    phase: number,
  ): number;
  take(mayEliminate: number, trialConflicts: number): void;
  restart(): void;
  assume(literal: number): void;
  run(conflicts: number): number;
  isTrue(variable: number): number;
  failedCount(): number;
  failedAt(index: number): number;
  conflictCount(): bigint;
  propagationCount(): bigint;
  exhausted(): number;
  usedBytes(): number;
}

let module: WebAssembly.Module | undefined;

/** An instance of its own; `onWords` takes the certificate's words as they come. */
export function instantiate(onWords: (words: Int32Array) => void): SolverExports {
  module ??= new WebAssembly.Module(
    readFileSync(new URL("../../dist/solver.wasm", import.meta.url)),
  );
  const drain = (address: number, words: number) =>
    onWords(new Int32Array(exports.memory.buffer, address, words).slice());
  const instance = new WebAssembly.Instance(module, { proof: { drain } });
  const exports = instance.exports as unknown as SolverExports;
  return exports;
}
