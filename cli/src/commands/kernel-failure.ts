/** Failures of the kernel as files. */
import { readFileSync, writeFileSync } from "node:fs";
import type { Failure } from "@ashlar/proofs/kernel";

/** Writes the steps of a failure to a file; returns its name, which begins so. */
export async function keep(failure: Failure<unknown>, name: string): Promise<string> {
  const { failureJson } = await import("@ashlar/proofs/kernel");
  const path = `${name}-${failure.seed}.json`;
  writeFileSync(path, `${failureJson(failure)}\n`);
  return path;
}

/** The failure in a file. */
export async function failureOf<Step>(file: string): Promise<Failure<Step>> {
  const { failureIn } = await import("@ashlar/proofs/kernel");
  const failure = failureIn<Step>(readFileSync(file, "utf8"));
  if (failure === undefined) throw new Error(`${file} has no failure of the kernel`);
  return failure;
}
