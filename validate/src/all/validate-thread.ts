/** Validates one function after the other, as it is told by the thread that started it. */
import { parentPort } from "node:worker_threads";
import type { Step, Tell } from "../explain/step.js";
import type { Layout } from "../layout.js";
import type { FunctionReport } from "../report.js";
import { validate } from "../validate.js";

export interface Task {
  readonly module: Uint8Array;
  readonly program: Uint8Array;
  /** The function's, as its report has it. */
  readonly name: string;
  readonly layout?: Layout;
  /** Whether what its proof goes through is told. */
  readonly isExplained?: boolean;
}

/** Said while a function is being decided, if that is wanted. */
export interface Telling {
  readonly kind: "telling";
  readonly step: Step;
}

export type Answer =
  | { readonly kind: "report"; readonly report: FunctionReport }
  /** The validator itself failed: a defect, and certainly no proof. */
  | { readonly kind: "failure"; readonly reason: string };

/** Said once, before anything is asked. */
export interface Loaded {
  readonly kind: "loaded";
}

parentPort!.on("message", (task: Task) => {
  parentPort!.postMessage(answer(task));
});
parentPort!.postMessage({ kind: "loaded" } satisfies Loaded);

const tell: Tell = (step) => parentPort!.postMessage({ kind: "telling", step } satisfies Telling);

function answer({ module, program, name, layout, isExplained }: Task): Answer {
  try {
    const options = { only: name, ...(layout && { layout }), ...(isExplained && { tell }) };
    const validation = validate(module, program, options);
    if (validation.kind === "refused") return { kind: "failure", reason: validation.reason };
    const report = validation.functions.find((one) => one.name === name);
    if (report !== undefined) return { kind: "report", report };
    return { kind: "failure", reason: "the validator failed: it did not find the function" };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return { kind: "failure", reason: `the validator failed: ${reason}` };
  }
}
