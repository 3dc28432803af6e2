/** What a function's code looks like as text. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { disassemble } from "./disassemble.js";
import { read } from "./testing/core.js";
import { rapilogBytes } from "./testing/rapilog.js";

test("the core's checksum as text, its loop by bytes", () => {
  const module = read(rapilogBytes());
  const { index } = module.exports.find(({ name }) => name === "checksum")!;
  const lines = disassemble(module, index);
  const texts = lines.map(({ text }) => text);
  assert.ok(texts.includes("i64.const 0x9e3779b185ebca87"));
  assert.ok(texts.includes("i64.load offset=24"));
  assert.equal(texts.at(-1), "end");
  const back = texts.find((text) => /^br → /.test(text));
  const target = Number(back?.split(" → ")[1]);
  const at = lines.findIndex(({ offset }) => offset === target);
  assert.equal(texts[at - 1], "loop", "a branch back leads behind its loop");
});
