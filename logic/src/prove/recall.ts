/**
 * Statements that were proved before, by what they say. What is stated may be built from other code
 * and still be the same; then the verdict is that of before. Only what is proved is kept, of a prover
 * with a certain fingerprint: another prover has to prove it again.
 */
import { mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { digestOf } from "../term/digest.js";
import type { Term } from "../term/table.js";
import type { Proof } from "./theorem.js";

/** Where they are kept, and by which prover they were proved. */
export interface StatementsAt {
  readonly folder: string;
  readonly prover: string;
}

type Proved = Extract<Proof, { verdict: "proved" }>;

export class ProvedStatements {
  readonly #folder: string;

  /** Those below a folder, by this prover. */
  constructor(folder: string, prover: string) {
    this.#folder = join(folder, "statements", prover);
  }

  get(digest: string): Proved | undefined {
    try {
      return JSON.parse(readFileSync(join(this.#folder, digest), "utf8")) as Proved;
    } catch {
      return undefined;
    }
  }

  put(digest: string, proof: Proved): void {
    mkdirSync(this.#folder, { recursive: true });
    const temporary = join(this.#folder, `${digest}.${process.pid}`);
    writeFileSync(temporary, JSON.stringify(proof));
    renameSync(temporary, join(this.#folder, digest));
  }
}

let known: ProvedStatements | undefined;

/** What is proved meanwhile is looked up there first, and kept there. */
export function recalling<Result>(statements: ProvedStatements, run: () => Result): Result {
  const before = known;
  known = statements;
  try {
    return run();
  } finally {
    known = before;
  }
}

/** Proves what these lists of terms say, unless it is known to be proved. */
export function provedOnce(says: readonly (readonly Term[])[], prove: () => Proof): Proof {
  if (known === undefined) return prove();
  const digest = digestOf(says);
  const before = known.get(digest);
  if (before !== undefined) return { ...before, recalled: true };
  const proof = prove();
  if (proof.verdict === "proved") known.put(digest, proof);
  return proof;
}
