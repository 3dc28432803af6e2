/** What a theorem is to those who run it, and what becomes of it. */
import { mark, release } from "../term/table.js";

/** Why something holds, or that it does not. */
export type Proof =
  /** The words of the certificates that the checker accepted; whether that was before, when the same
   * was stated by other code. */
  | { readonly verdict: "proved"; readonly certificate_words: number; readonly recalled?: true }
  | { readonly verdict: "unknown"; readonly reason: string }
  /** The trace is what a counterexample does to the real thing, line by line. */
  | { readonly verdict: "refuted"; readonly reason: string; readonly trace?: readonly string[] };

/** A variant of a theorem that is wrong on purpose. */
export interface Mutant {
  readonly id: string;
  /** Tries to prove it; must be refuted. */
  readonly prove: () => Proof;
}

export interface Theorem {
  /** `room/group/name`. */
  readonly id: string;
  /** What it says, in plain words. */
  readonly says: string;
  readonly prove: () => Proof;
  readonly mutants: () => readonly Mutant[];
  /** What is really proved, for who wants to see it. */
  readonly exhibit?: () => Exhibit;
  /** The machine code that it is about, whatever it is about of that; by default all there is. */
  readonly code?: () => string;
}

/** A theorem's formal text, and the code that it is about. */
export interface Exhibit {
  /** Names for what occurs in several places below, each before it is used. */
  readonly definitions: readonly string[];
  readonly hypotheses: readonly string[];
  readonly goals: readonly FormalGoal[];
  readonly code: readonly Listing[];
}

export interface FormalGoal {
  /** What it claims, in plain words. */
  readonly claim: string;
  /** Hypotheses of this goal alone. */
  readonly when: readonly string[];
  readonly goal: string;
}

/** A function's instructions. */
export interface Listing {
  readonly name: string;
  readonly lines: readonly ListingLine[];
}

export interface ListingLine {
  /** The instruction's byte in the module. */
  readonly offset: number;
  readonly text: string;
  /** `file:line` that it was compiled from, and what stands there. */
  readonly source: readonly [place: string, text: string] | null;
}

/** A theorem's row in the report. Unknown is never proved. */
export interface TheoremResult {
  readonly id: string;
  readonly says: string;
  readonly verdict: Proof["verdict"];
  readonly seconds: number;
  readonly cached: boolean;
  /** Whether what it states, which other code has stated now, was proved before. */
  readonly recalled: boolean;
  /** Whether a certificate backs the verdict. */
  readonly certificate: "checked" | null;
  readonly certificate_words: number;
  readonly reason: string | null;
  /** What a counterexample does to the real thing, line by line. */
  readonly trace: readonly string[];
}

export interface MutantResult {
  readonly id: string;
  readonly theorem: string;
  readonly verdict: "refuted" | "survived";
  readonly reason: string;
  /** What the counterexample does to the real thing, line by line. */
  readonly trace: readonly string[];
}

/** Proves a theorem and says how long it took. */
export function runTheorem(theorem: Theorem): TheoremResult {
  const start = performance.now();
  const proof = theorem.prove();
  const isProved = proof.verdict === "proved";
  return {
    ...{ id: theorem.id, says: theorem.says, verdict: proof.verdict },
    ...{ seconds: (performance.now() - start) / 1000, cached: false },
    recalled: isProved && proof.recalled === true,
    certificate: isProved ? "checked" : null,
    certificate_words: isProved ? proof.certificate_words : 0,
    reason: isProved ? null : proof.reason,
    trace: traceOf(proof),
  };
}

/** Tries a theorem's mutants. One that is unknown has survived. Names of variables have one sort
 * each, and theorems do not agree on them, so no term outlives its theorem. */
export function runMutants(theorem: Theorem): MutantResult[] {
  const start = mark();
  try {
    return theorem.mutants().map((mutant) => runMutant(theorem, mutant));
  } finally {
    release(start);
  }
}

function runMutant(theorem: Theorem, { id, prove }: Mutant): MutantResult {
  const proof = prove();
  return {
    ...{ id, theorem: theorem.id },
    verdict: proof.verdict === "refuted" ? "refuted" : "survived",
    reason: proof.verdict === "proved" ? "proved" : proof.reason,
    trace: traceOf(proof),
  };
}

const traceOf = (proof: Proof) => (proof.verdict === "refuted" ? (proof.trace ?? []) : []);
