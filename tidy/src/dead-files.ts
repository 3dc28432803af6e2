/** A file that nothing imports, starts or runs is dead, and dead code is deleted. */
import { computedTargets, references } from "./imports.js";
import type { Source, Violation } from "./sources.js";

/** Files that are started from outside: entries of packages and rooms, the command, and tests;
 * and declarations, which the compiler reads by itself. */
function isEntry(source: Source): boolean {
  const package_entry =
    /^(disk|rapilog|logic|semantics|validate|kernel|spec|proofs|board|user|faults|cli)\/(src|assembly)\/(\w+\/)*(index|main)\.ts$|^user\/assembly\/components\/\w+\.ts$/;
  return /\.(test|d)\.ts$/.test(source.path) || package_entry.test(source.path);
}

export function deadFiles(sources: readonly Source[]): Violation[] {
  const alive = new Set(sources.flatMap(references).map((reference) => reference.target));
  const computed = sources.flatMap(computedTargets);
  const started = ({ path }: Source) =>
    computed.some(({ folder, ending }) => path.startsWith(`${folder}/`) && path.endsWith(ending));
  return sources
    .filter((source) => !isEntry(source) && !alive.has(source.path) && !started(source))
    .map(({ path }) => ({ path, line: 1, message: "nothing imports this file: delete it" }));
}
