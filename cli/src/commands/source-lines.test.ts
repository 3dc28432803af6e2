import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { linesIn } from "./source-lines.js";

const folder = mkdtempSync(join(tmpdir(), "ashlar-lines-"));
after(() => rmSync(folder, { recursive: true }));

test("an instruction's line is read where its file is at hand, and only named elsewhere", () => {
  const file = join(folder, "codec.c");
  writeFileSync(file, "int one;\n  int two;\n");
  const output = `${file}:2 (discriminator 3)\n/nowhere/other.c:7\n`;
  const lines = linesIn(output, [0x1000, 0x1002]);
  assert.deepEqual(lines.get(0x1000), { file, line: 2, text: "int two;" });
  assert.deepEqual(lines.get(0x1002), { file: "/nowhere/other.c", line: 7, text: "" });
});

test("what has no line is left out", () => {
  assert.equal(linesIn("??:0\n??:?\ncodec.c:?\n", [0, 2, 4]).size, 0);
});
