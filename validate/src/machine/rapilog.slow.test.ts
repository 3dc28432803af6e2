/** The log's core, whose memory is imported: functions are proved, and none by a wrong layout. */
import assert from "node:assert/strict";
import { before, describe, test } from "node:test";
import { COMPILER, missing } from "@ashlar/board/riscv";
import { readModule } from "@ashlar/semantics";
import { instanceLayout, type Layout } from "../layout.js";
import { validate } from "../validate.js";
import { rapilogSubject } from "./rapilog.js";
import type { Subject } from "./subject.js";

const FUNCTIONS = ["w2c_rapilog_f4", "w2c_rapilog_f9"];

describe("the log's core", { skip: missing(COMPILER) ?? false }, () => {
  let subject: Subject;
  let right: Layout;
  before(async () => {
    subject = await rapilogSubject(2);
    const reading = readModule(subject.module);
    if (reading.kind === "fault") return assert.fail(reading.fault.message);
    right = instanceLayout(reading.module);
  });

  const verdictOf = (name: string, layout: Layout) => {
    const validation = validate(subject.module, subject.program, { layout, only: name });
    if (validation.kind === "refused") return assert.fail(validation.reason);
    return validation.functions.find((one) => one.name === name)!.verdict;
  };

  for (const name of FUNCTIONS)
    test(`proved: ${name}`, () => {
      assert.equal(verdictOf(name, right), "proved");
    });

  test("with a memory in the instance, or its size elsewhere, nothing is proved", () => {
    const place = { kind: "instance", offset: 0 } as const;
    const wrong: Layout[] = [
      { ...right, memory: { kind: "pointer", place } },
      { ...right, memorySize: { kind: "record", offset: 16 } },
    ];
    for (const layout of wrong)
      for (const name of FUNCTIONS) assert.notEqual(verdictOf(name, layout), "proved", name);
  });
});
