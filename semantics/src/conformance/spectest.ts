/** The host module `spectest` that the official suite imports from. */
import { ByteMemory, type External, type Store, ValueType } from "../wasm/index.js";

const { I32, I64, F32, F64, FuncRef } = ValueType;

const PRINTERS: Record<string, ValueType[]> = {
  print: [],
  print_i32: [I32],
  print_i64: [I64],
  print_f32: [F32],
  print_f64: [F64],
  print_i32_f32: [I32, F32],
  print_f64_f64: [F64, F64],
};

const GLOBALS: [string, ValueType, bigint | undefined][] = [
  ["global_i32", I32, 666n],
  ["global_i64", I64, 666n],
  ["global_f32", F32, undefined],
  ["global_f64", F64, undefined],
];

/** What `spectest` exports, in this store. */
export function spectest(store: Store): Map<string, External> {
  const exports = new Map<string, External>();
  for (const [name, parameters] of Object.entries(PRINTERS)) {
    const type = { parameters, results: [] };
    const callable = { type, name, code: undefined, view: undefined, host: () => [] };
    exports.set(name, { kind: "function", callable });
  }
  for (const [name, type, value] of GLOBALS) {
    const address = store.globals.push({ type, mutable: false, value }) - 1;
    exports.set(name, { kind: "global", address });
  }
  const limits = { minimum: 10, maximum: 20 };
  exports.set("table", { kind: "table", type: { element: FuncRef, limits } });
  const address = store.memories.push(new ByteMemory(1, 2)) - 1;
  exports.set("memory", { kind: "memory", address });
  return exports;
}
