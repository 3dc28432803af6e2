import assert from "node:assert/strict";
import { test } from "node:test";
import { foundationsOf, isWhole } from "./composition.js";
import type { FunctionReport, Verdict } from "./report.js";

const report = (
  name: string,
  verdict: Verdict,
  functions: readonly string[],
  others: readonly string[] = [],
): FunctionReport => ({
  ...{ name, verdict, supposes: { functions, others }, reason: null },
  ...{ certified: verdict === "proved", seconds: 0, instructions: 1, loops: 0 },
});

test("a proof rests on all that is called, however many calls away", () => {
  const foundations = foundationsOf([
    report("leaf", "proved", [], ["machine_arm"]),
    report("recursive", "proved", ["recursive", "leaf"]),
    report("open", "unknown", []),
    report("above", "proved", ["middle"]),
    report("middle", "proved", ["recursive", "open"], ["wasm_fill"]),
    report("stranger", "proved", ["not asked for"]),
  ]);
  const of = (name: string) => foundations.get(name)!;
  assert.deepEqual(of("recursive"), { lacks: [], believes: ["machine_arm"] });
  assert.deepEqual(of("above"), { lacks: ["open"], believes: ["machine_arm", "wasm_fill"] });
  assert.deepEqual(of("open").lacks, ["open"]);
  assert.deepEqual(of("stranger").lacks, ["not asked for"]);
  const whole = [...foundations].filter(([, one]) => isWhole(one)).map(([name]) => name);
  assert.deepEqual(whole, ["leaf", "recursive"]);
});
