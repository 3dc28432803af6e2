/**
 * What is found out about each function. `proved` is only said of what a checked certificate backs;
 * `refuted` only where both programs, run on the same numbers, were seen to differ.
 */

export type Verdict = "proved" | "refuted" | "unknown";

export interface FunctionReport {
  /** The function's symbol in the program; the module's name for it where it has none. */
  readonly name: string;
  readonly verdict: Verdict;
  /** Whether every answer of the solver that the verdict rests on has a checked certificate. */
  readonly certified: boolean;
  readonly seconds: number;
  /** Of the machine's function, as long as its symbol says. */
  readonly instructions: number;
  /** Of the WebAssembly function. */
  readonly loops: number;
  /** What its verdict rests on. */
  readonly supposes: Supposed;
  /** Why it is not proved. */
  readonly reason: string | null;
  readonly counterexample?: Counterexample;
}

/** Functions that it calls, by their names. */
export interface Supposed {
  /** The module's: their verdicts are supposed. */
  readonly functions: readonly string[];
  /** Imports, and what does an instruction of WebAssembly's: believed. */
  readonly others: readonly string[];
}

export const NOTHING_SUPPOSED: Supposed = { functions: [], others: [] };

/** A state in which both programs were run, and what differed. */
export interface Counterexample {
  /** Values of parameters, in order. */
  readonly parameters: readonly bigint[];
  /** What else is not zero: globals and bytes of memory, by their names. */
  readonly state: readonly (readonly [name: string, value: bigint])[];
  /** What each side did, where they differ. */
  readonly wasm: string;
  readonly machine: string;
}

export interface Report {
  readonly kind: "report";
  /** Every function of the module that has a body, in the module's order. */
  readonly functions: readonly FunctionReport[];
}

/** An input that nothing can be said about. */
export interface Refusal {
  readonly kind: "refused";
  readonly input: "module" | "program";
  readonly reason: string;
}

export type Validation = Report | Refusal;
