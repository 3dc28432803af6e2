/** What a component's image is made of. That it runs is shown on QEMU (`boot.slow.test.ts`). */
import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { type TestContext, test } from "node:test";
import { AshlarError } from "@ashlar/disk/errors";
import wabt from "wabt";
import { buildComponent, IMAGE_ADDRESS } from "./component.js";
import { withFolder } from "./toolchain.js";
import { COMPILER, missing } from "./tools.js";
import { translate } from "./translation.js";

const START = `
.section .text.start
.globl _start, wasm_trap, kernel_say
_start:
  la sp, stack_top
  call program_start
wasm_trap:
  j wasm_trap
kernel_say:
  ret
`;

const PROGRAM = (dataAt: number) => `(module
  (import "kernel" "say" (func $say (param i32 i64) (result i64)))
  (memory 5)
  (global $count (mut i32) (i32.const 7))
  (data (i32.const ${dataAt}) "stone on stone")
  (func (export "start")
    (global.set $count (i32.add (global.get $count) (i32.load8_u offset=3 (i32.const ${dataAt}))))
    (drop (call $say (global.get $count) (i64.const 1)))))`;

async function build(text: string, memoryEnd: number) {
  const { buffer } = (await wabt()).parseWat("program.wat", text).toBinary({});
  return withFolder((folder) => {
    const start = join(folder, "start.S");
    writeFileSync(start, START);
    return buildComponent({ name: "program", wasm: buffer, sources: [start], memoryEnd });
  });
}

function skipped(t: TestContext): boolean {
  const reason = missing(COMPILER);
  if (reason !== undefined) t.skip(reason);
  return reason !== undefined;
}

test("an image is text, then what may be written, up to the end of the module's memory", async (t) => {
  if (skipped(t)) return;
  const image = await build(PROGRAM(0x4_0000), 0x5_0000);
  assert.equal(image.bytes.length, 0x5_0000 - IMAGE_ADDRESS);
  assert.equal(image.pages, 64);
  assert.equal(image.textPages, 1);
  assert.equal(image.symbols.get("_start"), IMAGE_ADDRESS);
  const data = image.bytes.subarray(0x4_0000 - IMAGE_ADDRESS);
  assert.equal(Buffer.from(data.subarray(0, 14)).toString(), "stone on stone");
});

test("a module whose memory begins within the program is refused", async (t) => {
  if (skipped(t)) return;
  await assert.rejects(
    build(PROGRAM(1024), 0x5_0000),
    (error) => error instanceof AshlarError && error.code === "board-compile",
  );
});

test("a module with a table is refused before anything is compiled", () => {
  const header = "  wasm_rt_funcref_table_t w2c_T0;";
  assert.throws(
    () => translate({ name: "program", source: "", header }),
    (error) => error instanceof AshlarError && error.code === "module-unsupported",
  );
});
