/**
 * Which of the kernel's functions is which. The module has no names; the text that the compiler
 * writes beside it has the same functions in the same order, with theirs. A wrong name would make
 * a theorem about another function, and that function's contract false.
 */
import { readFileSync } from "node:fs";

const TEXT = readFileSync(
  new URL("kernel.wat", import.meta.resolve("@ashlar/kernel/layout")),
  "utf8",
);

/** Imported functions and the module's own begin so; exports name them too, but otherwise. */
const FUNCTION = /^ (?:\(import \S+ \S+ )?\(func \$assembly\/([\w/-]+)/gm;

const NAMES: ReadonlyMap<string, number> = new Map(
  [...TEXT.matchAll(FUNCTION)].map(([, name], index) => [name!, index]),
);

/** The number of a function, by its file's name and its own: `schedule/wake`. */
export function functionIndex(name: string): number {
  const index = NAMES.get(name);
  if (index === undefined) throw new Error(`the kernel has no function ${name}`);
  return index;
}
