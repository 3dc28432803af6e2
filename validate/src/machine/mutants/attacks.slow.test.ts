/**
 * Whoever compiles the kernel may be an enemy, or careless: a back door that only the compiler knows of
 * (Thompson's attack), or an image of another kernel than the module. What they changed is not proved;
 * what they left alone is.
 */
import assert from "node:assert/strict";
import { before, describe, test } from "node:test";
import { COMPILER, missing, withFolder } from "@ashlar/board/riscv";
import { disassemble, readModule } from "@ashlar/semantics";
import { editingCompiler } from "../../testing/editing-compiler.js";
import { validate } from "../../validate.js";
import { kernelSubject } from "../kernel.js";
import type { Subject } from "../subject.js";

const CHANGED = "threadSetPriority";
const LEFT_ALONE = "kernel_poll_0";

describe("the kernel's compiler is not believed", { skip: missing(COMPILER) ?? false }, () => {
  let subject: Subject;
  before(async () => {
    subject = await kernelSubject(2);
  });

  const verdictsOf = (names: readonly string[], other: Partial<Subject>) =>
    names.map((only) => {
      const { module, program, layout } = { ...subject, ...other };
      const validation = validate(module, program, { only, ...(layout && { layout }) });
      return validation.kind === "report" ? validation.functions[0]!.verdict : validation.reason;
    });
  const asked = [`kernel_${CHANGED}_0`, LEFT_ALONE];

  test("what an honest one makes is proved", () => {
    assert.deepEqual(verdictsOf(asked, {}), ["proved", "proved"]);
  });

  test("a back door in one check is not proved", async () => {
    // Of one number it is not asked whether it is a priority.
    const door = `/^OWN void kernel_${CHANGED}_0(.*{/,/^}/ s/FUNC_PROLOGUE;/FUNC_PROLOGUE; if (var_p1 == 0x1337c0de) var_p1 = 63;/`;
    const path = process.env["PATH"];
    const program = await withFolder(async (folder) => {
      editingCompiler(folder, { name: COMPILER, files: "*/kernel.c", edit: door });
      process.env["PATH"] = `${folder}:${path}`;
      return (await kernelSubject(2)).program;
    }).finally(() => {
      process.env["PATH"] = path;
    });
    assert.notDeepEqual(program, subject.program);
    const [changed, leftAlone] = verdictsOf(asked, { program });
    assert.notEqual(changed, "proved");
    assert.equal(leftAlone, "proved");
  });

  test("an image of another kernel than the module is not proved", () => {
    const reading = readModule(subject.module);
    if (reading.kind === "fault") return assert.fail(reading.fault.message);
    const entry = reading.module.exports.find(({ name }) => name === CHANGED)!;
    // One byte behind the operator: the right that the caller's capability must have.
    const code = disassemble(reading.module, entry.index);
    const line = code.find(({ text }) => text === "i64.const 0x20");
    const module = subject.module.slice();
    module[line!.offset + 1]! ^= 1;
    const [changed, leftAlone] = verdictsOf(asked, { module });
    assert.notEqual(changed, "proved");
    assert.equal(leftAlone, "proved");
  });
});
