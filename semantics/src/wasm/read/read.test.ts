import assert from "node:assert/strict";
import { test } from "node:test";
import { randomOfRun } from "@ashlar/rapilog/random";
import { assemble, type FunctionText, op, signed, unsigned } from "../testing/assemble.js";
import { judgeBytes, judgeMutants } from "../testing/hostile.js";
import { rapilogBytes } from "../testing/rapilog.js";
import { type FunctionType, ValueType } from "../types.js";
import { readModule } from "./read.js";

const { I32, F32 } = ValueType;
const HEADER = [0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00];
const NOTHING: FunctionType = { parameters: [], results: [] };
const NUMBER: FunctionType = { parameters: [], results: [I32] };

function withBody(body: readonly number[], type = NOTHING): Uint8Array {
  const text: FunctionText = { type, locals: [], body };
  return assemble({ functions: [text], memory: { minimum: 1, maximum: 1 } });
}

function fault(bytes: Uint8Array, refusal: "at once" | "when run" = "at once") {
  const reading = readModule(bytes, { refusal });
  assert.equal(reading.kind, "fault");
  return (reading as Extract<typeof reading, { kind: "fault" }>).fault;
}

/** The byte of the first instruction of `withBody`'s function. */
function firstInstruction(bytes: Uint8Array, body: readonly number[]): number {
  return Buffer.from(bytes).indexOf(Uint8Array.from(body));
}

test("the durable disk's core is a module, with the exports that V8 sees", () => {
  const bytes = rapilogBytes();
  const reading = readModule(bytes);
  assert.equal(reading.kind, "module");
  if (reading.kind !== "module") return;
  const ours = reading.module.exports.map(({ name, kind }) => ({ name, kind }));
  const theirs = WebAssembly.Module.exports(new WebAssembly.Module(Uint8Array.from(bytes)));
  assert.deepEqual(
    ours,
    theirs.map(({ name, kind }) => ({ name, kind })),
  );
});

for (const [name, body] of [
  ["f32.const", [...op("f32.const"), 0, 0, 0, 0, ...op("drop")]],
  ["f64.sqrt", [...op("unreachable"), ...op("f64.sqrt"), ...op("drop")]],
  ["i32.trunc_sat_f64_u", [...op("unreachable"), ...op("i32.trunc_sat_f64_u"), ...op("drop")]],
  ["ref.null", [...op("ref.null", 0x70), ...op("drop")]],
  ["call_indirect", [...op("i32.const", 0), ...op("call_indirect", 0, 0)]],
] as const)
  test(`${name} is refused by its name and its byte`, () => {
    const bytes = withBody(body);
    const { kind, instruction, offset } = fault(bytes);
    assert.deepEqual({ kind, instruction }, { kind: "refused", instruction: name });
    const opcode = Buffer.from(Uint8Array.from(op(name)));
    assert.equal(offset, Buffer.from(bytes).indexOf(opcode, firstInstruction(bytes, body)));
  });

test("refused when run, a module with floats is validated like any other", () => {
  const sum = [...op("f32.const"), 0, 0, 0, 0, ...op("f32.const"), 0, 0, 0, 0, ...op("f32.add")];
  const type: FunctionType = { parameters: [], results: [F32] };
  assert.equal(readModule(withBody(sum, type), { refusal: "when run" }).kind, "module");
  assert.equal(fault(withBody(sum, NUMBER), "when run").kind, "invalid");
});

for (const [what, prefix, kind] of [
  ["vectors", [0xfd, 0x00], "refused"],
  ["atomics", [0xfe, 0x03, 0x00], "refused"],
  ["tail calls", [0x12, 0x00], "refused"],
  ["an opcode that nobody knows", [0xff], "malformed"],
  ["a prefixed opcode far beyond the known ones", [0xfc, 0x86, 0x80, 0x01], "malformed"],
] as const)
  test(`${what}: ${kind}`, () => {
    assert.equal(fault(withBody(prefix)).kind, kind);
  });

