/** What the kernel's random histories find: told, kept as files, and made again. */
import { readFileSync, writeFileSync } from "node:fs";
import type { Failure } from "@ashlar/proofs/kernel";
import { Exit } from "../exit.js";
import { print } from "../print.js";

/** A way to look for failures: the subcommand, and what it says where there are none. */
export interface Search<Step> {
  readonly subcommand: string;
  /** The files of its failures begin with this. */
  readonly file: string;
  readonly nothing: string;
  readonly failureText: (failure: Failure<Step>) => string;
  /** Makes steps again: what is wrong then, if anything is. */
  readonly replayed: (failure: Failure<Step>) => string | undefined;
}

/** Prints what a run has found, and writes the steps of a failure to a file. */
export async function tell<Step>(
  { subcommand, file: name, nothing, failureText }: Search<Step>,
  { failure, ...report }: { readonly failure?: Failure<Step> },
  text: string,
  json = false,
): Promise<void> {
  const file = failure && (await keep(failure, name));
  print({ ...report, failure: failure?.message ?? null, file: file ?? null }, json, () =>
    [
      text,
      failure
        ? `${failureText(failure)}\nreplay: ashlar kernel ${subcommand} --replay ${file}`
        : nothing,
    ].join("\n"),
  );
  if (failure) process.exitCode = Exit.failed;
}

/** Makes the steps of the failure in a file again, and prints what is wrong. */
export async function replay<Step>(
  { nothing, failureText, replayed }: Search<Step>,
  file: string,
  json = false,
): Promise<void> {
  const failure = await failureOf<Step>(file);
  const message = replayed(failure);
  print({ file, failure: message ?? null }, json, () =>
    message === undefined ? nothing : failureText({ ...failure, message }),
  );
  if (message !== undefined) process.exitCode = Exit.failed;
}

/** Returns the file's name. */
async function keep(failure: Failure<unknown>, name: string): Promise<string> {
  const { failureJson } = await import("@ashlar/proofs/kernel");
  const path = `${name}-${failure.seed}.json`;
  writeFileSync(path, `${failureJson(failure)}\n`);
  return path;
}

async function failureOf<Step>(file: string): Promise<Failure<Step>> {
  const { failureIn } = await import("@ashlar/proofs/kernel");
  const failure = failureIn<Step>(readFileSync(file, "utf8"));
  if (failure === undefined) throw new Error(`${file} has no failure of the kernel`);
  return failure;
}
