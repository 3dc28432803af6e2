/** The kernel's code does what the specification says, and faults in it are noticed. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { assertAllProved } from "../../testing/all-proved.js";
import { theorems } from "./index.js";

/** What a run proves; `ashlar prove kernel` proves all. */
const ASKED = [
  ...[
    "signal",
    "interrupt",
    "threadSuspend",
    "cnodeMove",
    "yield",
    "wait",
    "found",
    "parts/queueUp",
  ],
  ...[
    "parts/awakenWaiting",
    "parts/awakenReceiving",
    "parts/take",
    "noSuchCall",
    "poll",
    "threadConfigure",
    "threadSetHandler",
    "irqAcknowledge",
    "tableMap",
  ],
  ...[
    "parts/schedule",
    "parts/find",
    "parts/transfer",
    "supposed",
    "cnodeMint",
    "parts/findAnyhow",
    "parts/findDirectAmong",
  ],
];

test("some are proved with certificates", () =>
  assertAllProved({
    what: "the kernel's code",
    theorems: theorems().filter(({ id }) => ASKED.some((name) => id.endsWith(`/${name}`))),
    ...{ sample: 0, mutants_min: 0, hidden_max: 0 },
    module: new URL("./index.js", import.meta.url),
  }));

/** Every so many of them. */
const STRIDE = 8;

test("faults in the code that empties a slot are refuted", () => {
  const theorem = theorems().find(({ id }) => id === "kernel/refines/cnodeDelete")!;
  const mutants = theorem.mutants().filter((_, at) => at % STRIDE === 0);
  assert.ok(mutants.length >= 3);
  for (const { id, prove } of mutants) assert.equal(prove().verdict, "refuted", id);
});

test("a fault in the code is shown on V8, from the state that was found, in fields of pages", () => {
  const theorem = theorems().find(({ id }) => id === "kernel/refines/irqAcknowledge")!;
  const fault = theorem.mutants().find(({ id }) => id.includes("i64.const, one bit"))!;
  const proof = fault.prove();
  assert.equal(proof.verdict, "refuted");
  if (proof.verdict !== "refuted") return;
  assert.match(proof.reason, /V8 shows it/);
  const trace = proof.trace ?? [];
  assert.ok(trace.some((line) => /^thread \d+ runs: irqAcknowledge\(/.test(line)));
  assert.ok(trace.some((line) => /^wrong: register 10 of page \d+/.test(line)));
});