for (const [what, body, type] of [
  ["an operand of another type", [...op("i64.const", 0), ...op("i32.eqz"), ...op("drop")], NOTHING],
  ["a missing operand", [...op("i32.const", 0), ...op("i32.add"), ...op("drop")], NOTHING],
  ["a value left over", op("i32.const", 0), NOTHING],
  ["a missing result", op("nop"), NUMBER],
  ["a branch to nowhere", op("br", 1), NOTHING],
  ["an unknown local", [...op("local.get", 0), ...op("drop")], NOTHING],
  ["an unknown function", op("call", 1), NOTHING],
  [
    "an if that gives a value in one case only",
    [...op("i32.const", 0), ...op("if", I32), ...op("i32.const", 0), ...op("end"), ...op("drop")],
    NOTHING,
  ],
  [
    "an alignment larger than the access",
    [...op("i32.const", 0), ...op("i32.load", 3, 0), ...op("drop")],
    NOTHING,
  ],
] as const)
  test(`invalid: ${what}`, () => {
    assert.equal(fault(withBody(body, type)).kind, "invalid");
    assert.equal(judgeBytes(withBody(body, type), what), "invalid");
  });

for (const [what, number, isGood] of [
  ["the longest zero", [0x80, 0x80, 0x80, 0x80, 0x00], true],
  ["a zero in six bytes", [0x80, 0x80, 0x80, 0x80, 0x80, 0x00], false],
  ["unused bits that are not the sign's", [0x80, 0x80, 0x80, 0x80, 0x70], false],
  ["-1 in five bytes", [0xff, 0xff, 0xff, 0xff, 0x7f], true],
  ["unused bits of a negative number", [0xff, 0xff, 0xff, 0xff, 0x0f], false],
] as const)
  test(`numbers: ${what} is ${isGood ? "taken" : "malformed"}`, () => {
    const bytes = withBody([...op("i32.const", ...number), ...op("drop")]);
    assert.equal(judgeBytes(bytes, what), isGood ? "module" : "malformed");
  });

test("a count larger than the file is malformed before anything is reserved for it", () => {
  for (const section of [1, 2, 3, 4, 6, 7, 9, 10, 11]) {
    const count = unsigned(0xffff_ffff);
    const bytes = Uint8Array.from([...HEADER, section, ...unsigned(count.length), ...count]);
    assert.equal(judgeBytes(bytes, `section ${section}`), "malformed");
  }
});

test("50 000 nested blocks are a module, and cost no recursion", () => {
  const depth = 50_000;
  const body = [...Array(depth).fill([0x02, 0x40]).flat(), ...Array(depth).fill(0x0b)];
  assert.equal(judgeBytes(withBody(body), "deep nesting"), "module");
});

test("a function of more locals than anyone takes is refused, whatever their runs say", () => {
  const code = [0x01, ...unsigned(50_001), I32, 0x0b];
  const sections = [1, 4, 1, 0x60, 0, 0, 3, 2, 1, 0, 10];
  const body = [1, ...unsigned(code.length), ...code];
  const bytes = Uint8Array.from([...HEADER, ...sections, ...unsigned(body.length), ...body]);
  assert.equal(fault(bytes).kind, "refused");
  assert.equal(WebAssembly.validate(bytes), false);
});

test("4 GiB of memory may be declared, a page more may not", () => {
  const memory = (pages: number) => ({ minimum: pages, maximum: pages });
  const text: FunctionText = { type: NOTHING, locals: [], body: [] };
  const declared = (pages: number) => assemble({ functions: [text], memory: memory(pages) });
  assert.equal(judgeBytes(declared(65_536), "4 GiB"), "module");
  assert.equal(judgeBytes(declared(65_537), "more than 4 GiB"), "invalid");
});

test("a module cut short anywhere but between sections is malformed", () => {
  const whole = rapilogBytes();
  for (let length = 0; length < whole.length; length += 97)
    assert.notEqual(judgeBytes(whole.subarray(0, length), `${length} bytes`), "module");
});

test("a block type may be an index in 33 bits, and nothing negative", () => {
  const block = (type: number[]) => withBody([...op("block", ...type), ...op("end")]);
  assert.equal(judgeBytes(block([0x80, 0x80, 0x80, 0x80, 0x00]), "index 0"), "module");
  assert.equal(judgeBytes(block(signed(-65)), "negative"), "invalid");
});

test("mutated modules: the same verdict as V8's validator", () => {
  const verdicts = judgeMutants(randomOfRun("mutated modules"), 3000);
  for (const [verdict, count] of Object.entries(verdicts))
    assert.ok(count > 20 || verdict === "refused", `only ${count} ${verdict}`);
});
