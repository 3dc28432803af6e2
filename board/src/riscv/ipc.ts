/**
 * What the kernel takes for what threads do with each other, in instructions: counted by the
 * processor's own counter, which is read by the program that is measured (`programs/ipc.S`). Each
 * figure is everything between user mode and user mode, the trap's entry and exit included.
 */
import { join } from "node:path";
import { AshlarError } from "@ashlar/disk/errors";
import { buildKernel, type CodeSize } from "./build.js";
import { buildAssembly } from "./component.js";
import { runImage } from "./qemu.js";
import { BOARD_FOLDER, type Optimization } from "./toolchain.js";

export interface IpcFigures {
  readonly optimization: Optimization;
  /** A call and its reply, between two address spaces: both ways added. */
  readonly roundTrip: number;
  /** The same between two threads of one address space. */
  readonly roundTripNear: number;
  /** From the caller to the server, and back. */
  readonly call: number;
  readonly reply: number;
  /** A message to who waits for it and is more important, up to its running. */
  readonly send: number;
  /** Bits to who waits for them and is more important, up to its running; and to nobody. */
  readonly signal: number;
  readonly signalUnheard: number;
  readonly pageMap: number;
  readonly pageUnmap: number;
  /** From who yields to who runs next. */
  readonly threadSwitch: number;
  /** From reset to the first instruction of the first program. */
  readonly boot: number;
  /** The kernel's own code, compiled from WebAssembly; the machine's around it. */
  readonly kernelSize: CodeSize;
  readonly machineSize: CodeSize;
}

const LIMIT_MS = 60_000;

export async function measureIpc(optimization: Optimization): Promise<IpcFigures> {
  const program = await buildAssembly(join(BOARD_FOLDER, "programs", "ipc.S"));
  const kernel = await buildKernel(program, {
    optimization,
    machineCalls: true,
    countsInstructions: true,
  });
  const run = await runImage(kernel.elf, { memory_MiB: kernel.memory_MiB, limit_ms: LIMIT_MS });
  const lines = [...run.transcript.matchAll(/^(\w+) (0x[0-9a-f]+)$/gm)];
  const counted = new Map(lines.map(([, name, value]) => [name!, Number(value)]));
  const of = (name: string): number => {
    const figure = counted.get(name);
    if (figure === undefined) throw new AshlarError("board-run", `no ${name}: ${run.transcript}`);
    return figure;
  };
  return {
    optimization,
    roundTrip: of("far_call") + of("far_reply"),
    roundTripNear: of("near_call") + of("near_reply"),
    call: of("far_call"),
    reply: of("far_reply"),
    send: of("send"),
    signal: of("signal"),
    signalUnheard: of("signal_unheard"),
    pageMap: of("page_map"),
    pageUnmap: of("page_unmap"),
    threadSwitch: of("thread_switch"),
    boot: of("boot"),
    kernelSize: kernel.kernelSize,
    machineSize: kernel.machineSize,
  };
}
