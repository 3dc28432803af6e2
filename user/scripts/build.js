/**
 * Compiles each component to WebAssembly: `assembly/components/NAME.ts` to `dist/NAME.wasm`, and
 * the library's functions that the tests call to `dist/library.wasm`.
 */
import { readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import asc from "assemblyscript/asc";

const room = fileURLToPath(new URL("..", import.meta.url));
process.chdir(room);

const components = readdirSync("assembly/components").map((file) => [
  `assembly/components/${file}`,
  `dist/${file.replace(/\.ts$/, ".wasm")}`,
]);
const library = ["assembly/library/index.ts", "dist/library.wasm"];

for (const [source, target] of [...components, library]) {
  const { error, stderr } = await asc.main([
    source,
    ...["--config", "asconfig.json", "--target", "release", "--outFile", target],
  ]);
  if (error) {
    process.stderr.write(`${stderr}\n${source}: ${error.message}\n`);
    process.exitCode = 1;
  }
}
