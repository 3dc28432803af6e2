/** The durable disk's core, as it was built: the module that all of this is for. */
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";

export function rapilogBytes(): Uint8Array {
  const beside = createRequire(import.meta.url).resolve("@ashlar/rapilog/format");
  return new Uint8Array(readFileSync(join(dirname(beside), "rapilog.wasm")));
}
