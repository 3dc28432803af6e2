/** Proves one theorem after the other, as it is told by the thread that started it. */
import { parentPort, workerData } from "node:worker_threads";
import { ProvedStatements, recalling, type StatementsAt } from "./recall.js";
import {
  type Exhibit,
  type MutantResult,
  runMutants,
  runTheorem,
  type Theorem,
  type TheoremResult,
} from "./theorem.js";

/** What the thread is started with: the module whose `theorems()` it runs. */
export interface ThreadData {
  readonly module: string;
  /** Where statements that were proved are known, if that counts. */
  readonly statements?: StatementsAt;
}

export interface Task {
  readonly id: string;
  readonly what: "theorem" | "mutants" | "exhibit";
}

export type Answer =
  | { readonly theorem: TheoremResult }
  | { readonly mutants: readonly MutantResult[] }
  | { readonly exhibit: Exhibit }
  /** The prover itself failed: a defect, and certainly no proof. */
  | { readonly failure: string };

/** Said once, when theorems may be asked about. */
export interface Loaded {
  readonly loaded: true;
}

const { module, statements } = workerData as ThreadData;
const known = statements && new ProvedStatements(statements.folder, statements.prover);
const { theorems } = (await import(module)) as { theorems: () => Theorem[] };
const byId = new Map(theorems().map((theorem) => [theorem.id, theorem]));

parentPort!.on("message", ({ id, what }: Task) => {
  parentPort!.postMessage(answer(byId.get(id)!, what));
});
parentPort!.postMessage({ loaded: true } satisfies Loaded);

function answer(theorem: Theorem, what: Task["what"]): Answer {
  try {
    if (what === "mutants") return { mutants: runMutants(theorem) };
    if (what === "exhibit") return { exhibit: theorem.exhibit!() };
    const run = () => runTheorem(theorem);
    return { theorem: known === undefined ? run() : recalling(known, run) };
  } catch (error) {
    return { failure: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
}
