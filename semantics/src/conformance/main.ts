/** `npm run conformance:wasm -- DIR [--json]`: the official test suite, file by file. */
import { existsSync } from "node:fs";
import { parseArgs } from "node:util";
import { type FileReport, judgeFile, NoConverter, NotConverted, scriptsIn } from "./suite.js";

const USAGE = `usage: npm run conformance:wasm -- DIR [--json] [--only NAME]
DIR is a checkout of https://github.com/WebAssembly/testsuite; at commit 3a04b2cf Debian's
wast2json (package wabt) converts every file. Status 1 if anything failed.
`;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { json: { type: "boolean" }, only: { type: "string" } },
});

function fail(text: string): never {
  process.stderr.write(text);
  process.exit(2);
}

function line(name: string, counts: readonly (number | string)[]): string {
  return `${name.padEnd(32)}${counts.map((count) => String(count).padStart(9)).join("")}\n`;
}

function show(report: FileReport): void {
  const { file, passed, failed, refused, text } = report;
  process.stdout.write(line(file, [passed, failed.length, refused, text]));
  for (const { line: at, reason } of failed) process.stdout.write(`  ${file}:${at}: ${reason}\n`);
}

const sum = (reports: FileReport[], of: (report: FileReport) => number) =>
  reports.reduce((total, report) => total + of(report), 0);

const [folder] = positionals;
if (folder === undefined || !existsSync(folder)) fail(USAGE);
const scripts = scriptsIn(folder).filter((name) => name.includes(values.only ?? ""));
if (scripts.length === 0) fail(`no .wast files in ${folder}\n${USAGE}`);

const reports: FileReport[] = [];
const notConverted: string[] = [];
const isText = values.json !== true;
if (isText) process.stdout.write(line("", ["passed", "failed", "refused", "text"]));
for (const script of scripts) {
  try {
    const report = judgeFile(folder, script);
    reports.push(report);
    if (isText) show(report);
  } catch (error) {
    if (error instanceof NoConverter) fail(`${error.message}\n`);
    if (!(error instanceof NotConverted)) throw error;
    notConverted.push(script);
    if (isText) process.stdout.write(`${script.padEnd(32)} not converted: ${error.message}\n`);
  }
}
const total = {
  passed: sum(reports, ({ passed }) => passed),
  failed: sum(reports, ({ failed }) => failed.length),
  refused: sum(reports, ({ refused }) => refused),
  text: sum(reports, ({ text }) => text),
};
if (isText) process.stdout.write(line(`${reports.length} files`, Object.values(total)));
else process.stdout.write(`${JSON.stringify({ files: reports, notConverted, total })}\n`);
process.exitCode = total.failed > 0 || notConverted.length > 0 ? 1 : 0;
