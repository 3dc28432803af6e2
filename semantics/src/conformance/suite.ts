/** Runs a checkout of WebAssembly/testsuite, file by file. */
import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Judge, type Verdict } from "./judge.js";
import type { Script } from "./script.js";

export interface Remark {
  line: number;
  reason: string;
}

export interface FileReport {
  file: string;
  passed: number;
  /** Needs what is not executed by design: floats, tables, references, vectors. */
  refused: number;
  /** What was needed, and how often. */
  refusals: Record<string, number>;
  failed: Remark[];
  /** Commands about the text format, which is not read here. */
  text: number;
}

/** wabt's converter is not there. */
export class NoConverter extends Error {}

/** A script that wabt does not convert. */
export class NotConverted extends Error {}

export function scriptsIn(folder: string): string[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith(".wast"))
    .sort();
}

/** Converts one script and judges it. */
export function judgeFile(folder: string, file: string): FileReport {
  const output = mkdtempSync(join(tmpdir(), "ashlar-conformance-"));
  try {
    const converted = join(output, "script.json");
    convert(join(folder, file), converted);
    const script = JSON.parse(readFileSync(converted, "utf8")) as Script;
    return judgeScript(file, script, (name) => new Uint8Array(readFileSync(join(output, name))));
  } finally {
    rmSync(output, { recursive: true, force: true });
  }
}

function convert(source: string, target: string): void {
  const { error, status, stderr } = spawnSync("wast2json", [source, "-o", target], {
    encoding: "utf8",
  });
  if (error !== undefined)
    throw new NoConverter("wast2json is missing: install wabt (Debian: apt-get install wabt)");
  if (status !== 0) throw new NotConverted(stderr.trim().split("\n")[0]);
}

export function judgeScript(
  file: string,
  { commands }: Script,
  read: (filename: string) => Uint8Array,
): FileReport {
  const report: FileReport = { file, passed: 0, refused: 0, refusals: {}, failed: [], text: 0 };
  const judge = new Judge(read);
  for (const command of commands) count(report, command.line, judge.judge(command));
  return report;
}

function count(report: FileReport, line: number, verdict: Verdict | undefined): void {
  if (verdict === undefined) report.text += 1;
  else if (verdict.kind === "failed") report.failed.push({ line, reason: verdict.reason });
  else if (verdict.kind === "passed") report.passed += 1;
  else refuse(report, verdict.reason.replace(/^refused at byte .*?: /, ""));
}

function refuse(report: FileReport, reason: string): void {
  report.refused += 1;
  report.refusals[reason] = (report.refusals[reason] ?? 0) + 1;
}
