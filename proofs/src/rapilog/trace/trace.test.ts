/** A counterexample's call, line by line; and who watches the watchers. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { changed } from "../changes.js";
import { coreBytes, coreOf } from "../core.js";
import { bytesFrom, type Call, type Wrong, wrongRecord } from "../v8.js";
import { instructionsOf } from "./step-line.js";
import { traceOf } from "./trace.js";

const core = coreBytes();
const instructions = instructionsOf(coreOf(core));

/** The core with an instruction of `write`'s made another, and what is wrong with a record then. */
function broken(text: string, bytes: readonly number[]): { wrong: Wrong; bytes: Uint8Array } {
  const [offset] = [...instructions].findLast(([, instruction]) => instruction.text === text)!;
  const mutant = changed(core, { what: text, offset, bytes });
  const wrong = wrongRecord(mutant, bytesFrom([1n, 2n, 3n, 4n], 512, 1));
  assert.ok(wrong !== undefined, `${text} is noticed`);
  return { wrong, bytes: mutant };
}

const [DROP, NOP, UNREACHABLE] = [0x1a, 0x01, 0x00];
const DROPPED = [DROP, DROP, NOP] as const;

test("a trace has the call, the source lines around the change, and V8's agreement", () => {
  const { wrong, bytes } = broken("i64.store offset=24", DROPPED);
  const lines = traceOf(bytes, wrong.run);
  assert.match(lines[0]!, /^write\(0x3000, 512, 0x[0-9a-f]+\)$/);
  const at = lines.findIndex((line) => line.endsWith("drop  ← changed"));
  assert.match(lines[at - 1]!, /assembly\/checksum\.ts:\d+ {2}store<u64>\(target \+ at, w3, 24\);/);
  assert.match(lines[at - 2]!, /i64\.store offset=16 {3}\(0x[0-9a-f]+, 3\)$/);
  assert.match(lines.at(-1)!, /^it returns 0; V8 agrees, with memory byte for byte$/);
});

test("where V8 traps ours traps too, and says why", () => {
  const { wrong, bytes } = broken("i64.store offset=24", [UNREACHABLE, NOP, NOP]);
  assert.match(traceOf(bytes, wrong.run).at(-1)!, /^it traps: unreachable; V8 agrees$/);
});

test("if V8 and our executor do not agree, the trace says so", () => {
  const { wrong, bytes } = broken("i64.store offset=24", DROPPED);
  const { run } = wrong;
  const end = (returned: Call["returned"]) => {
    const calls = run.calls.map((call) => ({ ...call, ...(returned && { returned }) }));
    if (returned === undefined) for (const call of calls) delete call.returned;
    return traceOf(bytes, { ...run, calls }).at(-1)!;
  };
  const { result, memory } = run.calls.findLast(({ name }) => name === "write")!.returned!;
  const other = memory.slice();
  other[7]! ^= 1;
  assert.match(end({ result, memory }), /V8 agrees/);
  assert.match(end({ result, memory: other }), /memory is another: a defect/);
  assert.match(end({ result: 3, memory }), /another result: a defect/);
  assert.match(end(undefined), /in V8 it does not return: a defect/);
});
