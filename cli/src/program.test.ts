/** What can be asked of the command without a process of its own: help, and what is refused at once. */
import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { invoked } from "./testing/invoked.js";
import { memoryFolder } from "./testing/memory-folder.js";

const WRONG_USAGE = /error: .*\n\(--help tells more\)/;

for (const command of [
  ["serve"],
  ["keeper"],
  ["recover"],
  ["status"],
  ["power-fail"],
  ["power-back"],
  ["nbd-conformance"],
  ["demo"],
  ["bench"],
  ["journal"],
  ["faults"],
  ["faults", "database"],
  ["faults", "serve"],
  ["faults", "cut"],
  ["boot"],
  ["validate"],
  ["faults", "list"],
  ["faults", "speed"],
])
  test(`${command.join(" ")} --help has an example`, async () => {
    const { status, stdout } = await invoked(...command, "--help");
    assert.equal(status, 0);
    assert.match(stdout, /Example:\n {2}.*ashlar/);
  });

for (const [what, parameters] of [
  ["an unknown command", ["bogus"]],
  ["an unknown option", ["status", "--bogus"]],
  ["a missing disk", ["serve"]],
  ["no disk and no vault", ["status"]],
  ["nowhere to serve", ["serve", "/x"]],
  ["a duration without unit", ["serve", "/x", "--hold-up", "100"]],
  ["an unknown part to measure", ["bench", "disk", "--only", "everything"]],
  ["nothing to validate", ["validate"]],
  ["a compiler that the corpus has not", ["validate", "--corpus", "--compiler", "msvc"]],
  ["a program that the corpus has not", ["validate", "--corpus", "--program", "tetris"]],
  ["an unknown scene", ["boot", "nothing"]],
  ["an unknown database", ["faults", "database", "oracle"]],
  ["an unknown failure", ["faults", "database", "sqlite", "--failures", "meteor"]],
  ["two places for a database", ["faults", "database", "sqlite", "--vm", "--host"]],
  ["contradicting options", ["recover", "/x", "--replay", "--discard"]],
] as const)
  test(`${what} is wrong usage: status 2, and help is offered`, async () => {
    const { status, stderr } = await invoked(...parameters);
    assert.equal(status, 2);
    assert.match(stderr, WRONG_USAGE);
  });

test("what is no module or no program is refused with its code", async (t) => {
  const folder = memoryFolder(t);
  const [text, module] = [join(folder, "text"), join(folder, "module.wasm")];
  writeFileSync(text, "no module");
  writeFileSync(module, Uint8Array.from([0x00, 0x61, 0x73, 0x6d, 1, 0, 0, 0]));
  for (const [files, code] of [
    [[text, text], "module-refused"],
    [[module, text], "program-refused"],
  ] as const) {
    const { status, stdout, stderr } = await invoked("validate", ...files);
    assert.deepEqual([status, stdout], [4, ""]);
    assert.match(stderr, new RegExp(`\\[${code}\\]$`, "m"));
  }
});
