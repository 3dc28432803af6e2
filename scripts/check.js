/** What to run before a commit: format and lint, types, then tidy and unit tests, each timed. */
import { spawnSync } from "node:child_process";

const steps = [
  ["format and lint", "npx", ["biome", "check", "."]],
  ["types", "npm", ["run", "--silent", "build:ts"]],
  ["tidy and unit tests", process.execPath, ["scripts/test.js", "unit"]],
];

let failed = 0;
const summary = [];
for (const [name, command, parameters] of steps) {
  const start = performance.now();
  const { status } = spawnSync(command, parameters, { stdio: "inherit" });
  const seconds = ((performance.now() - start) / 1000).toFixed(1);
  if (status !== 0) failed += 1;
  summary.push(`${status === 0 ? "ok    " : "FAILED"} ${name} (${seconds} s)`);
}
console.log(`\n${summary.join("\n")}`);
process.exitCode = failed > 0 ? 1 : 0;
