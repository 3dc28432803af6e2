/** The compiled kernel, or another one such as with a fault, on a memory and a machine. */
import { readFileSync } from "node:fs";
import type { NO_SUCH_CALL_NAME, SystemCallName } from "@ashlar/kernel/system-calls";
import { type BootRecord, recordNumbers } from "@ashlar/spec/kernel";
import type { Machine } from "./machine.js";

/** The very file that boots. */
export const KERNEL_BYTES = new Uint8Array(
  readFileSync(new URL("kernel.wasm", import.meta.resolve("@ashlar/kernel/layout"))),
);
const modules = new Map<Uint8Array, WebAssembly.Module>();

function moduleOf(bytes: Uint8Array): WebAssembly.Module {
  const known = modules.get(bytes);
  if (known !== undefined) return known;
  const compiled = new WebAssembly.Module(Uint8Array.from(bytes));
  modules.set(bytes, compiled);
  return compiled;
}

type Call = (...registers: bigint[]) => void;

interface Exports extends Readonly<Record<SystemCallName | typeof NO_SUCH_CALL_NAME, Call>> {
  boot(...record: number[]): number;
  timer(): void;
  interrupt(source: number): void;
  fault(kind: bigint, address: bigint): void;
}

export interface Kernel extends Omit<Exports, "boot"> {
  /** Whether it boots on what this says. */
  boot(record: BootRecord): boolean;
}

export function instantiate(
  bytes: Uint8Array,
  memory: WebAssembly.Memory,
  machine: Machine,
): Kernel {
  const imports = { env: { memory }, machine: machine.imports };
  const { exports } = new WebAssembly.Instance(moduleOf(bytes), imports);
  const kernel = exports as unknown as Exports;
  return { ...kernel, boot: (record) => kernel.boot(...recordNumbers(record)) === 1 };
}
