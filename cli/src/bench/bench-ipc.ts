/** What messages between threads cost on the RISC-V board, beside Linux in the same emulator. */

import {
  COMPILER,
  EMULATOR,
  type IpcFigures,
  measureIpc,
  measureLinux,
  missing,
  type Rival,
} from "@ashlar/board/riscv";
import { AshlarError } from "@ashlar/disk/errors";
import { EnvironmentMissing } from "../exit.js";
import { digits, table } from "../table.js";

/** Fifty times fewer than Linux's pipe, which is what the L4 kernels are known for. */
export const ROUND_TRIP_GOAL = 270;
export const BOOT_GOAL_MS = 100;
const INSTRUCTIONS_PER_MS = 1_000_000;

export interface IpcReport {
  /** In instructions, by the compiler's optimization. */
  readonly kernel: readonly IpcFigures[];
  /** In instructions too; null where it was not measured. */
  readonly linux: Rival | null;
  /** What was not measured, and why. */
  readonly skipped: readonly string[];
  readonly roundTripGoal: number;
  readonly isRoundTripWithinGoal: boolean;
  /** Emulated milliseconds from reset to the first program, the slowest build. */
  readonly boot_ms: number;
}

export async function benchIpc(
  withLinux: boolean,
  onStep: (step: string) => void,
): Promise<IpcReport> {
  const lost = missing(COMPILER, EMULATOR);
  if (lost !== undefined) throw new EnvironmentMissing(lost);
  const kernel: IpcFigures[] = [];
  for (const optimization of [1, 2, 3] as const) {
    onStep(`the kernel, compiled with -O${optimization}`);
    kernel.push(await measureIpc(optimization));
  }
  const skipped: string[] = [];
  const linux = withLinux ? await rival(onStep, skipped) : null;
  if (!withLinux) skipped.push("Linux: not asked for");
  return {
    kernel,
    linux,
    skipped,
    roundTripGoal: ROUND_TRIP_GOAL,
    isRoundTripWithinGoal: Math.min(...kernel.map((one) => one.roundTrip)) <= ROUND_TRIP_GOAL,
    boot_ms: Math.max(...kernel.map((one) => one.boot)) / INSTRUCTIONS_PER_MS,
  };
}

async function rival(onStep: (step: string) => void, skipped: string[]): Promise<Rival | null> {
  try {
    return await measureLinux(onStep);
  } catch (error) {
    if (!(error instanceof AshlarError && error.code === "packages-missing")) throw error;
    skipped.push(`Linux: ${error.message}`);
    return null;
  }
}

const ROWS: readonly (readonly [string, (figures: IpcFigures) => number])[] = [
  ["call and reply, two address spaces", (one) => one.roundTrip],
  ["of these, the call's way", (one) => one.call],
  ["and the reply's", (one) => one.reply],
  ["call and reply, one address space", (one) => one.roundTripNear],
  ["send to who waits and is more important", (one) => one.send],
  ["signal to who waits and is more important", (one) => one.signal],
  ["signal to nobody", (one) => one.signalUnheard],
  ["map a page", (one) => one.pageMap],
  ["unmap it", (one) => one.pageUnmap],
  ["yield to another thread", (one) => one.threadSwitch],
  ["the kernel's code, instructions", (one) => one.kernelSize.instructions],
  ["the kernel's code, bytes", (one) => one.kernelSize.bytes],
  ["the machine's code, bytes", (one) => one.machineSize.bytes],
];

export function ipcText(report: IpcReport): string {
  const heading = ["instructions", ...report.kernel.map((one) => `-O${one.optimization}`)];
  const rows = ROWS.map(([name, of]) => [name, ...report.kernel.map((one) => digits(of(one)))]);
  const best = Math.min(...report.kernel.map((one) => one.roundTrip));
  const met = report.isRoundTripWithinGoal ? "met" : "missed";
  const lines = [
    table(heading, rows),
    `round trip: ${best}, goal at most ${report.roundTripGoal}: ${met}`,
    `boot to the first program: ${digits(report.boot_ms)} emulated ms, goal ${BOOT_GOAL_MS}`,
  ];
  if (report.linux !== null) lines.push(linuxText(report.linux, best));
  return [...lines, ...report.skipped.map((reason) => `skipped  ${reason}`)].join("\n");
}

function linuxText({ kernel, pipe, futex, getppid }: Rival, best: number): string {
  const times = (count: number) => `${digits(count)} (${digits(count / best)} times ours)`;
  return `Linux ${kernel}, round trip between two processes: pipe ${times(pipe)}, futex ${times(futex)}; getppid ${digits(getppid)}`;
}
