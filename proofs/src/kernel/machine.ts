/** The kernel as it runs beside its specification: its module, on memory of its own. */
import { readFileSync } from "node:fs";
import { PAGE_BYTES } from "@ashlar/kernel/layout";
import type { NO_SUCH_CALL_NAME, SystemCallName } from "@ashlar/kernel/system-calls";

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

const WASM_PAGE_BYTES = 65_536;

type Call = (...registers: bigint[]) => void;

/** What it exports: a function for each system call, and how else it is entered. */
export interface Kernel extends Readonly<Record<SystemCallName | typeof NO_SUCH_CALL_NAME, Call>> {
  boot(pages: number, domains: number): number;
  timer(): void;
  fault(kind: bigint, address: bigint): void;
}

export interface Machine {
  readonly memory: Buffer;
  readonly kernel: Kernel;
}

/** A kernel that has not booted yet, on so many pages. */
export function machineWith(pages: number, kernel: Uint8Array): Machine {
  const wasmPages = Math.ceil((pages * PAGE_BYTES) / WASM_PAGE_BYTES);
  const memory = new WebAssembly.Memory({ initial: wasmPages, maximum: wasmPages });
  const { exports } = new WebAssembly.Instance(moduleOf(kernel), { env: { memory } });
  return { memory: Buffer.from(memory.buffer), kernel: exports as unknown as Kernel };
}
