/** How a call ended in our executor, beside what V8 made of it. */
import type { Invocation } from "@ashlar/semantics";
import type { Call } from "../v8.js";
import { shownNumber } from "./step-line.js";

const DEFECT = "a defect of the prover";

/** What both machines say about the end. */
export function agreement(
  { returned }: Call,
  ended: Invocation,
  holds: (memory: Uint8Array) => boolean,
): string {
  const theirs = returned === undefined ? "it does not return" : "it returns";
  if (ended.kind === "unfinished") return `given up, ${ended.reason}; in V8 ${theirs}`;
  if (ended.kind === "trapped")
    return `it traps: ${ended.reason}; ${returned === undefined ? "V8 agrees" : `in V8 ${theirs}: ${DEFECT}`}`;
  const [result] = ended.results;
  const ours = result === undefined ? "it returns" : `it returns ${shownNumber(result)}`;
  if (returned === undefined) return `${ours}; in V8 ${theirs}: ${DEFECT}`;
  if (!isSameResult(returned.result, result)) return `${ours}; in V8 another result: ${DEFECT}`;
  if (!holds(returned.memory)) return `${ours}; in V8 memory is another: ${DEFECT}`;
  return `${ours}; V8 agrees, with memory byte for byte`;
}

/** V8 gives what has 32 bits as a number, what has 64 as a bigint, both with a sign. */
function isSameResult(theirs: number | bigint | undefined, ours: bigint | undefined): boolean {
  if (theirs === undefined || ours === undefined) return theirs === ours;
  return BigInt.asUintN(typeof theirs === "bigint" ? 64 : 32, BigInt(theirs)) === ours;
}
