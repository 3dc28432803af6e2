/**
 * `npm run corpus`: builds every program of the corpus by every compiler that is installed. With
 * `--record`, compiles their modules anew, to be committed.
 */
import { mkdirSync, writeFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { buildModule, buildProgram, missingFor } from "./build.js";
import { SETTINGS } from "./compilers.js";
import { corpusPrograms, MODULES, moduleOf } from "./programs.js";

const say = (text: string) => process.stdout.write(`${text}\n`);
const programs = corpusPrograms();

if (process.argv.includes("--record")) {
  mkdirSync(MODULES, { recursive: true });
  for (const { name, source } of programs)
    writeFileSync(join(MODULES, `${name}.wasm`), await buildModule(source));
  say(`${programs.length} modules compiled anew`);
}

for (const setting of SETTINGS) {
  const lost = missingFor(setting);
  if (lost !== undefined) {
    say(`${setting.name}: skipped, ${lost}`);
    continue;
  }
  const start = performance.now();
  const waiting = [...programs];
  const work = async () => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift())
      await buildProgram(moduleOf(next), next.name, setting);
  };
  await Promise.all(Array.from({ length: availableParallelism() }, work));
  const seconds = ((performance.now() - start) / 1000).toFixed(0);
  say(`${setting.name}: ${programs.length} programs in ${seconds} s`);
}
