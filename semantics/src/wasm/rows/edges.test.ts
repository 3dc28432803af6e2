import assert from "node:assert/strict";
import { test } from "node:test";
import { readModule } from "../read/read.js";
import { instantiate } from "../run/instance.js";
import { invoke, Store } from "../run/store.js";
import { assemble, type FunctionText, op, unsigned } from "../testing/assemble.js";
import { callInV8, forV8, show } from "../testing/compare.js";
import { edges } from "../testing/edges.js";
import { ValueType, widthOf } from "../types.js";
import type { Row } from "./row.js";
import { ROWS } from "./table.js";

const { I32, I64 } = ValueType;
const NUMERIC = ROWS.filter(
  ({ isRefused, immediates, signature }) =>
    !isRefused && immediates === "none" && signature !== undefined && signature.gives.length === 1,
);
const ACCESSES = ROWS.filter(({ isRefused, immediates }) => !isRefused && immediates === "access");

type Call = (values: readonly bigint[]) => { ours: string; theirs: string };

/** A function in both engines, and what memory holds behind it. */
function both(text: FunctionText): Call {
  const bytes = assemble({ functions: [text], memory: { minimum: 1, maximum: 1 } });
  const reading = readModule(bytes);
  if (reading.kind === "fault") assert.fail(reading.fault.message);
  const store = new Store();
  const made = instantiate(store, reading.module);
  assert.ok(made.kind === "instance");
  const external = made.instance.exports.get("f0");
  assert.ok(external?.kind === "function");
  const instance = new WebAssembly.Instance(new WebAssembly.Module(bytes as BufferSource));
  const theirs = instance.exports["f0"] as Parameters<typeof callInV8>[0];
  const { buffer } = instance.exports["m"] as WebAssembly.Memory;
  return (values) => {
    const parameters = values.map((value, at) => forV8(text.type.parameters[at]!, value));
    const result = {
      ours: show(invoke(store, external.callable, values)),
      theirs: callInV8(theirs, parameters),
    };
    assert.equal(Buffer.from(buffer).compare(store.memories[0]!.page(0)), 0, "memory");
    return result;
  };
}

function tuples(types: readonly ValueType[]): bigint[][] {
  return types.reduce<bigint[][]>(
    (all, type) =>
      all.flatMap((values) => edges(widthOf(type)!).map((value) => [...values, value])),
    [[]],
  );
}

function table(row: Row): string[] {
  const { takes, gives } = row.signature!;
  const operands = takes.flatMap((_, at) => op("local.get", at));
  const type = { parameters: takes, results: gives };
  const call = both({ type, locals: [], body: [...operands, ...op(row.name)] });
  return tuples(takes).map((values) => {
    const { ours, theirs } = call(values);
    assert.equal(ours, theirs, `${row.name} ${values.join(" ")}`);
    return ours;
  });
}

test("every numeric instruction agrees with V8 on all edge values, and with no other instruction", () => {
  const tables = new Map<string, string>();
  let calls = 0;
  for (const row of NUMERIC) {
    const { takes, gives } = row.signature!;
    const rows = table(row);
    calls += rows.length;
    const results = `${takes}>${gives}: ${rows.join()}`;
    assert.equal(tables.get(results), undefined, `${row.name} is not told apart`);
    tables.set(results, row.name);
  }
  assert.equal(tables.size, NUMERIC.length);
  assert.ok(NUMERIC.length > 60 && calls > 100_000, `${calls} calls`);
});

const ADDRESSES = [0n, 1n, 7n, 65_527n, 65_528n, 65_529n, 65_532n, 65_535n, 65_536n, 0xffff_ffffn];
const OFFSETS = [0, 1, 8, 65_528, 65_535, 65_536, 0xffff_fff8, 0xffff_ffff];

for (const row of ACCESSES)
  test(`${row.name} agrees with V8 at the edges of memory`, () => {
    const { takes, gives } = row.signature!;
    for (const offset of OFFSETS) {
      const operands = takes.flatMap((_, at) => op("local.get", at));
      const body = [...operands, ...op(row.name, 0, ...unsigned(offset))];
      // Something to load: bytes with and without their highest bit.
      const start = [...op("i32.const", 0), ...op("i64.const", 0x80, 0xff, 0x81, 0x70)];
      const fill = gives.length > 0 ? [...start, ...op("i64.store", 0, 0)] : [];
      const call = both({
        type: { parameters: takes, results: gives },
        locals: [],
        body: [...fill, ...body],
      });
      const values =
        takes[1] === undefined ? [[]] : edges(takes[1] === I32 ? 32 : 64).map((v) => [v]);
      for (const address of ADDRESSES)
        for (const rest of values.slice(0, 6)) {
          const { ours, theirs } = call([address, ...rest]);
          assert.equal(ours, theirs, `${row.name} ${address} + ${offset}`);
        }
    }
  });

test("division traps: by zero, and at the least number by -1", () => {
  for (const [width, type, least] of [
    [32, I32, 2n ** 31n],
    [64, I64, 2n ** 63n],
  ] as const)
    for (const operation of ["div_s", "rem_s"]) {
      const name = `i${width}.${operation}`;
      const body = [...op("local.get", 0), ...op("local.get", 1), ...op(name)];
      const call = both({ type: { parameters: [type, type], results: [type] }, locals: [], body });
      assert.equal(call([least, 0n]).ours, "integer divide by zero");
      const expected = operation === "div_s" ? "integer overflow" : "returned 0";
      assert.equal(call([least, 2n ** BigInt(width) - 1n]).ours, expected);
    }
});
