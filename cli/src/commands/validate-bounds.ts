/** `ashlar validate --machine kernel --runs N`: what its entries take at most, and what they took. */
import type { Compiler, Optimization } from "@ashlar/board/riscv";
import type { TakenReport } from "@ashlar/validate/machine";
import { Exit } from "../exit.js";
import { print } from "../print.js";
import { table } from "../table.js";

interface BoundsOptions {
  readonly optimization: Optimization;
  readonly compiler: Compiler;
  readonly seed: number;
  readonly steps: number;
  readonly json: boolean | undefined;
}

export async function validateBounds(options: BoundsOptions): Promise<void> {
  const { optimization, compiler, seed, steps, json } = options;
  const { kernelSubject, takenBy } = await import("@ashlar/validate/machine");
  const report = takenBy(await kernelSubject(optimization, compiler), seed, steps);
  print({ seed, steps, ...report }, json, () => boundsText(report));
  if (!isKept(report)) process.exitCode = Exit.failed;
}

/** Whether no run took more than is proved, or left something else. */
export const isKept = ({ entries, different }: TakenReport): boolean =>
  different === null &&
  entries.every(
    ({ bound, measured }) =>
      measured === null ||
      (measured.instructions <= bound.instructions && measured.stack_bytes <= bound.stack_bytes),
  );

/** The report for people. */
export function boundsText({ entries, different }: TakenReport): string {
  const rows = entries.map(({ entry, bound, measured }) => [
    ...[entry, String(bound.instructions), measured ? String(measured.instructions) : "–"],
    ...[String(bound.stack_bytes), measured ? String(measured.stack_bytes) : "–"],
    String(measured?.runs ?? 0),
  ]);
  const heads = ["entry", "instructions at most", "seen", "bytes of stack at most", "seen", "runs"];
  const all = entries.reduce((sum, { measured }) => sum + (measured?.runs ?? 0), 0);
  return [
    table(heads, rows),
    different === null
      ? `${all} runs from the trap on left what WebAssembly leaves`
      : `DIFFERENT: ${different}`,
  ].join("\n");
}
