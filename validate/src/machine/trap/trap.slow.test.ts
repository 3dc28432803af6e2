/** The trap's theorems are proved of the image, its mutants refuted, and assumptions matter. */
import assert from "node:assert/strict";
import { before, describe, test } from "node:test";
import { COMPILER, missing } from "@ashlar/board/riscv";
import { runMutants, runTheorem, type Theorem } from "@ashlar/logic/prove";
import { sampleOfRun } from "@ashlar/rapilog/random";
import { kernelSubject } from "../kernel.js";
import { Image, imageOf } from "./image.js";
import { trapTheorems } from "./index.js";

/** Of all; every one with ASHLAR_EVERY=1. */
const MUTANTS = 60;
const MUTANTS_MIN = 300;

describe("the way into the kernel and out of it", { skip: missing(COMPILER) ?? false }, () => {
  let image: Image;
  let theorems: Theorem[] = [];
  before(async () => {
    image = imageOf((await kernelSubject(2)).program);
    theorems = trapTheorems(image);
  });

  test("all is proved, with certificates", () => {
    const unproved = theorems.map(runTheorem).filter(({ certificate }) => certificate === null);
    assert.deepEqual(unproved, []);
  });

  test("one wrong instruction, and it is refuted", () => {
    const all = theorems.flatMap((theorem) =>
      theorem.mutants().map((mutant) => ({ ...theorem, mutants: () => [mutant] })),
    );
    assert.ok(all.length >= MUTANTS_MIN, `${all.length} mutants`);
    const tried = sampleOfRun("mutants of the trap", all, MUTANTS).flatMap(runMutants);
    assert.deepEqual(
      tried.filter(({ verdict }) => verdict !== "refuted"),
      [],
    );
  });

  test("a table that calls another function than its number says is refuted", () => {
    const { symbols } = image.program;
    const [one, other] = ["kernel_send", "kernel_yield"].map((name) =>
      symbols.find((symbol) => symbol.name === name),
    );
    const swapped = symbols.map((symbol) => {
      if (symbol === one) return { ...symbol, address: other!.address };
      return symbol === other ? { ...symbol, address: one!.address } : symbol;
    });
    assert.ok(one !== undefined && other !== undefined);
    const [call] = trapTheorems(new Image({ ...image.program, symbols: swapped }));
    const { verdict, reason } = runTheorem(call!);
    assert.equal(verdict, "refuted");
    assert.match(reason ?? "", /calls (send|yield)/);
  });
});
