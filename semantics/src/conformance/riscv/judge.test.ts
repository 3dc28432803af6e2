import assert from "node:assert/strict";
import { test } from "node:test";
import { assembled, COMPILER, missing } from "../../riscv/testing/tools.js";
import { judge } from "./judge.js";

const ending = (value: number) => `.globl _start, tohost
_start: li t0, ${value}
  la t1, tohost
  sd t0, 0(t1)
1: j 1b
.data
.align 3
tohost: .dword 0
`;

for (const [what, source, kind, reason] of [
  ["says that all is well", ending(1), "passed", /^$/],
  ["says which case failed", ending(2 * 7 + 1), "failed", /^case 7$/],
  ["never ends", ending(0), "failed", /^not at its end after \d+ instructions$/],
  ["cannot say how it ends", ".globl _start\n_start: j _start\n", "refused", /no symbol tohost/],
] as const)
  test(`a program that ${what}`, (t) => {
    const skipped = missing(COMPILER);
    if (skipped !== undefined) return t.skip(skipped);
    const verdict = judge(assembled(source));
    assert.equal(verdict.kind, kind);
    assert.match(verdict.kind === "passed" ? "" : verdict.reason, reason);
  });

test("what is no program has failed, and one for another machine is refused", () => {
  assert.equal(judge(new Uint8Array(100)).kind, "failed");
  const header = new Uint8Array(64);
  header.set([0x7f, 0x45, 0x4c, 0x46, 1]);
  assert.equal(judge(header).kind, "refused");
});
