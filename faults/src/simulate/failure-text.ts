/** A failure of the simulator in words: what is wrong, the smallest trace, how to have it again. */
import type { Failure } from "./search.js";
import { sizeOf } from "./shrink.js";

/** More lines than these are for a file. */
const LINES_MAX = 60;

/** One line for each action; `file`: where the trace has been written to. */
export function failureText(failure: Failure, file: string): string {
  const { case: found, message, stack, smallest, trace } = failure;
  const shown = trace.actions.slice(0, LINES_MAX).map((action) => `  ${JSON.stringify(action)}`);
  const left = trace.actions.length - shown.length;
  // What the simulator throws itself is found by where it was thrown.
  const where = stack.split("\n").slice(1, 4);
  return [
    `FAILED: ${message}`,
    ...where,
    `smallest trace found, ${sizeOf(trace.actions)} actions (${smallest}):`,
    `  ${JSON.stringify(trace.setting)}, seed ${trace.seed}`,
    ...shown,
    ...(left > 0 ? [`  and ${left} more`] : []),
    `replay: ashlar faults simulate --replay ${file}`,
    `     or, unshrunk, by this commit: --replay ${found.profile}:${found.seed}`,
  ].join("\n");
}
