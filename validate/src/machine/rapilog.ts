/** The log's core as it would be on RISC-V: wasm2c's own C with its memory imported, plainly compiled. */
import { readFileSync } from "node:fs";
import type { Compiler, Optimization } from "@ashlar/board/riscv";
import { buildProgram } from "../corpus/build.js";
import { SETTINGS } from "../corpus/compilers.js";
import type { Subject } from "./subject.js";

const NAME = "rapilog";

export async function rapilogSubject(
  optimization: Optimization,
  compiler: Compiler = "gcc",
): Promise<Subject> {
  const setting = SETTINGS.find(({ name }) => name === `${compiler} -O${optimization}`)!;
  const beside = import.meta.resolve("@ashlar/rapilog/format");
  const module = new Uint8Array(readFileSync(new URL("rapilog.wasm", beside)));
  return { name: `w2c_${NAME}`, module, program: await buildProgram(module, NAME, setting) };
}
