/**
 * A counterexample's call as people read it: what was called with what, what the core did around
 * the instruction that differs from the core's file, by source lines, and how it ended: in V8, and
 * in our own executor. If these two do not agree, that is said: then the prover has a defect.
 */
import { PAGE_BYTES } from "@ashlar/semantics";
import { coreBytes, coreOf } from "../core.js";
import { sourceLines } from "../source-lines.js";
import type { Running } from "../v8.js";
import { agreement } from "./agreement.js";
import { Executor, type Step } from "./executor.js";
import { type Instruction, instructionsOf, shownNumber, stepLine } from "./step-line.js";

/** How many lines of a run are shown before what matters, and from there on. */
const [BEFORE, AFTER] = [8, 12];

/** The lines of a run in V8: of its last call that comes to the change, or else of its last. */
export function traceOf(core: Uint8Array, { calls, memory }: Running): string[] {
  const instructions = instructionsOf(coreOf(core));
  const changed = changedInstruction(core, instructions);
  const executor = new Executor(core, memory.length / PAGE_BYTES);
  let lines: string[] = [];
  let hasChange = false;
  let isGivenUp = false;
  for (const call of calls) {
    // Then the executor's globals are no longer V8's.
    if (isGivenUp) break;
    const steps: Step[] = [];
    const ended = executor.call(call, steps);
    isGivenUp = ended.kind === "unfinished";
    const comesToIt = steps.some(({ offset }) => offset === changed);
    if (hasChange && !comesToIt) continue;
    hasChange = comesToIt;
    lines = [
      `${call.name}(${call.parameters.map(shownNumber).join(", ")})`,
      ...shownSteps(steps, instructions, comesToIt ? changed : undefined),
      agreement(call, ended, (bytes) => executor.holds(bytes)),
    ];
  }
  return lines;
}

/** The instruction by which a core differs from the file, if it does: its byte. */
function changedInstruction(
  core: Uint8Array,
  instructions: ReadonlyMap<number, Instruction>,
): number | undefined {
  const file = coreBytes();
  const changed = core.findIndex((byte, at) => byte !== file[at]);
  const isHere = ([offset, { end }]: [number, Instruction]) => offset <= changed && changed < end;
  return [...instructions].find(isHere)?.[0];
}

/** What a run does, around the first time that it comes to an instruction, or at its beginning. */
function shownSteps(
  steps: readonly Step[],
  instructions: ReadonlyMap<number, Instruction>,
  changed: number | undefined,
): string[] {
  const lineOf = sourceLines();
  const lines: string[] = [];
  let place = "";
  let from = changed === undefined ? 0 : Number.POSITIVE_INFINITY;
  for (const step of steps) {
    const { offset } = step;
    const { text } = instructions.get(offset)!;
    const effect = stepLine(step, text);
    if (effect === undefined && offset !== changed) continue;
    const source = lineOf(offset);
    if (source !== undefined && source.place !== place) {
      place = source.place;
      lines.push(`${source.place}  ${source.text}`);
    }
    if (offset === changed) from = Math.min(from, lines.length);
    const line = `    ${effect ?? `0x${offset.toString(16)} ${text}`}`;
    lines.push(offset === changed ? `${line}  ← changed` : line);
    if (lines.length >= from + AFTER) break;
  }
  const start = Math.max(0, from - BEFORE);
  return [...(start > 0 ? ["  …"] : []), ...lines.slice(start).map((line) => `  ${line}`), "  …"];
}
