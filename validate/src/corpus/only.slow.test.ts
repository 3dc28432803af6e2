/** One function of a program is asked for by its whole name. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { validate } from "../validate.js";
import { buildProgram, missingFor } from "./build.js";
import { SETTINGS } from "./compilers.js";
import { CORPUS } from "./programs.js";

const GCC_O2 = SETTINGS.find(({ name }) => name === "gcc -O2")!;
const NAME = "w2c_crc16_crc16";

test("a function is asked alone, though other names begin with its name", {
  skip: missingFor(GCC_O2) ?? false,
}, async () => {
  const module = new Uint8Array(readFileSync(join(CORPUS, "modules", "crc16.wasm")));
  const validation = validate(module, await buildProgram(module, "crc16", GCC_O2), { only: NAME });
  assert.ok(validation.kind === "report");
  assert.deepEqual(
    validation.functions.map(({ name, verdict }) => [name, verdict]),
    [[NAME, "proved"]],
  );
});
