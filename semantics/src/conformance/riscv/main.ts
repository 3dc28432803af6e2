/** `npm run conformance:riscv -- DIR [--json] [--only NAME]`: the official tests, file by file. */
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { judge, type Verdict } from "./judge.js";

const USAGE = `usage: npm run conformance:riscv -- DIR [--json] [--only NAME]
DIR holds programs built from https://github.com/riscv-software-src/riscv-tests for the environment
p, as docs/prover.md says. Status 1 if anything failed.
`;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { json: { type: "boolean" }, only: { type: "string" } },
});

function fail(text: string): never {
  process.stderr.write(text);
  process.exit(2);
}

const MAGIC = "\x7fELF";

/** Programs; what else lies beside them, such as listings, is passed over. */
function programsIn(folder: string): string[] {
  const isProgram = (name: string) => {
    const path = join(folder, name);
    return statSync(path).isFile() && readFileSync(path).toString("latin1", 0, 4) === MAGIC;
  };
  return readdirSync(folder).filter(isProgram).sort();
}

const [folder] = positionals;
if (folder === undefined || !existsSync(folder)) fail(USAGE);
const programs = programsIn(folder).filter((name) => name.includes(values.only ?? ""));
if (programs.length === 0) fail(`no programs in ${folder}\n${USAGE}`);

const isText = values.json !== true;
const verdicts: { file: string; verdict: Verdict }[] = [];
for (const file of programs) {
  const verdict = judge(new Uint8Array(readFileSync(join(folder, file))));
  verdicts.push({ file, verdict });
  const reason = verdict.kind === "passed" ? "" : `: ${verdict.reason}`;
  if (isText) process.stdout.write(`${file.padEnd(32)} ${verdict.kind}${reason}\n`);
}
const count = (kind: Verdict["kind"]) =>
  verdicts.filter(({ verdict }) => verdict.kind === kind).length;
const total = { passed: count("passed"), failed: count("failed"), refused: count("refused") };
const { passed, failed, refused } = total;
if (isText)
  process.stdout.write(
    `${programs.length} files: ${passed} passed, ${failed} failed, ${refused} refused\n`,
  );
else process.stdout.write(`${JSON.stringify({ files: verdicts, total })}\n`);
process.exitCode = failed > 0 ? 1 : 0;
