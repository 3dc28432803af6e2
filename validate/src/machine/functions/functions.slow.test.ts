/** Functions of the image are theorems; what the validator supposes is never more than is read off. */
import assert from "node:assert/strict";
import { before, describe, test } from "node:test";
import { COMPILER, missing } from "@ashlar/board/riscv";
import { runTheorem } from "@ashlar/logic/prove";
import { validate } from "../../validate.js";
import { kernelSubject } from "../kernel.js";
import type { Subject } from "../subject.js";
import { KernelFunctions } from "./index.js";

const ENTRIES = ["yield", "poll", "threadReadRegisters", "frameMap"];

describe("functions of the kernel's image", { skip: missing(COMPILER) ?? false }, () => {
  let subject: Subject;
  let functions: KernelFunctions;
  before(async () => {
    subject = await kernelSubject(2);
    functions = new KernelFunctions(subject);
  });

  test("an entry's theorem is proved, with certificates that have words", () => {
    const theorem = functions.theorems().find(({ id }) => id === "machine/kernel/poll_0")!;
    const { verdict, certificate, certificate_words } = runTheorem(theorem);
    assert.deepEqual([verdict, certificate], ["proved", "checked"]);
    assert.ok(certificate_words > 0);
  });

  for (const entry of ENTRIES)
    test(`what ${entry} supposes is among what its chain needs`, () => {
      const { module, program, layout } = subject;
      const only = `kernel_${entry}_0`;
      const validation = validate(module, program, { only, ...(layout && { layout }) });
      assert.ok(validation.kind === "report");
      const supposed = validation.functions.flatMap(({ supposes }) => supposes.functions);
      const needed = new Set(functions.linksOf(entry));
      for (const name of supposed)
        assert.ok(needed.has(`machine/kernel/${name.replace("kernel_", "")}`), name);
    });

  test("a verdict depends on all of the image", () => {
    const codeOf = (program: Uint8Array) =>
      new KernelFunctions({ ...subject, program }).theorems().map(({ code }) => code!());
    const wrong = subject.program.slice();
    const text = Buffer.from(wrong);
    // mret, of which the encoding is unique in the image.
    wrong[text.indexOf(Buffer.from([0x73, 0x00, 0x20, 0x30]))]! ^= 0x80;
    const [before, after] = [codeOf(subject.program), codeOf(wrong)];
    assert.ok(before.every((code, at) => code !== after[at]));
    assert.deepEqual(codeOf(subject.program.slice()), before);
  });
});
