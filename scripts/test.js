/**
 * Runs every compiled test of every room: `node scripts/test.js all|unit [part of a path]`.
 *
 * Each file is a process group of its own, killed with all its children at its time limit, so a
 * hanging test cannot hang the run. Zero tests is a failure. `unit` leaves out *.slow.test.js.
 * Slow suites measure time and own real processes, so they run one after the other, alone.
 */
import { spawn } from "node:child_process";
import { existsSync, readdirSync } from "node:fs";
import { join, relative } from "node:path";

const ROOMS = [
  "rapilog",
  "logic",
  "semantics",
  "validate",
  "kernel",
  "spec",
  "proofs",
  "disk",
  "board",
  "user",
  "faults",
  "cli",
  "tidy",
];
const UNIT_LIMIT_MS = 120_000;
const SLOW_LIMIT_MS = 900_000;
const REPORTER = new URL("./reporter.js", import.meta.url).href;
const ROOT = new URL("..", import.meta.url).pathname;

const [mode = "all", part = ""] = process.argv.slice(2);
if (mode !== "all" && mode !== "unit") {
  console.error("usage: node scripts/test.js all|unit [part of a path]");
  process.exit(2);
}

/** Every compiled test below the rooms' dist folders whose source still exists. */
function testFiles() {
  const found = ROOMS.flatMap((room) => filesBelow(join(ROOT, room, "dist")));
  return found
    .filter(
      (file) =>
        file.endsWith(".test.js") &&
        relative(ROOT, source(file)).includes(part) &&
        existsSync(source(file)),
    )
    .sort();
}

function source(file) {
  const [room, , ...rest] = relative(ROOT, file).split("/");
  return join(ROOT, room, "src", ...rest).replace(/\.js$/, ".ts");
}

function filesBelow(folder) {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    return entry.isDirectory() ? filesBelow(path) : [path];
  });
}

/** Runs one file; its results, its own output, and why it failed as a whole, if it did. */
function runFile(file, limit_ms) {
  return new Promise((resolve) => {
    const child = spawn(
      process.execPath,
      ["--enable-source-maps", `--test-reporter=${REPORTER}`, file],
      {
        cwd: ROOT,
        detached: true,
        stdio: ["ignore", "pipe", "pipe"],
      },
    );
    let output = "";
    let timedOut = false;
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding("utf8").on("data", (text) => {
        output += text;
      });
    const timer = setTimeout(() => {
      timedOut = true;
      killGroup(child.pid);
    }, limit_ms);
    child.on("exit", () => {
      killGroup(child.pid);
      // A process that left the group may still hold the pipes; it does not get to hold the run.
      setTimeout(
        () => [child.stdout, child.stderr].map((stream) => stream.destroy()),
        2000,
      ).unref();
    });
    child.on("close", (code, signal) => {
      clearTimeout(timer);
      resolve({ file, timedOut, code, signal, ...parse(output) });
    });
  });
}

function killGroup(pid) {
  try {
    process.kill(-pid, "SIGKILL");
  } catch {
    // The group is gone already.
  }
}

/** Separates the reporter's lines from what the tests printed. */
function parse(output) {
  const tests = [];
  const printed = [];
  for (const line of output.split("\n")) {
    const mark = line.indexOf("\u0001");
    if (mark < 0) printed.push(line);
    else tests.push(JSON.parse(line.slice(mark + 1)));
  }
  return { tests, printed: printed.join("\n").trim() };
}

const totals = { passed: 0, failed: 0, skipped: [] };

function fail(title, detail) {
  totals.failed += 1;
  console.log(`  FAILED ${title}`);
  if (detail) console.log(detail.replace(/^/gm, "    "));
}

function tell(result, seconds) {
  const name = relative(ROOT, source(result.file));
  const failedBefore = totals.failed;
  console.log(`${name} (${result.tests.length} tests, ${seconds.toFixed(1)} s)`);
  for (const test of result.tests) {
    if (test.skip !== undefined || test.todo !== undefined)
      totals.skipped.push(`${name}: ${test.name}: ${test.skip || test.todo || "no reason given"}`);
    else if (test.passed) totals.passed += 1;
    else fail(test.name, test.error);
  }
  if (result.timedOut) fail(`${name}: killed at its time limit`);
  else if (result.tests.length === 0) fail(`${name}: ran no test`);
  else if (result.code !== 0 && totals.failed === failedBefore)
    fail(`${name}: ended with ${result.signal ?? `status ${result.code}`}`);
  if (totals.failed > failedBefore && result.printed)
    console.log(result.printed.slice(-4000).replace(/^/gm, "    | "));
}

async function runAll(files, limit_ms, workers) {
  const queue = [...files];
  const worker = async () => {
    for (let file = queue.shift(); file !== undefined; file = queue.shift()) {
      const start = performance.now();
      const result = await runFile(file, limit_ms);
      tell(result, (performance.now() - start) / 1000);
    }
  };
  await Promise.all(Array.from({ length: workers }, worker));
}

const files = testFiles();
const slow = (file) => file.endsWith(".slow.test.js");
await runAll(
  files.filter((file) => !slow(file)),
  UNIT_LIMIT_MS,
  2,
);
if (mode === "all") await runAll(files.filter(slow), SLOW_LIMIT_MS, 1);

if (totals.skipped.length > 0) {
  console.log("\nSkipped:");
  for (const line of totals.skipped) console.log(`  ${line}`);
}
console.log(`\n${totals.passed} passed, ${totals.failed} failed, ${totals.skipped.length} skipped`);
process.exitCode = totals.failed > 0 || totals.passed === 0 ? 1 : 0;
