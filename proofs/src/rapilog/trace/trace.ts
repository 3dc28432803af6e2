/**
 * A counterexample's call as people read it: what was called with what, what the core did around
 * the instruction that differs from the core's file, by source lines, and how it ended: in V8, and
 * in our own executor. If these two do not agree, that is said: then the prover has a defect.
 */
import { type Invocation, PAGE_BYTES } from "@ashlar/semantics";
import { coreBytes, coreOf } from "../core.js";
import { sourceLines } from "../source-lines.js";
import type { Call, Running } from "../v8.js";
import { Executor, type Step } from "./executor.js";
import { instructionsOf, shownNumber, stepLine } from "./step-line.js";

/** How many lines of a run are shown before what matters, and from there on. */
const [BEFORE, AFTER] = [8, 12];

/** The lines of the last call of a run in V8. */
export function traceOf(core: Uint8Array, { calls, memory }: Running): string[] {
  const call = calls.at(-1);
  if (call === undefined) return [];
  const executor = new Executor(core, memory.length / PAGE_BYTES);
  for (const earlier of calls.slice(0, -1)) executor.call(earlier);
  const steps: Step[] = [];
  const ended = executor.call(call, steps);
  return [
    `${call.name}(${call.parameters.map(shownNumber).join(", ")})`,
    ...shownSteps(core, steps),
    agreement(call, ended, executor.holds(memory)),
  ];
}

function shownSteps(core: Uint8Array, steps: readonly Step[]): string[] {
  const instructions = instructionsOf(coreOf(core));
  const lineOf = sourceLines();
  const changed = changedByte(core);
  const lines: string[] = [];
  let place = "";
  let from: number | undefined;
  for (const step of steps) {
    const { offset } = step;
    const instruction = instructions.get(offset)!;
    const isChanged = changed !== undefined && offset <= changed && changed < instruction.end;
    const text = stepLine(step, instruction);
    if (text === undefined && !isChanged) continue;
    const source = lineOf(offset);
    if (source !== undefined && source.place !== place) {
      place = source.place;
      lines.push(`${source.place}  ${source.text}`);
    }
    if (isChanged) from ??= lines.length;
    lines.push(
      `    ${text ?? `0x${offset.toString(16)} ${instruction.text}`}${isChanged ? "  ← changed" : ""}`,
    );
    if (lines.length >= (from ?? 0) + AFTER && (changed === undefined || from !== undefined)) break;
  }
  if (changed !== undefined && from === undefined)
    return ["  the changed instruction is not come to"];
  const start = Math.max(0, (from ?? 0) - BEFORE);
  return [...(start > 0 ? ["  …"] : []), ...lines.slice(start).map((line) => `  ${line}`), "  …"];
}

/** Where a core differs from the file, if it does. */
function changedByte(core: Uint8Array): number | undefined {
  const file = coreBytes();
  const at = core.findIndex((byte, index) => byte !== file[index]);
  return at < 0 ? undefined : at;
}

/** What both machines say about the end. */
function agreement({ returned }: Call, ended: Invocation, isSameMemory: boolean): string {
  const ours = shownEnd(ended);
  if (ended.kind !== "returned" || returned === undefined)
    return (ended.kind === "returned") === (returned !== undefined)
      ? `${ours}; V8 agrees`
      : `${ours}; in V8 ${returned === undefined ? "it does not" : "it returns"}: ${DEFECT}`;
  const isSame = isSameResult(returned.result, ended.results[0]);
  return isSame && isSameMemory
    ? `${ours}; V8 agrees, with memory byte for byte`
    : `${ours}; in V8 ${isSame ? "memory is another" : "the result is another"}: ${DEFECT}`;
}

const DEFECT = "a defect of the prover";

/** V8 gives what has 32 bits as a number, what has 64 as a bigint, both with a sign. */
function isSameResult(theirs: number | bigint | undefined, ours: bigint | undefined): boolean {
  if (theirs === undefined || ours === undefined) return theirs === ours;
  return BigInt.asUintN(typeof theirs === "bigint" ? 64 : 32, BigInt(theirs)) === ours;
}

function shownEnd(ended: Invocation): string {
  if (ended.kind === "trapped") return `it traps: ${ended.reason}`;
  if (ended.kind === "unfinished") return `it does not end: ${ended.reason}`;
  const [result] = ended.results;
  return result === undefined ? "it returns" : `it returns ${shownNumber(result)}`;
}
