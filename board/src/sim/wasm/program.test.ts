/** WebAssembly modules as threads: in their address space, interrupted anywhere, restarted afresh. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import * as numbers from "@ashlar/kernel/interface";
import binaryen from "binaryen";
import { DATA_ADDRESS } from "../scenario/root.js";
import { World } from "../scenario/world.js";
import { Exception } from "../sv39.js";
import { type Answer, call, type Doing, store } from "../user.js";
import { prepared } from "./prepare.js";
import { type Imports, wasmProgram } from "./program.js";

const SLICE_TICKS = 500;

function assembled(text: string): Uint8Array {
  const module = binaryen.parseText(text);
  module.setFeatures(binaryen.Features.BulkMemory | binaryen.Features.SignExt);
  return module.emitBinary();
}

/** Puts squares into memory and adds them up again; i is a global, to see that it begins afresh. */
const SQUARES = `(module
  (import "env" "memory" (memory 4))
  (import "test" "report" (func $report (param i64)))
  (global $i (mut i32) (i32.const 0))
  (data (i32.const ${DATA_ADDRESS}) "\\07\\00\\00\\00\\00\\00\\00\\00")
  (func $square (param $n i32) (result i64)
    (i64.mul (i64.extend_i32_u (local.get $n)) (i64.extend_i32_u (local.get $n))))
  (func (export "main") (local $sum i64) (local $at i32)
    (local.set $sum (i64.load (i32.const ${DATA_ADDRESS})))
    (loop $fill
      (i64.store offset=8
        (i32.add (i32.const ${DATA_ADDRESS}) (i32.shl (global.get $i) (i32.const 3)))
        (call $square (global.get $i)))
      (global.set $i (i32.add (global.get $i) (i32.const 1)))
      (br_if $fill (i32.lt_u (global.get $i) (i32.const 100))))
    (loop $add
      (local.set $sum (i64.add (local.get $sum)
        (i64.load offset=8
          (i32.add (i32.const ${DATA_ADDRESS}) (i32.shl (local.get $at) (i32.const 3))))))
      (local.set $at (i32.add (local.get $at) (i32.const 1)))
      (br_if $add (i32.lt_u (local.get $at) (i32.const 100))))
    (call $report (local.get $sum))
    (loop $ever (br $ever))))`;

/** 7, and the squares below 100. */
const SUM = 7n + 328_350n;

const reportTo = (reports: bigint[]): Imports => ({
  test: {
    report: function* (value: bigint): Doing<undefined> {
      reports.push(value);
      yield* [];
      return undefined;
    },
  },
});

test("two threads of one module, interrupted in the middle, do not see each other", () => {
  const reports: bigint[] = [];
  let ticks = 0;
  const world = new World(
    function* (root, { machine }) {
      const program = machine.add(
        wasmProgram(prepared(assembled(SQUARES)), {
          entry: "main",
          imports: reportTo(reports),
          *start(_, segments) {
            for (const { address, bytes } of segments)
              for (const [at, byte] of bytes.entries()) yield* store(address + at, byte, 1);
          },
        }),
      );
      for (let at = 0; at < 2; at++) yield* root.start({ program, dataPages: 1 });
      yield* root.rest();
    },
    { slice_ticks: SLICE_TICKS },
  );
  world.machine.watch((event) => {
    if (event.event === "entry" && event.cause === "timer" && event.thread !== 0) ticks += 1;
  });
  world.until(() => reports.length === 2, "both have added up");
  assert.deepEqual(reports, [SUM, SUM]);
  assert.ok(ticks > 2, `interrupted ${ticks} times`);
  world.assertSound();
});

describe("a module that reaches beyond its memory", () => {
  test("faults there, and begins afresh when it is restarted", () => {
    const reports: bigint[] = [];
    const heard: Answer[] = [];
    const world = new World(function* (root, { machine }) {
      const faults = yield* root.make(numbers.ENDPOINT);
      const component = yield* root.start({
        program: machine.add(
          wasmProgram(prepared(assembled(SQUARES)), { entry: "main", imports: reportTo(reports) }),
        ),
        handler: yield* root.mint(faults.slot, 1),
      });
      heard.push(yield* root.must(numbers.RECEIVE, [faults.slot]));
      const frame = yield* root.make(numbers.FRAME);
      yield* root.fill(frame.slot, [7n]);
      yield* root.map(frame.slot, component.tables, DATA_ADDRESS, numbers.READ | numbers.WRITE);
      yield* root.restart(component.thread);
      yield* root.must(numbers.REPLY, [0]);
      yield* root.rest();
    });
    world.until(() => reports.length === 1, "it has added up");
    assert.equal(heard[0]!.label, BigInt(Exception.pageFault.load));
    assert.equal(heard[0]!.words[0], BigInt(DATA_ADDRESS));
    assert.deepEqual(reports, [SUM]);
  });
});

test("system calls are imports, and answers come back through a pause", () => {
  const reports: bigint[] = [];
  const text = `(module
    (import "env" "memory" (memory 4))
    (import "kernel" "invoke" (func $invoke (param i32 i64 i64) (result i64)))
    (import "test" "report" (func $report (param i64)))
    (func $ask (param $n i64) (result i64)
      (i64.add (call $invoke (i32.const ${numbers.CALL}) (i64.const 1) (local.get $n))
        (i64.const 1)))
    (func (export "main") (call $report (call $ask (i64.const 20)))
      (call $report (call $ask (i64.const 30))) (loop $ever (br $ever))))`;
  const world = new World(function* (root, { machine }) {
    const endpoint = yield* root.make(numbers.ENDPOINT);
    const capabilities = { 1: { from: endpoint.slot } };
    const imports: Imports = {
      ...reportTo(reports),
      kernel: {
        invoke: function* (number: number, a: bigint, b: bigint): Doing<bigint> {
          return (yield* call(number, a, b)).label;
        },
      },
    };
    yield* root.start({
      program: machine.add(wasmProgram(prepared(assembled(text)), { entry: "main", imports })),
      capabilities,
    });
    for (let request = yield* root.must(numbers.RECEIVE, [endpoint.slot]); ; )
      request = yield* call(numbers.REPLY_RECEIVE, endpoint.slot, request.label * 2n);
  });
  world.until(() => reports.length === 2, "it was answered twice");
  assert.deepEqual(reports, [41n, 61n]);
});

test("a module that does with memory what has no import is refused", () => {
  const text = `(module (memory 1) (func (export "main") (drop (memory.grow (i32.const 1)))))`;
  assert.throws(() => prepared(assembled(text)), /may not use memory\.grow/);
});
