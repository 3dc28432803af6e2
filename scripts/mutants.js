/**
 * Everything that is wrong on purpose must be noticed: all faults planted in the core, in the kernel,
 * in the SAT solver and its checker, those that the simulator of the whole system judges, and those of the
 * theorems. Takes most of an hour on two cores, those of the kernel's theorems longer; `npm test`
 * tries samples.
 * `npm run mutants -- theorems` runs the parts whose names contain the word; what is known of a
 * theorem's mutants already is not tried again, so that part can be stopped and resumed.
 */
import { spawnSync } from "node:child_process";

const all = [
  ["core", ["scripts/test.js", "all", "rapilog/src/mutants/"]],
  ["kernel", ["scripts/test.js", "all", "proofs/src/kernel/mutants/"]],
  ["solver and checker", ["scripts/test.js", "all", "logic/src/sat/mutants"]],
  ["service and core, by the simulator", ["cli/dist/main.js", "faults", "mutants"]],
  ["theorems of rules and log", ["cli/dist/main.js", "prove", "logic", "rapilog", "--mutants"]],
  ["theorems of the kernel", ["cli/dist/main.js", "prove", "kernel", "spec", "--mutants"]],
];

const [wanted = ""] = process.argv.slice(2);
const steps = all.filter(([name]) => name.includes(wanted));
if (steps.length === 0) {
  console.error(`usage: npm run mutants -- [part of: ${all.map(([name]) => name).join("; ")}]`);
  process.exit(2);
}

let failed = 0;
const summary = [];
for (const [name, parameters] of steps) {
  const start = performance.now();
  const environment = { ...process.env, ASHLAR_EVERY: "1" };
  const { status } = spawnSync(process.execPath, parameters, {
    stdio: "inherit",
    env: environment,
  });
  const seconds = ((performance.now() - start) / 1000).toFixed(0);
  if (status !== 0) failed += 1;
  summary.push(`${status === 0 ? "ok    " : "FAILED"} ${name} (${seconds} s)`);
}
console.log(`\n${summary.join("\n")}`);
process.exitCode = failed > 0 ? 1 : 0;
