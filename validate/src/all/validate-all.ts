/** All functions of a program, by a pool of threads. */
import type { Step } from "../explain/step.js";
import type { Layout } from "../layout.js";
import { type FunctionReport, NOTHING_SUPPOSED, type Validation } from "../report.js";
import { type Asked, askedOf } from "./asked.js";
import type { ValidatorPool } from "./pool.js";

export interface ValidateAllOptions {
  /** As wasm2c's own run time keeps memory and globals, where not said. */
  readonly layout?: Layout;
  /** Which functions, by their names; all where nothing is said. */
  readonly isAsked?: (name: string) => boolean;
  /** Is told of a function when a thread takes it, and when it is done. */
  readonly onBegin?: (name: string) => void;
  readonly onFunction?: (report: FunctionReport) => void;
  /** Is told what the proof of a function goes through, step by step. */
  readonly onStep?: (name: string, step: Step) => void;
}

/** What is found out about all functions that are asked for, in the module's order. */
export async function validateAll(
  module: Uint8Array,
  program: Uint8Array,
  pool: ValidatorPool,
  { isAsked = () => true, layout, onBegin, onFunction, onStep }: ValidateAllOptions = {},
): Promise<Validation> {
  const asked = askedOf(module, program, layout);
  if (asked.kind === "refused") return asked;
  const isExplained = onStep !== undefined;
  const task = { module, program, isExplained, ...(layout && { layout }) };
  const functions = await Promise.all(
    asked.functions
      .filter(({ name }) => isAsked(name))
      .map(async (one) => {
        let start = performance.now();
        const begin = () => {
          start = performance.now();
          onBegin?.(one.name);
        };
        const tell = (step: Step) => onStep?.(one.name, step);
        const heard = await pool.decide({ ...task, name: one.name }, begin, tell);
        const seconds = (performance.now() - start) / 1000;
        const report =
          heard.kind === "report" ? heard.report : undecided(one, seconds, heard.reason);
        onFunction?.(report);
        return report;
      }),
  );
  return { kind: "report", functions };
}

/** What is said of a function about which the validator came to no end. */
function undecided(asked: Asked, seconds: number, reason: string): FunctionReport {
  const found = { verdict: "unknown", certified: false, supposes: NOTHING_SUPPOSED } as const;
  return { ...asked, ...found, seconds, reason };
}
