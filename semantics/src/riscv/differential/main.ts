/** `npm run differential:riscv -- [--count N] [--seed S]`: random instructions here and in QEMU. */
import { parseArgs } from "node:util";
import { freshSeed } from "@ashlar/rapilog/random";
import { COMPILER, EMULATOR, missing } from "../testing/tools.js";
import { compare, judged } from "./compare.js";
import { makeDriver } from "./image.js";

const USAGE = `usage: npm run differential:riscv -- [--count N] [--seed S]
Runs N random instructions (1000000) here and in QEMU and compares registers and memory behind each
block of some two dozen. Status 1 if anything differs; each batch says the seed that repeats it.
`;
const BLOCKS = 8192;
const SHOWN = 5;

const { values } = parseArgs({
  options: { count: { type: "string", default: "1000000" }, seed: { type: "string" } },
});
const count = Number(values.count);
const firstSeed = values.seed === undefined ? freshSeed() : Number(values.seed);
const skipped = missing(COMPILER, EMULATOR);

if (!Number.isSafeInteger(count) || count < 1 || !Number.isSafeInteger(firstSeed)) {
  process.stderr.write(USAGE);
  process.exitCode = 2;
} else if (skipped !== undefined) {
  process.stderr.write(`${skipped}\n`);
  process.exitCode = 2;
} else compareAll();

function compareAll(): void {
  const driver = makeDriver();
  const total = { instructions: 0, exceptions: 0, differences: 0 };
  const start = performance.now();
  for (let seed = firstSeed; total.instructions < count; seed++) {
    const { instructions, exceptions, differences } = compare(judged(driver, seed, BLOCKS));
    total.instructions += instructions;
    total.exceptions += exceptions;
    total.differences += differences.length;
    const seconds = ((performance.now() - start) / 1000).toFixed(0);
    process.stdout.write(
      `--seed ${seed}: ${total.instructions} instructions, ${total.exceptions} blocks ended by other exceptions, ${total.differences} blocks differ (${seconds} s)\n`,
    );
    for (const difference of differences.slice(0, SHOWN)) process.stdout.write(`${difference}\n`);
    if (differences.length > 0) process.exitCode = 1;
  }
}
