import assert from "node:assert/strict";
import { test } from "node:test";
import { type Explained, explanationText } from "./validate-explain.js";

const line = (at: number, text: string) => ({ at, text });
const EXPLAINED: Explained = {
  ...{ kind: "explanation", name: "w2c_codec_sum", isCut: true, noSource: null },
  chunks: [
    {
      ...{ from: { label: 1, address: 0x1004 }, state: "stopped here", doing: "looking" },
      ...{ relation: ["x11 − signed local 1"], changes: ["local 1", "x11"] },
      wasm: [line(0x20, "local.get 1")],
      machine: [
        { ...line(0x1004, "addw x11,x11,x10"), source: { file: "a.c", line: 7, text: "p += q;" } },
        { ...line(0x1008, "bne x10,x0,0x1004"), source: { file: "a.c", line: 7, text: "p += q;" } },
      ],
    },
  ],
};

test("both sides of a chunk stand side by side, registers by their names, each C line once", () => {
  const text = explanationText(EXPLAINED);
  assert.match(text, /loop at 0x20 and the machine's at 0x1004: stopped here, looking/);
  assert.match(text, /a1 − signed local 1/);
  assert.match(text, /0x20 {2}local\.get 1 *│ 7 {2}p \+= q; *│ 0x1004 {2}addw a1,a1,a0/);
  assert.match(text, /│ +│ 0x1008 {2}bne a0,zero,0x1004/);
});

test("without line numbers there is no column for C, and why is said", () => {
  const text = explanationText({ ...EXPLAINED, noSource: "compile with -g" });
  assert.match(text, /C is not shown: compile with -g/);
  assert.match(text, /local\.get 1 *│ 0x1004/);
});
