/**
 * The very `kernel.wasm` that boots on the board, on a linear memory of its own. A trap in it is
 * nobody's mistake but ours: it is thrown as a `KernelTrap`, and no scenario goes on after it.
 */
import { readFileSync } from "node:fs";
import * as layout from "@ashlar/kernel/layout";
import { nameOfCall } from "@ashlar/kernel/system-calls";
import { type BootRecord, recordNumbers } from "@ashlar/spec/kernel";

/** The file that boots. */
export const KERNEL_BYTES = new Uint8Array(
  readFileSync(new URL("kernel.wasm", import.meta.resolve("@ashlar/kernel/layout"))),
);

const WASM_PAGE_BYTES = 65_536;

/** What the kernel asks of the machine: its only imports. */
export interface Privileged {
  /** From now on addresses are translated by the table with its root in this page. */
  setAddressSpace(rootTablePage: number): void;
  /** What the hart remembers of translations is void. */
  fence(): void;
  /** Bit s: source s may interrupt. */
  setInterrupts(mask: bigint): void;
  /** The next tick comes one slice from now. */
  armTimer(): void;
}

export class KernelTrap extends Error {
  constructor(entry: string, cause: unknown) {
    super(`the kernel trapped in ${entry}: ${cause instanceof Error ? cause.message : cause}`);
  }
}

const modules = new Map<Uint8Array, WebAssembly.Module>();

function moduleOf(bytes: Uint8Array): WebAssembly.Module {
  const module = modules.get(bytes) ?? new WebAssembly.Module(Uint8Array.from(bytes));
  modules.set(bytes, module);
  return module;
}

type Entry = (...parameters: (number | bigint)[]) => number | undefined;

export class Kernel {
  readonly memory: WebAssembly.Memory;
  readonly view: DataView;
  readonly #entries: Record<string, Entry>;

  constructor(pages: number, privileged: Privileged, bytes: Uint8Array = KERNEL_BYTES) {
    const wasmPages = Math.ceil((pages * layout.PAGE_BYTES) / WASM_PAGE_BYTES);
    this.memory = new WebAssembly.Memory({ initial: wasmPages, maximum: wasmPages });
    this.view = new DataView(this.memory.buffer);
    const { exports } = new WebAssembly.Instance(moduleOf(bytes), {
      env: { memory: this.memory },
      machine: {
        setAddressSpace: (page: number) => privileged.setAddressSpace(page),
        fence: () => privileged.fence(),
        setInterrupts: (mask: bigint) => privileged.setInterrupts(BigInt.asUintN(64, mask)),
        armTimer: () => privileged.armTimer(),
      },
    });
    this.#entries = exports as Record<string, Entry>;
  }

  /** False if the record makes no sense. */
  boot(record: BootRecord): boolean {
    return this.#enter("boot", ...recordNumbers(record)) === 1;
  }

  /** A system call by the running thread. The kernel writes the answer into its context. */
  call(number: bigint, registers: readonly bigint[]): void {
    const name = number < 256n ? nameOfCall(Number(number)) : nameOfCall(-1);
    this.#enter(name, ...registers.slice(0, this.#entries[name]!.length));
  }

  timer(): void {
    this.#enter("timer");
  }

  fault(kind: number, address: bigint): void {
    this.#enter("fault", BigInt(kind), address);
  }

  interrupt(source: number): void {
    this.#enter("interrupt", source);
  }

  #enter(name: string, ...parameters: (number | bigint)[]): number | undefined {
    try {
      return this.#entries[name]!(...parameters);
    } catch (error) {
      throw new KernelTrap(name, error);
    }
  }

  /** The page of the running thread; 0: none. */
  get current(): number {
    return this.view.getUint32(layout.KERNEL + layout.KERNEL_CURRENT, true);
  }

  /** The page of the domain whose turn it is. */
  get domain(): number {
    return this.view.getUint32(layout.KERNEL + layout.KERNEL_DOMAIN, true);
  }

  /** The interrupts that this domain lets in. */
  get interruptMask(): bigint {
    return this.view.getBigUint64(this.domain * layout.PAGE_BYTES + layout.DOMAIN_MASK, true);
  }

  /** The generation of a page: with it a page names one thread for ever. */
  generationOf(page: number): bigint {
    return this.view.getBigUint64(generationAt(page), true);
  }

  /** For tests: as if the page had had so many. */
  setGeneration(page: number, generation: bigint): void {
    this.view.setBigUint64(generationAt(page), generation, true);
  }

  /** A thread's registers as the kernel keeps them; number 0 is where it goes on. */
  contextOf(thread: number): BigUint64Array<ArrayBuffer> {
    const at = thread * layout.PAGE_BYTES + layout.THREAD_REGISTERS;
    return new BigUint64Array(this.memory.buffer, at, 32);
  }
}

const generationAt = (page: number) =>
  layout.PAGE_INFO + page * 2 ** layout.PAGE_INFO_BITS + layout.INFO_GENERATION;
